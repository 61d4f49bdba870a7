"""One page to look at and to print: the six over a year, money, proposals, replies, what moved, income."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from procw_tui.domain.certification.look_back import LookBack
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.work.income import Income, income
from procw_tui.present.cells import visible
from procw_tui.present.criteria.table import criterion_name, slack_text, words_of
from procw_tui.present.language import _, language, n_
from procw_tui.present.pictures.earnings import scale
from procw_tui.present.report import last_column, page
from procw_tui.present.sentences import scoreboard
from procw_tui.present.sentences.rounds import judged_text
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words.signs import SIGNS

from . import charts

TEMPLATE = "page.html.jinja"


class Chart(NamedTuple):
    """A chart with what it shows."""

    of: str
    title: str
    about: str
    svg: Markup


class Money(NamedTuple):
    """A row of income, in words: a client, or the sum of a month or of the year."""

    name: str
    contracts: str
    gross: str
    fee: str
    received: str
    is_sum: bool


def as_html(view: View, period: LookBack) -> str:
    """The page, whole in itself: no script, no picture, no address."""
    shown = page(view, period)
    first, last = date(period.period.last.year, 1, 1), period.period.last
    place = Environment(
        loader=PackageLoader("procw_tui.present.papers", "."), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return place.get_template(TEMPLATE).render(
        language=language(),
        title=shown.title,
        made=_("Made on {day} from what was logged.").format(day=view.today.isoformat()),
        judged=re.split("   +", judged_text(view.board)),
        six_title=_("The six criteria"),
        six_head=(_("criterion"), _("today"), _("needed"), _("room")),
        six=[_criterion(view, name) for name in CRITERIA],
        criteria=_criterion_charts(view),
        wide=_wide_charts(view),
        counts_title=_("What was logged"),
        counts=shown.counts,
        nothing=_("Nothing: days without a log are unknown, never bad."),
        moved_title=_("What moved them"),
        moved_head=(_("Criterion"), _("before"), last_column(shown)),
        rows=shown.rows,
        moved=shown.moved,
        income_title=_("Income {first} to {last}").format(first=first.isoformat(), last=last.isoformat()),
        income_about=_(
            "By the day of acceptance, with tax. What you declare is for you and your tax office."
        ),
        income_head=(_("month and client"), _("contracts"), _("gross"), _("fee with tax"), _("received")),
        income=_money(income(view.ledger, first, last)),
        income_none=_("No accepted contract is logged in these days."),
    )


def _criterion(view: View, name: CriterionId) -> tuple[str, ...]:
    standing = view.board.today.of(name)
    return (
        SIGNS[standing.state], criterion_name(name), scoreboard.today_text(standing),
        words_of(name).target(view.ledger, view.rules),
        visible(slack_text(view.ledger, view.board, view.rules, name)),
    )  # fmt: skip


def _criterion_charts(view: View) -> list[Chart]:
    about = _("At each month's end, of what is logged; the dashed line is what is needed.")
    return _drawn(("", criterion_name(name), about, charts.criterion(view, name)) for name in charts.DRAWN)


def _wide_charts(view: View) -> list[Chart]:
    target = figures.span(view.replies.target_minutes)
    about = _("Your target is {span}.").format(span=target)
    return _drawn((
        ("band", _("Earnings by month"), _band(view), charts.earnings(view)),
        ("won", _("A year of proposals"), _("Sent, by week."), charts.proposals(view)),
        ("late", _("How long replies took"), about, charts.replies(view)),
    ))  # fmt: skip


def _band(view: View) -> str:
    """What the strong lines over the earnings are."""
    at, own = scale(view), view.ledger.number("earnings_bar_yen")
    if own:
        return _("The dashed line is your own bar, {yen}.").format(yen=figures.short_yen(own))
    if at.high:
        words = _("Between the dashed lines certifications are reported: {low} to {high}.")
        return words.format(low=figures.short_yen(at.low), high=figures.short_yen(at.high))
    return _("No figures are reported for your department.")


def _drawn(every: Iterable[tuple[str, str, str, str]]) -> list[Chart]:
    """Those of which there is anything; pygal has escaped what stands in them."""
    return [Chart(of, title, about, Markup(svg)) for of, title, about, svg in every if svg]  # noqa: S704


def _money(known: Sequence[Income]) -> list[Money]:
    """Each month's sum and its clients below it, then the year's."""
    rows: list[Money] = []
    for month, group in groupby(known, key=lambda each: each.month):
        some = list(group)
        rows.append(_sum(figures.month_with_year(month), some))
        rows += [_row(each) for each in some]
    return [*rows, _sum(_("Sum"), known)] if known else []


def _row(each: Income) -> Money:
    if each.client is None:
        beyond, lacking = (
            _("typed for the month, beyond its contracts"),
            _("less than its contracts, as typed"),
        )
        name = beyond if each.gross >= 0 else lacking
        return Money(name, "", figures.yen(each.gross), _("not known"), "", is_sum=False)
    count = n_("{n} contract", "{n} contracts", each.contracts).format(n=each.contracts)
    return Money(
        labels.client(each.client), count, figures.yen(each.gross), figures.yen(each.fee),
        figures.yen(each.received), is_sum=False,
    )  # fmt: skip


def _sum(name: str, known: Sequence[Income]) -> Money:
    """A sum; of what was typed as a month the fee is not known, and so neither is that of the whole."""
    fee, received = (
        figures.yen(sum(each.fee for each in known)),
        figures.yen(sum(each.received for each in known)),
    )
    if any(each.client is None for each in known):
        fee, received = _("not known"), ""
    count = sum(each.contracts for each in known)
    return Money(
        name, n_("{n} contract", "{n} contracts", count).format(n=count) if count else "",
        figures.yen(sum(each.gross for each in known)), fee, received, is_sum=True,
    )  # fmt: skip
