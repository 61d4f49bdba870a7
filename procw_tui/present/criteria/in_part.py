"""What is known in part: the figure of what is logged, what it lacks, and the key that completes it."""

from __future__ import annotations

from datetime import date

from procw_tui.domain.certification.coverage import Span
from procw_tui.domain.certification.criteria import criterion
from procw_tui.domain.certification.forecast import covered_from
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.record.times import DAY
from procw_tui.present.commands import KEY, CommandId, key_of
from procw_tui.present.language import _, n_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures

from .words import CriterionWords, is_nothing, known_in_part


def is_in_part(standing: Standing) -> bool:
    """Whether records lack of the days that a criterion looks at, so that nothing is told of it."""
    return known_in_part(standing) and standing.id != "profile"


def names_in_part(view: View) -> list[CriterionId]:
    """The criteria of which that is so today."""
    return [name for name in CRITERIA if is_in_part(view.board.today.of(name))]


def slack(standing: Standing) -> str:
    """In place of how much room there is."""
    if standing.logged is None or is_nothing(standing):
        return _("not known yet: {key:opening} asks").format(key=KEY)
    if standing.id == "earnings_rank":
        return _("at least; {key:earning} types other months").format(key=KEY)
    return _("only what is logged: {key:opening}").format(key=KEY)


def what_it_takes(view: View, words: CriterionWords, standing: Standing) -> str:
    """The figure of what is logged, the days that lack, and from when on they are of no matter."""
    parts = []
    if standing.id == "earnings_rank":
        parts.append(words.what_it_takes(view))
    elif standing.logged is not None and not is_nothing(standing):
        parts.append(_("By what is logged alone: {figure}.").format(figure=words.today(standing).strip("()")))
    key: CommandId = "earning" if standing.id == "earnings_rank" else "opening"
    parts.append(_missing(view, criterion(standing.id).missing(view.at), key_of(key)))
    covering = covered_from(view.ledger, view.today, view.rules, standing.id)
    if covering is not None:
        parts.append(
            _("From the {round} on it is known by itself, if everything is logged.").format(
                round=figures.round_name_with_year(covering.month)
            )
        )
    return sentences(*parts)


def _missing(view: View, spans: list[Span], key: str) -> str:
    """Whose days are not known, by their days."""
    if not spans:
        return ""
    first, *others = spans
    if first.first == date.min:
        told = _("Not known is what was before {day}: {key} asks for it.")
        return told.format(day=figures.day(first.last + DAY, view.today), key=key)
    days = figures.day(first.first, view.today)
    if first.first != first.last:
        days = _("{first} to {last}").format(first=days, last=figures.day(first.last, view.today))
    more = n_("and {n} more span", "and {n} more spans", len(others)).format(n=len(others)) if others else ""
    told = _("Not known: {days}; {key} asks for it.")
    return told.format(days=f"{days} {more}".strip(), key=key)
