"""The days that a contract runs towards, in sentences."""

from __future__ import annotations

from datetime import date, timedelta

from procw_tui.domain.certification.rounds import rounds_from
from procw_tui.domain.record.records import Contract
from procw_tui.domain.work.clocks import clocks_of, rating_clock, reviewed
from procw_tui.present.commands import KEY
from procw_tui.present.language import _
from procw_tui.present.view import View
from procw_tui.present.words import figures

LATELY = timedelta(days=30)


def counts_in(view: View, day: date) -> str:
    """The round for which something of a day counts first."""
    each = next(rounds_from(day, view.rules, view.ledger.number("cutoff_days")))
    return figures.round_name(each.month)


def clock_words(view: View, contract: Contract) -> list[str]:
    """One sentence for each clock that runs."""
    told = [_told(view, name, on) for name, on in clocks_of(contract, view.today) if name != "opening"]
    rating = rating_clock(contract, view.today)
    if rating is None or contract.id in reviewed(view.ledger, view.today):
        return told
    if rating.opens < view.today:
        if view.today - rating.opens <= LATELY:
            past = _("If the client rated, it opened by {day}: log it with {key:other} where it is there.")
            told.append(past.format(key=KEY, day=figures.day(rating.opens, view.today)))
        return told
    if rating.rated:
        told.append(
            _("You have rated. Theirs opens at once, alone on {day} at the latest: it counts in the {round}.")
            .format(day=figures.day(rating.opens, view.today), round=counts_in(view, rating.opens))
        )  # fmt: skip
    elif rating.last >= view.today:
        now, alone = counts_in(view, view.today), counts_in(view, rating.opens)
        told.append(
            _(
                "Rated now, theirs (if given) opens at once: {now}. Left alone it opens on {day}: {alone}."
            ).format(now=now, day=figures.day(rating.opens, view.today), alone=alone)
        )
    return told


def _told(view: View, name: str, on: date) -> str:
    late = on < view.today
    words = {
        ("due", False): _("Due on {day}."),
        ("due", True): _("Due on {day}, which is past."),
        ("acceptance", False): _("Acceptance takes about a week: by {day}."),
        ("acceptance", True): _("Acceptance was to come by {day}: the office can be asked to chase."),
        ("escrow", False): _("The escrow lapses on {day}, after 180 days."),
        ("escrow", True): _("The escrow lapsed on {day}."),
        ("rating", False): _("You can rate until {day}, and have not yet."),
    }
    return words[name, late].format(day=figures.day(on, view.today))
