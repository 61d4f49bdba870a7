"""Numbers, days and spans of time as a person reads them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime

from procw_tui.domain.record.times import JST
from procw_tui.present.language import N_, _, language, n_

HOUR, DAY = 60, 60 * 24
TWO_DAYS = 2 * DAY
MAN = 10_000
RAREST = 0.001  # percent; rarer than that nobody can imagine
TINY = 1e-9  # what floats blur

MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"),
    N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def yen(amount: int) -> str:
    """`¥132,000`, in Japanese `132,000円`."""
    return f"{amount:,}円" if language() == "ja" else f"¥{amount:,}"


def short_yen(amount: int) -> str:
    """`13.2万円` in Japanese; the same as `yen` in English, and below ten thousand."""
    if language() != "ja" or amount < MAN:
        return yen(amount)
    tenths = amount * 10 // MAN
    return f"{tenths // 10}.{tenths % 10}万円" if tenths % 10 else f"{tenths // 10:,}万円"


def count(value: float) -> str:
    """A whole number, cut: 4.6 scouts are not yet five."""
    return f"{int(value)}"


def percent(value: float, digits: int = 1) -> str:
    """`95.0 %`; 89.96 must not look like 90."""
    return f"{_short_of(value, digits, 10):.{digits}f} %"


def chance(share: float) -> str:
    """How often something happens: `36 %`, and what is rare as rare as it is: `0.6 %`, `0.004 %`."""
    value = 100 * share
    if value >= 1:
        return percent(value, 0)
    if value < RAREST:
        return _("less than {percent} %").format(percent=RAREST)
    return f"{value:.{-math.floor(math.log10(value))}f} %"


def stars(value: float) -> str:
    """`4.86`; 4.796 must not look like 4.80, nor 4.748 like 4.75."""
    return f"{_short_of(value, 2, 0.05):.2f}"


def _short_of(value: float, digits: int, mark: float) -> float:
    """Rounded, but never up to a mark that is not reached: thresholds lie on marks."""
    shown = round(value, digits)
    marks = shown / mark
    if shown > value + TINY and abs(marks - round(marks)) < TINY:
        return float(shown - 1 / 10**digits)
    return shown


def span(minutes: float) -> str:
    """`42 min`, `21 h`, `3 d`: the largest unit that says enough."""
    whole = int(minutes)
    in_minutes, in_hours, in_days = spans()
    if whole < HOUR:
        return in_minutes.format(n=whole)
    if whole < TWO_DAYS:
        return in_hours.format(n=whole // HOUR)
    return in_days.format(n=whole // DAY)


def spans() -> tuple[str, str, str]:
    """How less than an hour, less than two days, and more are said of `{n}` minutes, hours, days."""
    return _("{n} min"), _("{n} h"), _("{n} d")


def day(value: date, today: date) -> str:
    """`11/22`, with the year where it is another one."""
    return f"{value.month}/{value.day}" if value.year == today.year else f"{value:%Y-%m-%d}"


def short_day(value: date) -> str:
    """`11/22`, ` 9/4 `: five cells, so that columns align."""
    return f"{value.month:>2}/{value.day:<2}"


def month_day(value: date) -> str:
    """`11/22`, `9/4`: where the year is plain."""
    return short_day(value).strip()


def moment(value: datetime, today: date) -> str:
    """`11/22 14:05` in Japan."""
    local = value.astimezone(JST)
    return f"{day(local.date(), today)} {local:%H:%M}"


def short_moment(value: datetime) -> str:
    """`11/22 14:05`, ` 9/4  14:05`: so that columns align."""
    local = value.astimezone(JST)
    return f"{short_day(local.date())} {local:%H:%M}"


def in_days(days: int) -> str:
    """`today`, `tomorrow`, `in 3 days`, `2 days over`."""
    if days < 0:
        return n_("{n} day over", "{n} days over", -days).format(n=-days)
    if days == 0:
        return _("today")
    return _("tomorrow") if days == 1 else n_("in {n} day", "in {n} days", days).format(n=days)


def days_ago(days: int) -> str:
    """`yesterday`, `3 days ago`."""
    return _("yesterday") if days == 1 else n_("{n} day ago", "{n} days ago", days).format(n=days)


def month_name(month: str) -> str:
    """`Jan` of `2027-01`."""
    return _(MONTHS[int(month[5:]) - 1])


def month_with_year(month: str) -> str:
    """`Nov 2026`; 2026年11月."""
    return _("{month} {year}").format(month=month_name(month), year=month[:4])


def narrow_month(month: str) -> str:
    """`Jan` of `2027-01`; 1 in Japanese: for a narrow column."""
    return str(int(month[5:])) if language() == "ja" else month_name(month)


def months_over_weeks(mondays: Sequence[date]) -> str:
    """The name of each month over its first week, a cell a week; a first one of too few weeks has none."""
    begins = [at for at in range(len(mondays)) if not at or mondays[at].month != mondays[at - 1].month]
    names = [(at, narrow_month(f"{mondays[at]:%Y-%m}")) for at in begins]
    if len(names) > 1 and names[1][0] <= len(names[0][1]):
        del names[0]
    text = ""
    for at, name in names:
        if at + len(name) <= len(mondays):
            text = f"{text:<{at}}{name}"
    return text


def narrow_stars(value: float) -> str:
    """`.86` of 4.86, and otherwise one decimal, never up to a mark: for a narrow column."""
    text = stars(value)
    return text[1:] if text.startswith("4.") else text[:3]


def narrow_number(amount: int) -> str:
    """An amount in the unit of `money_number`, at most four cells wide, in larger units where it must be."""
    if language() == "ja":
        man = amount // MAN
        return money_number(amount) if man < 100 else str(man) if man < MAN else f"{man // MAN}億"  # noqa: PLR2004
    millions = amount // 1_000_000
    if not millions:
        return money_number(amount)
    return f"{amount // 100_000 / 10:.1f}M" if millions < 10 else f"{millions}M"  # noqa: PLR2004


def narrow_yen(amount: int) -> str:
    """`10万`, in English `100k`: for a narrow column."""
    text = narrow_number(amount)
    unit = "" if text[-1] in "億M" else "万" if language() == "ja" else "k"
    return f"{text.removesuffix('.0')}{unit}"


def round_name(month: str) -> str:
    """`Jan round`; 1月審査."""
    return _("{month} round").format(month=month_name(month))


def round_name_with_year(month: str) -> str:
    """`Jan 2027 round`; 2027年1月審査."""
    return _("{month} {year} round").format(month=month_name(month), year=month[:4])


def money_unit() -> str:
    """The unit of `money_number`."""
    return _("1,000 yen")


def money_number(amount: int) -> str:
    """An amount in that unit, for a narrow column: `6.8` for 68,000 yen in Japanese, `68` in English."""
    if language() == "ja":
        tenths = amount * 10 // MAN
        return f"{tenths // 10}.{tenths % 10}"
    return f"{amount // 1000:,}"


def day_name(day: date) -> str:
    """`2026-11-22 (Sun)`."""
    return f"{day.isoformat()} ({_(WEEKDAYS[day.weekday()])})"
