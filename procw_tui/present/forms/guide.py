"""The first evening: one question a screen, with what was answered before in it.

No widget here: the same guide is driven by tests without a screen. A question is left open by an empty
answer; each answer is saved at once, so that it can be left anywhere and taken up again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, cast, get_args

from procw_tui.domain.certification.coverage import Span
from procw_tui.domain.certification.criteria import criterion, judge
from procw_tui.domain.certification.openings import latest_opening
from procw_tui.domain.certification.rounds import results_by
from procw_tui.domain.evening import guide
from procw_tui.domain.evening.guide import QuestionId
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.tallies import Counted
from procw_tui.domain.record.codes import LANGUAGES, Department, Result
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.record.stars import OVERALL_STEP, WHOLE_STEP, opening_total, shown_text
from procw_tui.domain.record.times import month_of
from procw_tui.domain.record.values import shown as read_shown
from procw_tui.domain.record.values import tenths
from procw_tui.domain.typed import when
from procw_tui.domain.typed.amounts import decimal, whole, yen
from procw_tui.domain.typed.entry import day_or_month
from procw_tui.present.language import N_, _, language, n_, sentences
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

NEW = "0"
"""Typed in place of the day by who has just registered."""
BESIDE = "+"
"""Before a number: beside what is logged one by one."""
SOON = timedelta(days=31)
_PAIR = re.compile(r"(\d+(?:\.\d+)?)\D+(\d+)\D*")
_ALONE = re.compile(r"(\d+(?:\.\d+)?)")
_BY_MONTH = re.compile(r"((?:\d{4}-)?\d{1,2})月?[:=x]?\s*(\d+)")

Options = tuple[tuple[str, str], ...]


class Question(NamedTuple):
    """One question: in English what is translated where it is shown.

    `known` is what was answered before, as one would type it. `told` is what an answer would mean; Invalid
    where it means nothing. `change` saves it; an empty answer takes back what was answered.
    """

    title: str
    about: Callable[[View], str]
    known: Callable[[View], str]
    told: Callable[[View, str], str]
    change: Callable[[View, str], Callable[[Ledger], Change]]
    options: Callable[[], Options] | None = None


def question(name: QuestionId) -> Question:
    """The question of that name."""
    return QUESTIONS[name]


def asked(view: View) -> list[QuestionId]:
    """The questions that apply now, in order."""
    return [name for name in get_args(QuestionId) if guide.is_asked(name, view.ledger, view.today)]


def _unless_known(
    known: Callable[[View], str], change: Callable[[View, str], Callable[[Ledger], Change]]
) -> Callable[[View, str], Callable[[Ledger], Change]]:
    """What an answer changes: nothing where what was known stands there as it was."""

    def new(view: View, text: str) -> Callable[[Ledger], Change]:
        if _flat(text) == _flat(known(view)):
            return lambda _ledger: Change("guide", ())
        return change(view, text)

    return new


def _no_words(_view: View, _text: str) -> str:
    return ""


def _about(words: str) -> Callable[[View], str]:
    return lambda _view: _(words)


def _flat(text: str) -> str:
    return when.folded(text).strip()


def _language_change(_view: View, text: str) -> Callable[[Ledger], Change]:
    return lambda ledger: guide.chosen(ledger, "language", text or None)


# registered


def _joined_known(view: View) -> str:
    joined = view.ledger.day("joined_on")
    if joined is None:
        return ""
    return (
        NEW if guide.is_new(view.ledger) and month_of(joined) == month_of(view.today) else joined.isoformat()
    )


def _joined_read(view: View, text: str) -> tuple[date | None, bool]:
    if not _flat(text):
        return None, False
    if _flat(text) == NEW:
        return view.today.replace(day=1), True
    return day_or_month(text, view.now, "joined_on"), False


def _joined_told(view: View, text: str) -> str:
    day, new = _joined_read(view, text)
    if day is None:
        return ""
    if new:
        return _("New this month: nothing has to be copied.")
    return _("since {day}").format(day=day.isoformat())


def _joined_change(view: View, text: str) -> Callable[[Ledger], Change]:
    day, new = _joined_read(view, text)
    return lambda ledger: guide.registered(ledger, day, new=new)


# everything logged


def _everything_known(view: View) -> str:
    return "yes" if guide.is_new(view.ledger) else ""


def _everything_change(_view: View, text: str) -> Callable[[Ledger], Change]:
    return lambda ledger: guide.everything_logged(ledger, yes=text == "yes")


def _yes_no() -> Options:
    return (("yes", _("yes")), ("no", _("no")))


# the department


def _departments() -> Options:
    return tuple((name, labels.choice("setting", "department", name)) for name in get_args(Department))


def _department_change(_view: View, text: str) -> Callable[[Ledger], Change]:
    return lambda ledger: guide.chosen(ledger, "department", text or None)


# certified now


def _certified_about(view: View) -> str:
    each = guide.decided_round(view.today, view.rules, view.ledger.number("cutoff_days"))
    return _("The mark on your profile tells: it is what the {round} brought.").format(
        round=figures.round_name_with_year(each.month)
    )


def _certified_known(view: View) -> str:
    each = guide.decided_round(view.today, view.rules, view.ledger.number("cutoff_days"))
    return next((r.result for r in results_by(view.ledger, view.today) if r.month == each.month), "")


def _certified_change(view: View, text: str) -> Callable[[Ledger], Change]:
    if not text:
        return lambda _ledger: Change("guide", ())
    return lambda ledger: guide.certified(ledger, cast("Result", text), view.today, view.rules)


def _results() -> Options:
    return tuple((name, labels.choice("assessment", "result", name)) for name in ("none", "pro", "top"))


# ratings


def _shown_known(which: str) -> Callable[[View], str]:
    def known(view: View) -> str:
        opening = latest_opening(view.ledger, view.today, f"{which}_shown")
        if opening is None:
            return ""
        return f"{shown_text(getattr(opening, f'{which}_shown'))} {getattr(opening, f'{which}_count')}"

    return known


def _shown_read(view: View, which: str, text: str) -> tuple[int, int] | None:
    typed = _flat(text)
    if not typed:
        return None
    pair, alone = _PAIR.fullmatch(typed), _ALONE.fullmatch(typed)
    count = None
    if alone is not None:
        opening = latest_opening(view.ledger, view.today, "rating_shown")
        count = opening.rating_count if opening is not None and which == "communication" else None
    elif pair is not None:
        alone, count = pair, whole(f"{which}_count", pair[2])
    if alone is None:
        raise Invalid(f"{which}_shown", "mean_and_count", value=text)
    mean = read_shown(f"{which}_shown", decimal(f"{which}_shown", alone[1]))
    if count is None:  # told once the mean is one that can be
        raise Invalid(f"{which}_shown", "mean_and_count", value=text)
    opening_total(which, mean, count, None, OVERALL_STEP if which == "rating" else WHOLE_STEP)
    return mean, count


def _shown_told(which: str) -> Callable[[View, str], str]:
    def told(view: View, text: str) -> str:
        read = _shown_read(view, which, text)
        if read is None:
            return ""
        mean, count = read
        step = OVERALL_STEP if which == "rating" else WHOLE_STEP
        low, high = opening_total(which, mean, count, None, step)
        first, last = (figures.stars(end / count / 10) for end in (low, high))
        words = n_(
            "{mean} of {n} rating: {first} to {last}", "{mean} of {n} ratings: {first} to {last}", count
        )
        return words.format(mean=shown_text(mean), n=count, first=first, last=last)

    return told


def _shown_change(which: str) -> Callable[[View, str], Callable[[Ledger], Change]]:
    def change(view: View, text: str) -> Callable[[Ledger], Change]:
        read = _shown_read(view, which, text)
        mean, count = read or (None, None)
        values = {f"{which}_shown": mean, f"{which}_count": count, f"{which}_below_five": None}
        return lambda ledger: guide.shown(ledger, values, view.today)

    return change


def _below_known(view: View) -> str:
    opening = latest_opening(view.ledger, view.today, "rating_shown")
    lower = opening.rating_below_five if opening is not None else None
    return " ".join(f"{each / 10:.1f}" for each in lower or ())


def _below_read(text: str) -> tuple[int, ...] | None:
    items = re.split(r"[\s,、]+", _flat(text)) if _flat(text) else []
    name = "rating_below_five"
    return tuple(tenths(name, decimal(name, each)) for each in items) or None


def _below_told(view: View, text: str) -> str:
    lower, opening = _below_read(text), latest_opening(view.ledger, view.today, "rating_shown")
    if lower is None or opening is None or opening.rating_shown is None or opening.rating_count is None:
        return ""
    total, _high = opening_total("rating", opening.rating_shown, opening.rating_count, lower, OVERALL_STEP)
    return _("just {stars}").format(stars=figures.stars(total / opening.rating_count / 10))


def _below_change(view: View, text: str) -> Callable[[Ledger], Change]:
    lower = _below_read(text)
    return lambda ledger: guide.listed_below_five(ledger, lower, view.today)


# the past year


def _number(text: str, field: str) -> tuple[int | None, bool]:
    """A number, and whether it is beside what is logged one by one."""
    typed = _flat(text)
    if not typed:
        return None, False
    if "%" in typed:
        raise Invalid(field, "rate_not_count", value=text)
    return whole(field, typed.removeprefix(BESIDE).strip()), typed.startswith(BESIDE)


def _asked(view: View, field: Counted) -> guide.Asked:
    """What a question counts; its days are empty where nothing is left to ask."""
    return guide.asked_of(view.ledger, view.today, field) or guide.Asked(Span(view.today, view.today), ())


def _span_words(view: View, span: Span) -> str:
    if span.last == view.today:
        return _("{first} to today").format(first=span.first.isoformat())
    return _("{first} to {last}").format(first=span.first.isoformat(), last=span.last.isoformat())


def _counted_about(words: str, field: Counted) -> Callable[[View], str]:
    def about(view: View) -> str:
        span = _asked(view, field).span
        logged = guide.logged_in(view.ledger, span, field)
        parts = [_(words).format(span=_span_words(view, span))]
        if logged:
            parts.append(n_(
                "{n} of these days is logged already. Give the total; +{n} would be so many more.",
                "{n} of these days are logged already. Give the total; +{n} would be so many more.", logged,
            ).format(n=logged))  # fmt: skip
        return sentences(*parts)

    return about


def _total_known(field: Counted) -> Callable[[View], str]:
    def known(view: View) -> str:
        total = guide.total_of(view.ledger, _asked(view, field), field)
        return "" if total is None else str(total)

    return known


def _split(view: View, field: Counted, number: int, *, beside: bool) -> str:
    """How a number divides into what is logged one by one and the rest."""
    span = _asked(view, field).span
    logged = guide.logged_in(view.ledger, span, field)
    rest = guide.rest_of(view.ledger, span, field, number, beside=beside)
    return _("{logged} logged and {rest} more.").format(logged=logged, rest=rest) if logged else ""


def _counted_told(field: Counted) -> Callable[[View, str], str]:
    def told(view: View, text: str) -> str:
        number, beside = _number(text, field)
        return "" if number is None else _split(view, field, number, beside=beside)

    return told


def _counted_change(field: Counted) -> Callable[[View, str], Callable[[Ledger], Change]]:
    def change(view: View, text: str) -> Callable[[Ledger], Change]:
        number, beside = _number(text, field)
        return lambda ledger: guide.counted(ledger, field, number, view.today, beside=beside)

    return change


def _midway_known(view: View) -> str:
    span = _asked(view, "ended_midway").span
    days = [f"{day.month}/{day.day}" if day.year == view.today.year else day.isoformat()
            for day in sorted(guide.midway_days(view.ledger)) if span.first <= day <= span.last]  # fmt: skip
    return " ".join(days) or _total_known("ended_midway")(view)


def _midway_read(view: View, text: str) -> tuple[int | None, list[date], bool]:
    typed = _flat(text)
    if not typed:
        return None, [], False
    if re.fullmatch(r"\+?\s*\d{1,3}|.*%.*", typed):
        number, beside = _number(text, "ended_midway")
        return number, [], beside
    days, span = [], _asked(view, "ended_midway").span
    for each in re.split(r"[\s,、]+", typed):
        day = when.day(each, view.now, "ended_on")
        if not span.first <= day <= span.last:
            raise Invalid("ended_on", "outside_span", value=day, first=span.first, last=span.last)
        if day in days:
            raise Invalid("ended_on", "day_twice", value=day)
        days.append(day)
    return 0, days, False


def _midway_told(view: View, text: str) -> str:
    number, days, _beside = _midway_read(view, text)
    if number is None or not days:
        return ""
    named = _(", ").join(day.isoformat() for day in days)
    return n_("{n} midway end: {days}.", "{n} midway ends: {days}.", len(days)).format(
        n=len(days), days=named
    )


def _midway_change(view: View, text: str) -> Callable[[Ledger], Change]:
    number, days, beside = _midway_read(view, text)
    return lambda ledger: guide.ended_midway(ledger, number, days, view.today, beside=beside)


def _scouts_known(view: View) -> str:
    asked = _asked(view, "scouts")
    if not guide.is_by_month(asked):
        return _total_known("scouts")(view)
    told = []
    for tally in asked.tallies:
        total = (tally.scouts or 0) + guide.logged_in(view.ledger, Span(tally.from_, tally.to), "scouts")
        told += [f"{month_of(tally.from_)}:{total}"] if total else []
    return " ".join(told) or NEW


def _scouts_read(view: View, text: str) -> tuple[int | None, dict[str, int], bool]:
    typed = _flat(text)
    if not typed or re.fullmatch(r"\+?\s*\d+|.*%.*", typed):
        number, beside = _number(text, "scouts")
        return number, {}, beside
    by_month: dict[str, int] = {}
    span = _asked(view, "scouts").span
    for each in re.split(r"[\s,、]+", typed):
        match = _BY_MONTH.fullmatch(each)
        if match is None:
            raise Invalid("scouts", "by_month", value=text)
        month = when.month(match[1], view.now, "scouts")
        if not month_of(span.first) <= month <= month_of(span.last):
            raise Invalid("scouts", "outside_span", value=month, first=span.first, last=span.last)
        by_month[month] = by_month.get(month, 0) + int(match[2])
    return None, by_month, False


def _scouts_told(view: View, text: str) -> str:
    number, by_month, beside = _scouts_read(view, text)
    if by_month:
        told = _(", ").join(f"{figures.month_name(month)} {n}" for month, n in sorted(by_month.items()))
        return _("{months}; none in the other months.").format(months=told)
    if number is None:
        return ""
    after = guide.counted(view.ledger, "scouts", number, view.today, beside=beside).applied(view.ledger)
    instead = _("In place of the months.") if guide.is_by_month(_asked(view, "scouts")) else ""
    return sentences(_split(view, "scouts", number, beside=beside), instead, _soon_unsure(view, after))


def _soon_unsure(view: View, after: Ledger) -> str:
    """Whether what the answer makes certain today is not so any more in a month."""
    now = judge(after, view.today, view.today, view.rules).of("scouts")
    soon = judge(after, view.today + SOON, view.today + SOON, view.rules).of("scouts")
    if now.state != "unknown" and soon.state == "unknown" and soon.covered:
        return _("So near to what is needed it is unsure in a month: by month it stays sure longer.")
    return ""


def _scouts_change(view: View, text: str) -> Callable[[Ledger], Change]:
    number, by_month, beside = _scouts_read(view, text)
    if by_month:
        return lambda ledger: guide.scouted_by_month(ledger, by_month, view.today)
    return lambda ledger: guide.counted(ledger, "scouts", number, view.today, beside=beside)


# the best month


def _best_about(view: View) -> str:
    words = _("Its month and its gross with tax: 8 84000 for August. The rank itself is shown nowhere.")
    department = view.ledger.setting("department")
    band = view.rules.band(department)
    if band is not None:
        reported = _(
            "Hardly any certified writer reports below {low}; {likely} and more is usual (2018 to 2023)."
        )
        low, likely = figures.short_yen(band.hardly_below), figures.short_yen(band.likely_from)
        return sentences(words, reported.format(low=low, likely=likely))
    return sentences(words, _("Nothing usable is reported for your department.") if department else "")


def _best_known(view: View) -> str:
    typed = guide.best_month_typed(view.ledger, view.today)
    return "" if typed is None else f"{typed.month} {typed.gross_yen}"


def _best_read(view: View, text: str) -> tuple[str, int] | None:
    typed = _flat(text)
    if not typed:
        return None
    month, _blank, amount = typed.partition(" ")
    if not amount.strip():
        raise Invalid("gross_yen", "which_month", value=text)
    return when.month(month, view.now, "month"), yen("gross_yen", amount.strip())


def _best_told(view: View, text: str) -> str:
    read = _best_read(view, text)
    if read is None:
        return ""
    month, gross = read
    told = f"{month}  {figures.yen(gross)}"
    band = view.rules.band(view.ledger.setting("department"))
    if band is not None and gross < band.hardly_below:
        return f"{told}  {_('below what certified writers report')}"
    return told


def _best_change(view: View, text: str) -> Callable[[Ledger], Change]:
    read = _best_read(view, text)
    if read is None:
        return lambda ledger: guide.no_best_month(ledger, view.today)
    return lambda ledger: guide.best_month(ledger, *read, view.today)


# the profile, the week


def _profile_known(view: View) -> str:
    opening = latest_opening(view.ledger, view.today, "profile_filled")
    return "" if opening is None else "yes" if opening.profile_filled else "no"


def _profile_change(view: View, text: str) -> Callable[[Ledger], Change]:
    values = {"profile_filled": text == "yes" if text else None}
    return lambda ledger: guide.shown(ledger, values, view.today)


def _goal_known(view: View) -> str:
    return str(view.ledger.number("weekly_goal"))


def _goal_change(_view: View, text: str) -> Callable[[Ledger], Change]:
    number = whole("weekly_goal", text) if _flat(text) else None
    return lambda ledger: guide.chosen(ledger, "weekly_goal", number)


QUESTIONS: dict[QuestionId, Question] = {
    "language": Question(
        N_("Language"), _about(N_("Every screen is there in both.")), lambda _view: language(),
        _no_words, _language_change,
        lambda: tuple((name, labels.choice("setting", "language", name)) for name in LANGUAGES),
    ),
    "joined": Question(
        N_("Since when are you registered on CrowdWorks?"),
        _about(N_("The month is enough: 2024-05, 5. If it is this month, and you have no work yet: 0.")),
        _joined_known, _joined_told, _unless_known(_joined_known, _joined_change),
    ),
    "everything": Question(
        N_("Is everything since then logged here?"),
        _about(N_("If you had no contracts, scouts and ratings that are not logged here: yes.")),
        _everything_known, _no_words, _everything_change, _yes_no,
    ),
    "department": Question(
        N_("Your department on the site"), _about(N_("The earnings rank is taken within it.")),
        lambda view: str(view.ledger.setting("department") or ""), _no_words, _department_change,
        _departments,
    ),
    "certified": Question(
        N_("Are you certified now?"), _certified_about, _certified_known, _no_words, _certified_change,
        _results,
    ),
    "rating": Question(
        N_("Overall rating, and of how many"),
        _about(N_("As マイページ shows them: 4.9 98. Two decimals are taken as well: 4.87 98.")),
        _shown_known("rating"), _shown_told("rating"),
        _unless_known(_shown_known("rating"), _shown_change("rating")),
    ),
    "below_five": Question(
        N_("Those below 5.0, if you know them"),
        _about(N_("Each of them: 4.8 4.6. Then the mean is known exactly.")),
        _below_known, _below_told, _below_change,
    ),
    "communication": Question(
        N_("Communication rating"),
        _about(N_("4.9 alone means of as many as the overall rating; else 4.9 95.")),
        _shown_known("communication"), _shown_told("communication"),
        _unless_known(_shown_known("communication"), _shown_change("communication")),
    ),
    "deliveries": Question(
        N_("Fixed-price deliveries"),
        _counted_about(
            N_("How many were completed, {span}. A count: the rate on your profile is another figure."),
            "completed",
        ),
        _total_known("completed"), _counted_told("completed"), _counted_change("completed"),
    ),
    "midway": Question(
        N_("Contracts that ended midway"),
        _counted_about(
            N_("Their days, {span}, with blanks between: 3/4 8/22. Without days their number; none: 0."),
            "ended_midway",
        ),
        _midway_known, _midway_told, _unless_known(_midway_known, _midway_change),
    ),
    "scouts": Question(
        N_("Scouts and direct requests (相談)"),
        _counted_about(
            N_("In all, {span}, or by month: 3:1 8:2. 見てみて! and the office's do not count."), "scouts"
        ),
        _scouts_known, _scouts_told, _unless_known(_scouts_known, _scouts_change),
    ),
    "best_month": Question(
        N_("Your best month of the past year"), _best_about, _best_known, _best_told, _best_change,
    ),
    "profile": Question(
        N_("Is your profile filled in?"), _about(N_("Skills, results and self-PR, all three.")),
        _profile_known, _no_words, _unless_known(_profile_known, _profile_change), _yes_no,
    ),
    "weekly_goal": Question(
        N_("Proposals a week that you want to send"), _about(N_("It can be changed at any time.")),
        _goal_known, _no_words, _goal_change,
    ),
}  # fmt: skip


def unknown(view: View) -> Sequence[CriterionId]:
    """The criteria that stay unknown; what the site shows to nobody aside."""
    return [
        name for name in CRITERIA
        if view.board.today.of(name).state == "unknown" and not criterion(name).hidden
    ]  # fmt: skip
