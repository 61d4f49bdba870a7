"""What certification is worth, in words: the survey's figures on the user's own; and the class above it."""

from __future__ import annotations

from typing import NamedTuple

from procw_tui.domain.evening.worth import (
    MONTHLY_PERCENT,
    PRICE_PERCENT,
    SATISFIED_PERCENT,
    Worth,
    more,
    worth,
)
from procw_tui.present.language import _, n_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures


class Fact(NamedTuple):
    """One line: a name, its figure, and what it rests on."""

    id: str
    name: str
    figure: str
    words: str


def facts(view: View) -> list[Fact]:
    """The survey on one's own last three months, what comes with the mark, and TOP once one is certified."""
    own = worth(view.ledger, view.today)
    every = [_monthly(own), _price(own), _satisfied(), _brings()]
    return [*every, _top(view)] if view.board.certified in {"pro", "top"} else every


def _survey() -> str:
    return _("From CrowdWorks' own survey of certified workers; no promise, and no cause is shown by it.")


def _months(own: Worth) -> str:
    return _("{first} to {last}").format(
        first=figures.month_name(own.months[0]), last=figures.month_name(own.months[-1])
    )


def _known_months(own: Worth) -> str:
    """Those that the mean is of: one by one where some of the three are not known."""
    if own.known_months == own.months:
        return _months(own)
    return _(", ").join(map(figures.month_name, own.known_months))


def _monthly(own: Worth) -> Fact:
    name = _("A month's contracts +{percent} %").format(percent=MONTHLY_PERCENT)
    if own.monthly is None:
        return _unknown("monthly", name)
    one = len(own.known_months) == 1
    words = (
        _("Of your last three months only {months} is known: {yen}.")
        if one
        else _("Your mean month of {months}: {yen}.")
    )
    told = words.format(months=_known_months(own), yen=figures.yen(own.monthly))
    return Fact("monthly", name, _then(own.monthly, MONTHLY_PERCENT), sentences(told, _survey()))


def _price(own: Worth) -> Fact:
    name = _("A contract's price +{percent} %").format(percent=PRICE_PERCENT)
    if own.price is None:
        return _unknown("price", name)
    told = n_("The mean of {n} contract accepted in {months}: {yen}.",
              "The mean of {n} contracts accepted in {months}: {yen}.", own.contracts)  # fmt: skip
    words = told.format(n=own.contracts, months=_months(own), yen=figures.yen(own.price))
    return Fact("price", name, _then(own.price, PRICE_PERCENT), sentences(words, _survey()))


def _unknown(name: str, title: str) -> Fact:
    return Fact(name, title, "-", sentences(_survey(), _("Of your last three months nothing is logged.")))


def _then(now: int, percent: int) -> str:
    return _("{now} -> {then}").format(now=figures.yen(now), then=figures.yen(more(now, percent)))


def _satisfied() -> Fact:
    return Fact("satisfied", _("Satisfied with it"), f"{SATISFIED_PERCENT} %", _survey())


def _brings() -> Fact:
    words = _("A mark on the profile, a place on the page of certified workers, well-paid jobs introduced "
              "first, and mention in newsletters.")  # fmt: skip
    return Fact("brings", _("What comes with it"), _("a mark and introductions"), words)


def _top(view: View) -> Fact:
    words = _("Workers report: every condition of プロクラウドワーカー, the department's highest monthly "
              "earnings, identity check and other registered items; about 100 people.")  # fmt: skip
    band = view.rules.band(view.ledger.setting("department"))
    best = view.board.today.of("earnings_rank").low
    if band is not None and best is not None:
        own = _("Writers report about {bar} in the best month; yours is {best}.").format(
            bar=figures.short_yen(band.top_from), best=figures.short_yen(best.top)
        )
        words = sentences(words, own)
    figure = _("certified") if view.board.certified == "top" else _("the next step up")
    return Fact("top", _("TOP class"), figure, words)
