"""獲得報酬額 in words."""

from __future__ import annotations

from procw_tui.domain.certification.criteria import Board, below_reports, earnings_bounds
from procw_tui.domain.certification.criterion import Point
from procw_tui.domain.certification.earnings_rank import month_debt, not_accepted, rank_needed
from procw_tui.domain.certification.standing import Standing
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.rules import Rules
from procw_tui.domain.record.times import last_day, leaves_on
from procw_tui.domain.work.months import best_month
from procw_tui.present.commands import KEY
from procw_tui.present.language import N_, _, n_, p_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures
from procw_tui.present.words.signs import AT_RISK

from .words import CriterionWords, figure_text


def _today(standing: Standing) -> str:
    if standing.logged is None:
        return "-"
    return figure_text(standing, figures.short_yen(standing.logged.low.top))


def _slack(ledger: Ledger, board: Board, rules: Rules) -> str:
    standing = board.today.of("earnings_rank")
    best = best_month(ledger, board.day, board.day)
    if best is None:
        return _("no earnings logged")
    if standing.state == "met":
        return _("as much as was enough")
    if standing.state == "short":
        return _("no more than was refused")
    band = rules.band(ledger.setting("department"))
    if band is not None and below_reports(ledger, board.day, rules):
        return _("reported from {yen}").format(yen=figures.short_yen(band.hardly_below)) + f" {AT_RISK}"
    return _("the rank is shown nowhere")


def _takes(view: View) -> str:
    debt = month_debt(view.ledger, view.today)
    left_out = len(not_accepted(view.ledger, view.today))
    without = n_(
        "{n} completed contract has no day of acceptance, so no month counts it.",
        "{n} completed contracts have no day of acceptance, so no month counts them.", left_out,
    )  # fmt: skip
    if debt is None:
        return (
            without.format(n=left_out)
            if left_out
            else _(
                "No gross of any month yet: {key:earning} types a month, {key:contract} logs a contract."
            ).format(key=KEY)
        )
    text = _("This month {gross}; the best month is {best} ({month}), which leaves on {day}.").format(
        gross=figures.short_yen(debt.gross), best=figures.short_yen(debt.best.gross),
        month=figures.month_name(debt.best.month),
        day=figures.day(leaves_on(last_day(debt.best.month)), view.today),
    )  # fmt: skip
    if debt.missing:
        more = _("{yen} more make this month the best.").format(yen=figures.short_yen(debt.missing))
        text = sentences(text, more)
    return sentences(text, without.format(n=left_out)) if left_out else text


def _known(view: View) -> str:
    """What is known of the bar: own results, the user's own bar, and what certified workers report."""
    too_little, enough = earnings_bounds(view.ledger, view.today, view.rules)
    told = []
    if enough is not None:
        told.append(_("{yen} in the best month was enough once.").format(yen=figures.short_yen(enough)))
    if too_little is not None:
        told.append(
            _("{yen} was not, with the other five met.").format(yen=figures.short_yen(too_little))
        )  # fmt: skip
    own = view.ledger.number("earnings_bar_yen")
    if own:
        told.append(_("Your own bar: {yen}.").format(yen=figures.short_yen(own)))
    department = view.ledger.setting("department")
    if department is None:
        told.append(_("The department is not set ({key:settings}): rank 200 is assumed.").format(key=KEY))
        return sentences(*told)
    band = view.rules.band(department)
    if band is None:
        told.append(_("Nothing usable is reported for your department."))
        return sentences(*told)
    told.append(
        _("Certified writers report hardly any below {low}, and {likely} and up (reported).").format(
            low=figures.short_yen(band.hardly_below), likely=figures.short_yen(band.likely_from)
        )
    )
    return sentences(*told)


def _point(each: Point) -> str:
    return "-" if each.gross is None else figures.money_number(each.gross)


WORDS = CriterionWords(
    name=N_("Earnings rank"),
    short=lambda: p_("short", "Earnings"),
    today=_today,
    target=lambda ledger, rules: _("rank {n}").format(n=rank_needed(ledger, rules)),
    slack=_slack,
    what_it_takes=_takes,
    explanation=lambda: _("The rank is shown nowhere, to nobody. One good month of the past year is enough."),
    point=_point,
    narrow=lambda yen: figures.narrow_number(int(yen)),
    known=_known,
)
