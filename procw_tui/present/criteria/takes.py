"""What each criterion takes, in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from procw_tui.domain.certification.counts import anything_dated, latest_opening, star_target
from procw_tui.domain.certification.criteria import earnings_bounds
from procw_tui.domain.certification.debts import (
    Setback,
    deliveries_needed,
    month_debt,
    parts_missing,
    scout_debt,
    setbacks,
    star_debt,
)
from procw_tui.domain.record.times import last_day, leaves_on
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.language import _, n_, sentences

ROUND_OFF = 5  # the half of a tenth of a star, in hundredths


def takes(view: View, name: str) -> str:
    """What it takes to meet a criterion, and what a setback would cost."""
    tellers: dict[str, Callable[[View], str]] = {
        "completion": _completion, "earnings_rank": _earnings, "scouts": _scouts, "profile": _profile,
    }  # fmt: skip
    return tellers[name](view) if name in tellers else _stars(view, name)


def _completion(view: View) -> str:
    if view.board.today.of("completion").low is None:
        return _("Deliver a fixed-price contract; nine deliveries make up for one midway end.")
    now, one, two = setbacks(view.ledger, view.today, view.today, view.rules)
    parts = []
    if now.repair:
        parts.append(
            n_("{n} more delivery makes {percent} %.", "{n} more deliveries make {percent} %.", now.repair)
            .format(n=now.repair, percent=view.rules.completion_percent)
        )  # fmt: skip
    return sentences(*parts, after_midway_ends(one, two))


def after_midway_ends(one: Setback, two: Setback) -> str:
    """The rate after one and two more midway ends, and the deliveries that repair it."""
    return _("One more midway end: {one}; two: {two}.").format(one=_setback(one), two=_setback(two))


def _setback(after: Setback) -> str:
    percent = figures.percent(after.percent.value)
    if not after.repair:
        return percent
    return n_(
        "{percent} ({n} delivery repairs it)", "{percent} ({n} deliveries repair it)", after.repair
    ).format(percent=percent, n=after.repair)


def before_taking(view: View) -> str:
    """Before a contract is taken: the completion rate now, after its midway end, and what repairs that."""
    now, one, _two = setbacks(view.ledger, view.today, view.today, view.rules)
    if view.board.today.of("completion").low is None:
        alone = deliveries_needed(0, 1, view.rules.completion_percent)
        return _("Completion rate: nothing yet; a midway end would take {n} deliveries to repair.").format(
            n=alone
        )
    return _("Completion rate {now}; if this one ends midway {after}.").format(
        now=figures.percent(now.percent.value), after=_setback(one)
    )


def _stars(view: View, name: str) -> str:
    debt = star_debt(view.ledger, view.today, name, view.rules)
    target = star_target(view.ledger, view.rules, name)
    shown = f"{target / 100:.2f}"
    if debt is None:
        return _("No ratings yet: o copies what the site shows.")
    cost = _("One 1-star weighs {n} five-stars.").format(n=debt.cost)
    if not debt.needed:
        return sentences(
            n_("{n} one-star would go below {target}.", "{n} one-stars would go below {target}.", debt.sink)
            .format(n=debt.sink, target=shown), cost,
        )  # fmt: skip
    needed = n_("{n} more five-star reaches {target}.", "{n} more five-stars reach {target}.", debt.needed)
    parts = [needed.format(n=debt.needed, target=shown), cost]
    high = view.board.today.of(name).high
    if high is not None and target % 10 == 0 and 100 * high.top >= (target - ROUND_OFF) * high.bottom:
        parts.append(
            _("The site shows {target}; do not rely on it (assumed).").format(target=f"{target / 100:.1f}")
        )
    return sentences(*parts)


def _scouts(view: View) -> str:
    if not anything_dated(view.ledger, view.today):
        return _("Nothing logged yet: s logs a scout, o the past year.")
    debt = scout_debt(view.ledger, view.today, view.board.round.cutoff, view.rules)
    parts = []
    if debt.leaving:
        parts.append(
            n_("{n} leaves the window by {day}.", "{n} leave the window by {day}.", debt.leaving)
            .format(n=debt.leaving, day=figures.day(view.board.round.cutoff, view.today))
        )  # fmt: skip
    if debt.at_cutoff:
        parts.append(
            n_("{n} more is needed by {day}.", "{n} more are needed by {day}.", debt.at_cutoff)
            .format(n=debt.at_cutoff, day=figures.day(view.board.round.cutoff, view.today))
        )  # fmt: skip
    else:
        parts.append(_("Enough until the cut-off."))
    return sentences(*parts)


def _profile(view: View) -> str:
    state = view.board.today.of("profile").state
    missing = parts_missing(view.ledger, view.today, view.rules)
    opening = latest_opening(view.ledger, view.today, "profile_filled")
    if missing and not (opening is not None and opening.profile_filled):
        names = " ".join(labels.choice("profile_edit", "parts", part) for part in missing)
        return _("Still to fill in, or to log as filled in: {parts}.").format(parts=names)
    if state != "met":
        return _("No edit within 12 months: one edit is enough.")
    return _("Filled in. One edit a year keeps it fresh.")


def _earnings(view: View) -> str:
    debt = month_debt(view.ledger, view.today)
    if debt is None:
        return _("No gross of any month yet: e types a month, c logs a contract.")
    text = _("This month {gross}; the best month is {best} ({month}), which leaves on {day}.").format(
        gross=figures.short_yen(debt.gross), best=figures.short_yen(debt.best.gross),
        month=figures.month_name(debt.best.month),
        day=figures.day(leaves_on(last_day(debt.best.month)), view.today),
    )  # fmt: skip
    if debt.missing:
        more = _("{yen} more make this month the best.").format(yen=figures.short_yen(debt.missing))
        return sentences(text, more)
    return text


def earnings_known(view: View) -> str:
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
        told.append(_("The department is not set (,): rank 200 is assumed."))
        return sentences(*told)
    band = view.rules.bands.get(str(department))
    if band is None:
        told.append(_("Nothing usable is reported for your department."))
        return sentences(*told)
    told.append(
        _("Certified writers report hardly any below {low}, and {likely} and up (reported).").format(
            low=figures.short_yen(band.hardly_below), likely=figures.short_yen(band.likely_from)
        )
    )
    return sentences(*told)
