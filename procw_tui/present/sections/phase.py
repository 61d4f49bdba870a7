"""What the day means for a round: before the cut-off, under judgement, the question after it, the result."""

from __future__ import annotations

from collections.abc import Callable

from procw_tui.domain.certification.phases import MAIL_DAY, Past, deliver_by, foretells, is_news
from procw_tui.domain.certification.rounds import Round, results_by
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.record.times import last_day
from procw_tui.domain.work.clocks import opens_in_time_if_rated
from procw_tui.present.commands import key_of
from procw_tui.present.criteria.table import criterion_name, what_it_takes
from procw_tui.present.language import _, n_, sentences
from procw_tui.present.paint import Line, Lines, line, paragraph, right_aligned, with_key
from procw_tui.present.sentences import scoreboard
from procw_tui.present.sentences.rounds import holding
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

from . import rounds

MOST_TO_RATE = 2


def section(view: View, cells: int, *, brief: bool = False) -> Lines:
    """The words of the phase; those of collecting are one line. `brief`: beside a table of the criteria."""
    tellers: dict[str, Callable[[View, int], Lines]] = {
        "collecting": _collecting, "closing": _closing_brief if brief else _closing, "judging": _judging,
        "asking": _asking, "result": _result,
    }  # fmt: skip
    return tellers[view.phase.name](view, cells)


def _log_key() -> Line:
    return line((_("log what came: {key}").format(key=key_of("result")), "key"))


def _window(each: Round) -> str:
    return _("{round}: judges {begins} to {cutoff} (assumed)").format(
        round=figures.round_name(each.month), begins=each.begins, cutoff=each.cutoff
    )


def _collecting(view: View, cells: int) -> Lines:
    return paragraph(_window(view.phase.round), cells, "dim", "  ")


def _closing(view: View, cells: int) -> Lines:
    """What can still change, with the days counted backwards."""
    open_ones = [name for name in CRITERIA if view.board.at_cutoff.of(name).state == "short"]
    return _closing_brief(view, cells) + [
        more for name in open_ones for more in paragraph(_still(view, name), cells)
    ]


def _closing_brief(view: View, cells: int) -> Lines:
    each = view.phase.round
    left = (each.cutoff - view.today).days
    title = n_(
        "{round}: {n} day to the cut-off (assumed)", "{round}: {n} days to the cut-off (assumed)", left
    )
    told = title.format(round=figures.round_name(each.month), n=left)
    compare = line((_("compare with the site: {key}").format(key=key_of("opening")), "key"))
    shown = with_key([line("  ", (told, "head"))], compare, cells)
    last = deliver_by(each.cutoff)
    if view.today <= last:
        told = _("Acceptance takes about a week: deliver by {day} to be counted by {cutoff}.")
    else:
        told = _(
            "Acceptance takes about a week: what is delivered now may count only for the round after it."
        )
    shown += paragraph(told.format(day=figures.day(last, view.today),
                                   cutoff=figures.day(each.cutoff, view.today)), cells)  # fmt: skip
    for clock in opens_in_time_if_rated(view.ledger, view.today, each.cutoff)[:MOST_TO_RATE]:
        shown += paragraph(_rate_now(clock.contract.client, each), cells)
    return shown


def _rate_now(client: str, each: Round) -> str:
    return _("Rate {client} now: theirs, if given, then opens before the {round}.").format(
        client=labels.client(client), round=figures.round_name(each.month)
    )


def _still(view: View, name: CriterionId) -> str:
    return _("{name}: {takes}").format(name=criterion_name(name), takes=what_it_takes(view, name))


def _judging(view: View, cells: int) -> Lines:
    """Frozen figures; what comes when."""
    each, frozen = view.phase.round, view.phase_round.foretold
    title = _("{round} (figures of {begins} to {cutoff}, assumed): {tally}").format(
        round=figures.round_name(each.month), begins=each.begins, cutoff=each.cutoff,
        tally=scoreboard.tally_of(frozen),
    )  # fmt: skip
    end = figures.day(last_day(each.month), view.today)
    if view.today.day <= MAIL_DAY:
        words = _("The mail usually comes by about the 6th. Without one nothing is decided until {end}.")
    else:
        words = _("The usual day is past, yet nothing is decided until {end}.")
    words = sentences(words.format(end=end), _("Look for the mark on your profile as well."))
    return [line("  ", (title, "strong")), *with_key(paragraph(words, cells, "dim"), _log_key(), cells)]


def _asking(view: View, cells: int) -> Lines:
    """The review month is over and nothing was logged: asked once more."""
    each = view.phase.round
    title = _("Did the mail of the {round} come?").format(round=figures.round_name(each.month))
    words = _("The month is over. Without a mail and without the mark, it did not certify you this time.")
    return [*with_key([line("  ", (title, "head"))], _log_key(), cells), *paragraph(words, cells, "dim")]


def _result(view: View, cells: int) -> Lines:
    """What came, why and what to do, on the day that it was logged; afterwards one line."""
    past = view.phase_round
    words, role = rounds.came(past)
    title = line("  ", (figures.round_name(past.round.month) + "  ", "head"), (words, role),
                 *(((_("   foretold "), "dim"), *rounds.tally_spans(past.foretold))
                    if foretells(past) else ()))  # fmt: skip
    if past.result is None or not is_news(past.result, view.today):
        more = line((_("why: "), "dim"), (key_of("go-board"), "key"), (f" {_('Rounds')}  ", "dim"))
        return [right_aligned(title, more, cells)]
    if past.result.result != "none":
        return _certified(view, past, cells)
    shown = [title, *paragraph(rounds.cause_text(past), cells)]
    if _was_certified(view):
        words = _("The mark is gone, your ratings and your work are not. It comes back by itself at a review "
                  "at which all six hold.")  # fmt: skip
        shown += paragraph(words, cells)
    return [*shown, *paragraph(holding(view), cells), *paragraph(one_act(view), cells, "strong")]


def _certified(view: View, past: Past, cells: int) -> Lines:
    """Congratulations first; then what it brings, how it came, and what is next."""
    name = figures.round_name(past.round.month)
    told = _("Congratulations: the {round} certified you as プロクラウドワーカー.")
    if past.result is not None and past.result.result == "top":
        told = _("Congratulations: the {round} took you into the TOP class.")
    brings = _(
        "It brings a mark on your profile, well-paid jobs introduced first, and mention in newsletters."
    )
    coming = _("The next review is the {round}; as things stand {tally}.").format(
        round=figures.round_name(view.board.round.month), tally=scoreboard.tally_of(view.board.at_cutoff)
    )
    return [
        *paragraph(told.format(round=name), cells, "strong", "  "), *paragraph(brings, cells),
        *paragraph(sentences(rounds.cause_text(past), coming), cells),
    ]  # fmt: skip


def _was_certified(view: View) -> bool:
    results = results_by(view.ledger, view.today)
    return len(results) > 1 and results[-2].result != "none"


def one_act(view: View) -> str:
    """What to do first for the next round: the first criterion that would be short, else the earnings."""
    short = view.board.at_cutoff.named("short")
    return _still(view, short[0] if short else "earnings_rank")
