"""Why an act comes when it does: a fact of the user's own, and the rule behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from procw_tui.domain.certification.completion import needed, setbacks
from procw_tui.domain.certification.criteria import below_reports, earnings_bounds
from procw_tui.domain.certification.mean_stars import StarsId, star_debt, star_target
from procw_tui.domain.coach.action import Action, Bunch
from procw_tui.domain.coach.standings import last_edit
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.record.times import DAY, JST
from procw_tui.domain.work.clocks import TO_THE_OFFICE
from procw_tui.domain.work.luck import chance_of_at_most, chance_of_none
from procw_tui.domain.work.months import best_month
from procw_tui.domain.work.proposals import RARE
from procw_tui.domain.work.replies import Wait
from procw_tui.present.criteria.table import criterion_name, criterion_names
from procw_tui.present.language import _, n_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures


def _at_round(action: Action) -> str:
    return figures.round_name(action.round.month)


def _termination(view: View, action: Action) -> str:
    if action.deadline is None:
        return ""
    if action.deadline <= view.now:
        return _("The seven days are over: look on the site whether the contract still runs.")
    left = figures.span((action.deadline - view.now) / timedelta(minutes=1))
    return _("Unanswered until {moment} ({left} left) it brings 1-star in every item.").format(
        moment=figures.moment(action.deadline.astimezone(JST), view.today), left=left
    )


def _begin(view: View, action: Action) -> str:
    del view
    names = [name for name in CRITERIA if isinstance(action.about, tuple) and name in action.about]
    if names:
        told = _("Not known yet: {names}. It takes two minutes, and each question can be skipped.")
        return told.format(names=criterion_names(names))
    return _("Without them nothing can be said of your ratings and deliveries. It takes two minutes.")


def _nudge(view: View, action: Action) -> str:
    contract = action.about
    if not isinstance(contract, Contract) or contract.delivered_on is None:
        return ""
    told = _("Delivered on {day}, and not accepted yet. From {office} on the office can be asked.")
    office = figures.day(contract.delivered_on + TO_THE_OFFICE, view.today)
    return told.format(day=figures.day(contract.delivered_on, view.today), office=office)


def _escrow(view: View, action: Action) -> str:
    del view, action
    return _("Escrow is held for 180 days: deliver and have it accepted, or talk with the client before.")


def _invite(view: View, action: Action) -> str:
    told = n_("{n} more scout is needed by {day}. One of a client you know counts as well (assumed).",
              "{n} more scouts are needed by {day}. One of a client you know counts as well (assumed).",
              action.number)  # fmt: skip
    return told.format(n=action.number, day=figures.day(action.round.cutoff, view.today))


def _letter(view: View, action: Action) -> str:
    del action
    decided = view.proposals.decided
    if chance_of_none(decided.since_last_hit) < RARE:
        told = n_("{n} decided without a contract happens to {chance} at one in thirty.",
                  "{n} decided without a contract happen to {chance} at one in thirty.",
                  decided.since_last_hit)  # fmt: skip
        return told.format(n=decided.since_last_hit,
                           chance=figures.chance(chance_of_none(decided.since_last_hit)))  # fmt: skip
    told = _("{hits} contracts of {n} decided: at one in thirty so few come to {chance}.")
    chance = figures.chance(chance_of_at_most(decided.hits, decided.n))
    return told.format(hits=decided.hits, n=decided.n, chance=chance)


def _profile(view: View, action: Action) -> str:
    if view.board.at_cutoff.of("profile").state == "short":
        return _("At the {round} it would fail, and it is in your own hand alone.").format(
            round=_at_round(action)
        )
    return _("It would not be known as filled in at the {round}, and it is in your own hand.").format(
        round=_at_round(action)
    )


def _refresh(view: View, action: Action) -> str:
    last = last_edit(view.ledger, view.today) or view.today
    told = _("The last edit was on {day}. Whether it must be within the year is not published (assumed no).")
    if action.criterion == "scouts":
        told = _("The last edit was on {day}, and scouts come by way of the profile.")
    return told.format(day=figures.day(last, view.today))


def _reply(view: View, action: Action) -> str:
    if not isinstance(action.about, Wait):
        return ""
    target = view.ledger.number("reply_target_minutes")
    waited = _("It has been {age}.").format(age=figures.span(action.about.minutes(view.now)))
    if action.about.minutes(view.now) > target:
        return sentences(waited, _("Your own target of {target} is past; one line is enough.").format(
            target=figures.span(target)))  # fmt: skip
    return sentences(waited, _("A fast answer moves the communication rating most, and takes no skill."))


def _deliver(view: View, action: Action) -> str:
    contract = action.about
    late = isinstance(contract, Contract) and contract.due_on is not None and contract.due_on < view.today
    if late:
        return _("The due day is past. Deliver, or write at once when it will come.")
    if action.criterion == "completion" and view.board.at_cutoff.of("completion").state == "short":
        return _("The completion rate would be short; accepted by {day} it counts for the {round}.").format(
            day=figures.day(action.round.cutoff, view.today), round=_at_round(action)
        )
    return _("In time keeps the schedule star; accepted by {day} it counts for the {round}.").format(
        day=figures.day(action.round.cutoff, view.today), round=_at_round(action)
    )


def _missing_stars(view: View, action: Action) -> str:
    criterion: StarsId = "communication" if action.criterion == "communication" else "rating"
    debt = star_debt(view.ledger, view.today, criterion, view.rules)
    if debt is None or not debt.needed:
        return ""
    target = f"{star_target(view.ledger, view.rules, criterion) / 100:.2f}"
    told = n_(
        "{n} five-star is missing for {target}.", "{n} five-stars are missing for {target}.", debt.needed
    )
    return told.format(n=debt.needed, target=target)


def _rate(view: View, action: Action) -> str:
    missing = _missing_stars(view, action)
    return sentences(_("A rating stays hidden until both sides have rated: yours opens theirs."), missing)


def _ask_rating(view: View, action: Action) -> str:
    missing = _missing_stars(view, action)
    return sentences(_("You have rated, they can until {day}.").format(
        day=figures.day(action.deadline.astimezone(JST).date() - DAY, view.today)
        if action.deadline else ""), missing)  # fmt: skip


def _chase(view: View, action: Action) -> str:
    contract = action.about
    if not isinstance(contract, Contract) or contract.delivered_on is None:
        return ""
    told = _("Delivered on {day}. Acceptance takes about a week, and only what is accepted counts.")
    return told.format(day=figures.day(contract.delivered_on, view.today))


def _follow_up(view: View, action: Action) -> str:
    del view, action
    return _("You work for them now, and this is the day that you set.")


def _bunch(view: View, action: Action) -> str:
    bunch = action.about
    if not isinstance(bunch, Bunch):
        return ""
    total = _("{month} would then gross {total}, more than your best month ({best}).").format(
        month=figures.month_name(bunch.month), total=figures.short_yen(bunch.total),
        best=figures.short_yen(bunch.best),
    )  # fmt: skip
    if not bunch.best:
        total = _("{month} would then gross {total}.").format(
            month=figures.month_name(bunch.month), total=figures.short_yen(bunch.total)
        )
    if bunch.bar is None:
        return sentences(total, _("One good month a year is enough."))
    bar = _("Certified writers report {bar} and more.")
    if view.ledger.number("earnings_bar_yen") == bunch.bar:
        bar = _("Your own bar is {bar}.")
    elif earnings_bounds(view.ledger, view.today, view.rules).enough == bunch.bar:
        bar = _("{bar} was enough once.")
    return sentences(total, bar.format(bar=figures.short_yen(bunch.bar)))


def _repair(view: View, action: Action) -> str:
    now, *_more = setbacks(view.at._replace(cutoff=action.round.cutoff))
    if view.board.at_cutoff.of("completion").low is None:
        return _("No fixed-price contract has ended yet, so the completion rate is not known.")
    told = n_("At the {round} {n} delivery is missing for {percent} %.",
              "At the {round} {n} deliveries are missing for {percent} %.", now.repair)  # fmt: skip
    return told.format(round=_at_round(action), n=now.repair, percent=needed(view.rules))


def _send(view: View, action: Action) -> str:
    since = view.proposals.decided.since_last_hit
    run = ""
    if since:
        run = n_("{n} without a contract happens to {chance} at one in thirty.",
                 "{n} without a contract happens to {chance} at one in thirty.", since).format(
            n=since, chance=figures.chance(chance_of_none(since)))  # fmt: skip
    best = best_month(view.ledger, view.today, view.today)
    band = view.rules.band(view.ledger.setting("department"))
    if best is not None and band is not None and below_reports(view.ledger, view.today, view.rules):
        return sentences(_("A better month needs new contracts (best {best}, reported from {bar}).").format(
            best=figures.short_yen(best.gross), bar=figures.short_yen(band.hardly_below)), run)  # fmt: skip
    del action
    return sentences(_("New contracts come from proposals."), run)


def _result(view: View, action: Action) -> str:
    del view, action
    return _("Your own results are all that tells where the earnings rank lies.")


def _look(view: View, action: Action) -> str:
    told = n_("{n} more scout is needed by {day}, and the bell does not ring for a direct request (相談).",
              "{n} more scouts are needed by {day}, and the bell does not ring for a direct request (相談).",
              action.number)  # fmt: skip
    return told.format(n=action.number, day=figures.day(action.round.cutoff, view.today))


def _check_up(view: View, action: Action) -> str:
    del view
    if action.number:
        told = n_("Of {n} contract accepted lately no rating is logged here.",
                  "Of {n} contracts accepted lately no rating is logged here.", action.number)  # fmt: skip
        return told.format(n=action.number)
    return _("Once a month: it finds what was never logged.")


def _practice(view: View, action: Action) -> str:
    name = criterion_name(action.criterion or "rating")
    state = view.board.at_cutoff.of(action.criterion or "rating").state
    if state == "met":
        return _("For {criterion}; one practice at a time.").format(criterion=name)
    return _("For {criterion}, the weakest of the six at the {round}.").format(
        criterion=name, round=_at_round(action)
    )


REASONS: dict[str, Callable[[View, Action], str]] = {
    "termination": _termination, "begin": _begin, "profile": _profile, "refresh": _refresh, "reply": _reply,
    "deliver": _deliver, "rate": _rate, "ask_rating": _ask_rating, "chase": _chase, "follow_up": _follow_up,
    "bunch": _bunch, "repair": _repair, "send": _send, "result": _result, "look": _look,
    "check_up": _check_up, "practice": _practice,
    "look_back": lambda _view, _action: _("One question a week: what helps becomes a habit, the rest goes."),
    "nudge": _nudge, "escrow": _escrow, "invite": _invite, "fives": _missing_stars, "letter": _letter,
    "quiet": lambda _view, _action: _(
        "Until you say so, those days are reckoned as they are logged: nothing happened."
    ),
    "missed": lambda _view, _action: _("It can't be made up for; theirs opens by itself, if they gave one."),
    "close_silent": lambda _view, _action: _("It changes no criterion; your one in thirty stays honest."),
}  # fmt: skip
