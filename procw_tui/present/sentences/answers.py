"""The questions that people ask, answered with the user's own dates and figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from procw_tui.domain.certification.criteria import earnings_bounds, leaving
from procw_tui.domain.certification.earnings_rank import rank_needed
from procw_tui.domain.certification.mean_stars import star_debt
from procw_tui.domain.certification.openings import latest_opening
from procw_tui.domain.certification.phases import MAIL_DAY
from procw_tui.domain.certification.rounds import Round
from procw_tui.domain.record.records import Tally
from procw_tui.domain.record.times import DAY, first_day, last_day, leaves_on
from procw_tui.domain.work.luck import chance_of_none
from procw_tui.domain.work.months import best_month
from procw_tui.present.commands import KEY
from procw_tui.present.criteria.table import criterion_names
from procw_tui.present.language import N_, _, n_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures

from . import rounds


class Question(NamedTuple):
    """A question, and what answers it."""

    words: str
    answer: Callable[[View], str]


def _figures(view: View) -> str:
    told = _("Counts and ratings: マイページ, under 実績 and 評価. The earnings rank is shown nowhere, "
             "and the プロジェクト完了率 of the profile is another figure than 納品完了率.")  # fmt: skip
    opening = latest_opening(view.ledger, view.today, "rating_shown")
    if opening is None:
        return sentences(told, _("{key:opening} copies them here.").format(key=KEY))
    return sentences(
        told, _("You copied them last on {day}.").format(day=figures.day(opening.as_of, view.today))
    )


def _asked(view: View) -> Round:
    """The round that is judged, else the next one."""
    return view.phase.round if view.phase.name == "judging" else view.board.round


def _when(view: View) -> str:
    each = _asked(view)
    mail = first_day(each.month) + timedelta(days=MAIL_DAY - 1)
    return _("The {round} judges what counts up to {cutoff} (assumed: workers report the months, nobody "
             "announces them). The mail usually comes by about {mail}, to the certified alone.").format(
        round=figures.round_name_with_year(each.month), mail=figures.day(mail, view.today),
        cutoff=figures.day(each.cutoff, view.today),
    )  # fmt: skip


def _cost(view: View) -> str:
    del view
    return _("Nothing: neither a fee nor an application. All who work on the site are looked at each time.")


def _mark(view: View) -> str:
    del view
    return sentences(
        _("Who has dozens of letters to read picks the marked ones first and, where the terms fit, orders at "
          "once. Jobs of well-known companies come more easily."),
        _("The survey's figures stand under {key:section}.").format(key=KEY),
    )  # fmt: skip


def _easy(view: View) -> str:
    told = _("Completion and profile are soonest done: deliver what you take on, and fill in three parts. "
             "Ratings and earnings take steady work, and so patience.")  # fmt: skip
    short = view.board.at_cutoff.named("short")
    left = [name for name in short if name in {"completion", "profile"}]
    if not left:
        return told
    return sentences(told, _("With you it is: {names}.").format(names=criterion_names(left)))


def _silence(view: View) -> str:
    return _("No mail means nothing until {end}: only then is silence an answer. Look for the mark on your "
             "profile too. A lost mark comes back by itself at a later review.").format(
        end=figures.day(last_day(_asked(view).month), view.today))  # fmt: skip


def _rank(view: View) -> str:
    told = _("To nobody. One month of rank {n} or better within the year is enough.").format(
        n=rank_needed(view.ledger, view.rules))  # fmt: skip
    too_little, enough = earnings_bounds(view.ledger, view.today, view.rules)
    known = []
    if enough is not None:
        known.append(_("Your own results: {yen} was enough.").format(yen=figures.short_yen(enough)))
    if too_little is not None:
        known.append(_("{yen} was not enough.").format(yen=figures.short_yen(too_little)))
    if not known:
        known.append(
            _("Log each result with {key:result}: your own rounds narrow the bar down.").format(key=KEY)
        )
    return sentences(told, *known)


def _best(view: View) -> str:
    best = best_month(view.ledger, view.today, view.today)
    if best is None:
        return _(
            "No month is logged yet: {key:contract} logs a contract, {key:earning} a month's gross."
        ).format(key=KEY)
    gone = leaves_on(last_day(best.month))
    rounds = [each.round for each in view.forecast if each.round.cutoff < gone]
    told = _("{month} with {yen} counts until {day}.").format(
        month=figures.month_name(best.month), yen=figures.short_yen(best.gross),
        day=figures.day(gone - DAY, view.today),
    )  # fmt: skip
    if not rounds:
        return told
    return sentences(told, n_("That is {n} more review, the last in {month}.",
                              "That is {n} more reviews, the last in {month}.", len(rounds)).format(
        n=len(rounds), month=figures.month_name(rounds[-1].month)))  # fmt: skip


def _scouts(view: View) -> str:
    ahead = leaving(view.ledger, "scouts", view.today, view.today + timedelta(days=365))
    if not ahead:
        return _(
            "None that counts is logged: {key:scout} logs one. 見てみて! and the office's do not count."
        ).format(key=KEY)
    told = [each for each in ahead if isinstance(view.ledger.find(each.what), Tally)]
    parts = [_("Each counts for one year.")]
    if single := [each for each in ahead if each not in told]:
        days = _(", ").join(figures.day(each.on, view.today) for each in single[:5])
        parts.append(_("Yours leave on: {days}.").format(days=days))
    if told:
        last = figures.day(max(each.on for each in told), view.today)
        parts.append(_("Those told as a number leave little by little, the last by {day}.").format(day=last))
    return sentences(*parts)


def _one_star(view: View) -> str:
    debt = star_debt(view.ledger, view.today, "rating", view.rules)
    if debt is None:
        return _("One 1-star takes 19 five-stars to make up for; a 4-star takes 4.")
    return sentences(
        _("One 1-star weighs {n} five-stars.").format(n=debt.cost),
        n_("With your overall rating {n} of them goes below 4.80.",
           "With your overall rating {n} of them go below 4.80.", debt.sink).format(n=debt.sink)
        if debt.sink else
        n_("You are {n} five-star away.", "You are {n} five-stars away.", debt.needed).format(n=debt.needed),
    )  # fmt: skip


def _thirty(view: View) -> str:
    since = view.proposals.decided.since_last_hit
    told = _(
        "No hit in 30 happens to 36 of 100, in 60 to 13, in 90 to 5. Even odds come after 21, 95 % after 89."
    )
    if not since:
        return told
    chance = figures.chance(chance_of_none(since))
    own = n_("Yours: {n} without one, which happens to {chance} at one in thirty.",
             "Yours: {n} without one, which happens to {chance} at one in thirty.", since)  # fmt: skip
    return sentences(told, own.format(n=since, chance=chance))


def _lost(view: View) -> str:
    return sentences(
        _("Nothing of your ratings and your work is lost, and nobody has to apply again."),
        rounds.holding(view),
    )


QUESTIONS = (
    Question(N_("Where do I find the figures?"), _figures),
    Question(N_("When does the result come?"), _when),
    Question(N_("No mail: what does it mean?"), _silence),
    Question(N_("Where is my earnings rank shown?"), _rank),
    Question(N_("How long does my best month count?"), _best),
    Question(N_("When do my scouts leave the year?"), _scouts),
    Question(N_("What does a 1-star cost?"), _one_star),
    Question(N_("Is one hit in thirty normal?"), _thirty),
    Question(N_("And if the mark is gone?"), _lost),
    Question(N_("What does it cost?"), _cost),
    Question(N_("What does the mark change?"), _mark),
    Question(N_("Which of the six come first?"), _easy),
)
