"""What the screens say: nothing wider than the screen, in either language, in every phase; and the right words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procw_tui.domain.certification.look_back import look_back, round_so_far, week
from procw_tui.domain.ledger.hypotheses import hypothesis
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Earning, Record
from procw_tui.domain.record.rules import CRITERIA, CriterionId
from procw_tui.domain.record.times import start_of
from procw_tui.domain.work.money import MonthMoney
from procw_tui.knowledge import KNOWLEDGE, data_file
from procw_tui.present.cells import width
from procw_tui.present.commands import ROOMS
from procw_tui.present.criteria.completion import before_taking
from procw_tui.present.criteria.table import criterion_short, what_it_takes, words_of
from procw_tui.present.language import set_language
from procw_tui.present.paint import Lines, Space, line_width, plain
from procw_tui.present.rooms import assumptions, board, evidence, mindset, report, today, work
from procw_tui.present.rooms import proposals as proposals_room
from procw_tui.present.rooms import rounds as outlook
from procw_tui.present.rooms.board import BoardRoom
from procw_tui.present.rooms.open_things import OpenRoom
from procw_tui.present.rooms.rounds import RoundsRoom
from procw_tui.present.rooms.table import Rooms
from procw_tui.present.rooms.work import WorkRoom
from procw_tui.present.sections import phase
from procw_tui.present.sentences.clocks import clock_words
from procw_tui.present.sentences.scoreboard import today_text
from procw_tui.present.sentences.weighing import weigh_words
from procw_tui.present.view import View
from procw_tui.present.words import figures
from procw_tui.store.store import Store
from tests.domain.strategies import days, ledgers
from tests.make import (
    RULES,
    contract,
    done,
    earning,
    ledger,
    m,
    midway,
    opening,
    part,
    profile,
    proposal,
    result,
    review,
    scout,
    setting,
    tally,
)

MOMENTS = ("2026-11-22", "2026-12-15", "2026-12-30", "2027-01-04", "2027-01-20", "2027-02-01", "2027-02-20")
LONG = "とても長い名前の株式会社ワールドワイドコンテンツ制作委員会東京本部"


def view(*records: Record, now: str = "2026-11-22T21:30", hypotheses: list[Record] | None = None) -> View:
    return View(ledger(*records), m(now), KNOWLEDGE, hypotheses)


def part_view(*records: Record, now: str = "2026-11-22T21:30") -> View:
    return View(part(*records), m(now), KNOWLEDGE)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    path = Path(tmp_path_factory.mktemp("demo")) / "demo.json"
    path.write_bytes(data_file("demo.json").read_bytes())
    return Store(path, lambda: m("2026-11-22T21:30")).ledger


def strained(demo: Ledger) -> Ledger:
    """The demo with a request, long names, large sums and a lost mark."""
    return demo.with_puts([
        contract("2026-11-01", client=LONG, title=LONG, termination_requested_at=m("2026-11-20T10:00")),
        done("2026-12-10", client=LONG, title=LONG, price_yen=9_999_999), earning("2026-06", 8_888_888),
        result("2026-07", "pro"), scout("2025-12-28", client=LONG), tally("2025-11-01", "2025-12-15", scouts=3),
        review("2026-11-01", stars=2, client=LONG),
    ])  # fmt: skip


def every_page(shown: View, cells: int) -> Iterator[Lines]:
    side = 40
    yield today.page(shown, cells, 21)
    yield today.main_column(shown, cells)
    yield board.head(shown, cells)
    for name in BoardRoom().rows(shown):
        yield [board.board_row(shown, name, cells)]
        yield board.detail(shown, name, cells, 11)
        yield [line for line in board.side(shown, name, side, 37) if line_width(line) > side]
    for name in CRITERIA:
        yield evidence.head(shown, name, cells)
        yield [evidence.piece_row(shown, name, piece, cells) for piece in shown.evidence(name)]
        for piece in shown.evidence(name)[:10]:
            yield evidence.detail(shown, piece, cells)
    todo, space = OpenRoom(), Space(cells, 24)
    yield [*todo.head(shown, space), *(todo.draw(shown, each, cells) for each in todo.rows(shown))]
    yield [more for each in todo.rows(shown) for more in todo.detail(shown, each, space)]
    for section in range(len(mindset.SECTIONS)):
        rows = mindset.rows(shown, section)
        yield [
            *mindset.head(shown, cells, section),
            *(mindset.mindset_row(shown, each, cells) for each in rows),
        ]
        yield [more for each in rows for more in mindset.detail(shown, each, cells)]
    for span in (week(shown.today), round_so_far(shown.ledger, shown.today, RULES)):
        assert span is not None
        yield report.page(shown, look_back(shown.ledger, span, RULES), cells)
    yield outlook.head(shown, cells)
    for each in RoundsRoom().rows(shown):
        yield [outlook.round_row(each), *outlook.detail(shown, each, cells)]
    for one in KNOWLEDGE.assumptions:
        yield [assumptions.assumption_row(shown, one, "scouts", cells), *assumptions.detail(one, cells)]
    for record in WorkRoom().rows(shown):
        if isinstance(record, Record):
            yield work.clock_lines(shown, record, cells)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_is_wider_than_the_screen(demo: Ledger, language: str, moment: str) -> None:
    set_language(language)
    for whole in (demo, strained(demo), ledger()):
        for hypotheses in (None, [hypothesis("scout", m("2026-11-22T21:30").date())]):
            shown = View(whole, m(f"{moment}T21:30"), KNOWLEDGE, hypotheses)
            wide = [plain(line) for page in every_page(shown, 80) for line in page if line_width(line) > 80]
            assert wide == []


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("record", [
    contract("2026-12-01", due_on="2027-01-20"), contract("2026-12-01", delivered_on="2026-12-28"),
    contract("2026-12-01", escrow_on="2026-12-12"), done("2026-12-20"), done("2026-11-29", i_rated_on="2026-12-01"),
    scout("2026-12-28", client="みどり工房の編集部です"),
])  # fmt: skip
def test_the_next_day_of_a_row_is_seen_whole(record: Record, language: str) -> None:
    set_language(language)
    shown = View(ledger(record), m("2026-12-28T21:30"), KNOWLEDGE)
    assert line_width(work.work_row(shown, record, 80)) <= 80


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_phone_cuts_no_figure(demo: Ledger, language: str) -> None:
    """At 40 cells names are cut, and so marked; what stands in a line of its own is whole."""
    set_language(language)
    for whole in (demo, strained(demo)):
        shown, space, rooms = View(whole, m("2026-11-22T21:30"), KNOWLEDGE), Space(40, 17), Rooms()
        for name in ROOMS:
            room = rooms.of(name)
            wide = [plain(line) for line in room.head(shown, space) if line_width(line) > space.cells]
            assert wide == []
        for room in (rooms.board, rooms.open):
            rows = [room.draw(shown, row, space.cells) for row in room.rows(shown)]
            assert [plain(line) for line in rows if line_width(line) > space.cells] == []
        signs = said(rooms.today.head(shown, space)[: space.rows])
        assert all(criterion_short(name) in signs for name in CRITERIA)


@settings(max_examples=25)
@given(ledgers, days, st.sampled_from(["ja", "en"]))
def test_any_ledger_on_any_day_can_be_shown(records: list[Record], day: date, language: str) -> None:
    set_language(language)
    shown = View(Ledger.of(records), start_of(day) + timedelta(hours=21), KNOWLEDGE)
    assert [plain(line) for page in every_page(shown, 80) for line in page if line_width(line) > 80] == []


def said(lines: Lines) -> str:
    return " ".join(plain(line).strip() for line in lines)


SHORT = (scout("2026-06-01"), done("2026-06-01"), review("2026-06-01"),
         profile("2026-06-01", "skills", "results", "self_pr"))  # fmt: skip


@pytest.mark.parametrize(("now", "words"), [
    ("2026-11-30", ("Did the mail of the Oct round come?", "k")),
    ("2026-12-05", ("judges 2026-01-01 to 2026-12-31",)),
    ("2026-12-20", ("11 days to the cut-off", "deliver by 12/24", "4 more are needed by 12/31",
                    "compare with the site: o")),
    ("2026-12-28", ("may count only for the round after it",)),
    ("2027-01-04", ("by about the 6th", "nothing is decided until 1/31", "k")),
    ("2027-01-20", ("The usual day is past", "nothing is decided until 1/31")),
    ("2027-02-01", ("Did the mail of the Jan round come?",)),
])  # fmt: skip
def test_each_phase_has_its_words(now: str, words: tuple[str, ...]) -> None:
    text = said(phase.section(view(*SHORT, now=f"{now}T21:00"), 80))
    for each in words:
        assert each in text


def test_what_can_still_be_rated_in_time() -> None:
    shown = view(*SHORT, done("2026-12-05", client="A"), now="2026-12-20T21:00")
    assert "Rate A now: theirs, if given, then opens before the Jan round." in said(phase.section(shown, 80))


def test_a_result_says_what_was_foretold_what_came_why_and_one_act() -> None:
    came = logged(result("2027-01", "none"), "2027-02-03")
    shown = view(*SHORT, result("2026-10", "pro"), came, now="2027-02-03T21:00")
    text = said(phase.section(shown, 80))
    for each in ("Jan round", "Not certified", "foretold", "By the records this was missing: Scouts received",
                 "your ratings and your work are not", "Scouts received: "):  # fmt: skip
        assert each in text
    later = view(*SHORT, result("2026-10", "pro"), came, now="2027-02-04T21:00")
    assert len(phase.section(later, 80)) == 1
    mail = logged(result("2027-01", "pro", "2027-01-05"), "2027-01-06")
    certified = said(phase.section(view(*SHORT, mail, now="2027-01-06T21:00"), 80))
    assert certified.startswith("Congratulations: the Jan round certified you")
    assert "By the records Scouts received looked short" in certified


def logged(record: Record, day: str) -> Record:
    return dataclasses.replace(record, changed_at=f"{day}T20:00:00+09:00")


def test_nothing_was_foretold_where_nothing_was_logged() -> None:
    came = logged(result("2026-10", "pro"), "2026-10-05")
    text = said(phase.section(part_view(came, now="2026-10-05T21:00"), 80))
    assert "foretold" not in text
    assert text.startswith("Congratulations")
    none = logged(result("2026-07", "none"), "2026-08-02")
    assert "Too little was logged then to tell why." in said(
        phase.section(part_view(none, now="2026-08-02T21:00"), 80)
    )


def test_the_cause_by_elimination_is_the_earnings_rank() -> None:
    five = (*SHORT, *[scout("2026-06-02") for _ in range(4)])
    shown = view(*five, logged(result("2027-01", "none"), "2027-02-03"), now="2027-02-03T21:00")
    text = said(phase.section(shown, 80))
    assert "The other five were met, so what is left is the earnings rank." in text
    assert "Earnings rank: " in text


@pytest.mark.parametrize(("records", "name", "sentence"), [
    ((), "completion", "nine deliveries make up for one midway end"),
    ((*[done("2026-06-01") for _ in range(19)], midway("2026-06-01")), "completion",
     "One more midway end: 90.5 %; two: 86.4 % (8 deliveries repair it)."),
    ((midway("2026-06-01"), *[done("2026-06-01") for _ in range(7)]), "completion", "2 more deliveries make 90 %."),
    ((*[review("2026-06-01") for _ in range(12)], review("2026-06-01", stars=1)), "rating",
     "7 more five-stars reach 4.80. One 1-star weighs 19 five-stars."),
    ((review("2026-06-01"),), "rating", "1 one-star would go below 4.80."),
    ((*[review("2026-06-01") for _ in range(3)], review("2026-06-01", stars=4)), "rating",
     "The site shows 4.8; do not rely on it (assumed)."),
    ((scout("2025-12-02"), scout("2026-06-01")), "scouts", "1 leaves the window by 12/31. 4 more are needed by 12/31."),
    (tuple(scout("2026-06-01") for _ in range(5)), "scouts", "Enough until the cut-off."),
    ((opening("2026-06-01", profile_filled=False), profile("2026-07-01", "skills")), "profile",
     "Still to fill in, or to log as filled in: results self-PR."),
    ((earning("2026-08", 68_000), earning("2026-11", 42_000)), "earnings_rank",
     "This month ¥42,000; the best month is ¥68,000 (Aug), which leaves on 2027-08-31. ¥26,000 more make this"),
])  # fmt: skip
def test_what_it_takes(records: tuple[Record, ...], name: CriterionId, sentence: str) -> None:
    assert sentence in what_it_takes(view(*records), name)


def known(shown: View) -> str:
    told = words_of("earnings_rank").known
    assert told is not None
    return told(shown)


def test_what_is_known_of_the_bar() -> None:
    assert "department is not set" in known(view())
    assert "Nothing usable" in known(view(setting("department", "designer")))
    shown = view(
        setting("department", "writer"), setting("earnings_bar_yen", 120_000), earning("2025-12", 50_000),
        result("2026-01", "pro"),
    )  # fmt: skip
    told = known(shown)
    for each in (
        "¥50,000 in the best month was enough once.",
        "Your own bar: ¥120,000.",
        "hardly any below ¥100,000",
    ):
        assert each in told


def test_before_taking_a_contract() -> None:
    nineteen = (*[done("2026-06-01") for _ in range(19)], midway("2026-06-01"))
    assert before_taking(view(*nineteen)) == "Completion rate 95.0 %; if this one ends midway 90.5 %."
    assert before_taking(view(done("2026-06-01"))) == (
        "Completion rate 100.0 %; if this one ends midway 50.0 % (8 deliveries repair it).")  # fmt: skip
    assert "9 deliveries" in before_taking(view())


def test_what_to_weigh_when_a_client_wants_to_end() -> None:
    asked = contract("2026-11-01", termination_requested_at=m("2026-11-20T10:00"))
    records = (*[done("2026-06-01") for _ in range(19)], midway("2026-06-01"), review("2026-06-01"), asked)
    silence, agreeing, refusing = weigh_words(view(*records), asked)
    assert "completion rate 95.0 % to 90.5 %, and the escrow goes back in full" in agreeing
    assert "the client can still rate" in agreeing
    assert "the contract goes on" in refusing
    assert "Silence until 11/27 10:00" in silence
    assert "Overall rating 5.00 to 3.00" in silence
    paid = dataclasses.replace(asked, milestone_paid=True)
    assert "with a milestone paid it counts as delivered" in weigh_words(view(*records[:-1], paid), paid)[1]
    hourly = dataclasses.replace(asked, type="hourly")
    assert "the completion rate stays" in weigh_words(view(*records[:-1], hourly), hourly)[1]


def test_the_clocks_of_a_contract_in_words() -> None:
    waiting = done("2026-12-05")
    shown = view(waiting, now="2026-12-20T21:00")
    until, opens = clock_words(shown, waiting)
    assert until == "You can rate until 2027-01-05, and have not yet."
    assert "at once: Jan round" in opens
    assert "on 2027-01-06: Apr round" in opens
    rated = done("2026-12-05", i_rated_on="2026-12-06")
    (told,) = clock_words(view(rated, now="2026-12-20T21:00"), rated)
    assert "alone on 2027-01-06 at the latest: it counts in the Apr round" in told
    late = contract("2026-12-01", delivered_on="2026-12-02", escrow_on="2026-12-01")
    assert clock_words(view(late, now="2026-12-20T21:00"), late) == [
        "Acceptance was to come by 12/9: the office can be asked to chase.",
        "The escrow lapses on 2027-05-30, after 180 days.",
    ]  # fmt: skip


def test_rounding_never_shows_a_threshold_that_is_missed() -> None:
    """1,799 of 2,000 are 89.95 %: shown as 89.9, not as 90.0."""
    shown = view(tally("2026-01-01", "2026-06-01", completed=1799, ended_midway=201))
    assert "89.9 %" in plain(board.board_row(shown, "completion", 80))
    paced = view(*[scout("2026-06-01") for _ in range(4)], *[scout("2026-11-01")])
    assert "5" in plain(board.board_row(paced, "scouts", 80))


def test_the_first_round_to_hold_stands_on_the_first_line() -> None:
    shown = view(*SHORT, *[scout("2026-06-02") for _ in range(4)])
    assert "five hold in Jan" in plain(board.head(shown, 80)[0])
    assert "all hold" not in plain(board.head(view(*SHORT), 80)[0])


def test_what_is_imagined_is_named() -> None:
    day = datetime.fromisoformat("2026-11-22").date()
    shown = view(
        *SHORT, hypotheses=[hypothesis("scout", day), hypothesis("scout", day), hypothesis("midway", day)]
    )
    first = plain(board.head(shown, 80)[0])
    assert "What if  scout +2  midway end +1" in first
    assert shown.board.today.of("scouts").n == 3
    assert shown.pace == view(*SHORT).pace


@pytest.mark.parametrize(("gross", "below"), [(99_999, True), (100_000, False)])
def test_the_grey_band_begins_at_its_edge(gross: int, below: bool) -> None:  # noqa: FBT001 - a column
    shown = view(earning("2026-10", gross), setting("department", "writer"))
    told = words_of("earnings_rank").slack(shown.ledger, shown.board, RULES)
    assert ("reported from" in told) == below
    page = "\n".join(plain(line) for line in today.main_column(shown, 80))
    assert ("below what certified writers report" in page) == below


def test_the_pace_of_what_if_is_that_of_what_really_was() -> None:
    """What is imagined would else be imagined again for each of the coming rounds."""
    real = [scout("2026-11-01"), scout("2026-10-01")]
    imagined = [hypothesis("scout", m("2026-11-22T21:30").date()) for _ in range(5)]
    shown = view(*real, hypotheses=imagined)
    assert shown.pace == view(*real).pace
    assert shown.board.today.of("scouts").n == 7


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("cells", [60, 80, 100, 120, 160, 200])
def test_money_is_never_cut(cells: int, language: str) -> None:
    """Names give way, however long, to an amount that is read wrong with a digit less."""
    set_language(language)
    names = {"client": "みどり工房の編集部の長い名前" * 4, "title": "A long title of a job " * 6}
    one, other = (
        done("2026-11-02", price_yen=123_456_789, **names),
        contract("2026-11-01", price_yen=7, **names),
    )
    sent = proposal("2026-11-03T09:00", price_yen=98_765_432, **names)
    month = earning("2026-10", 123_456_789)
    shown = view(one, other, sent, month)
    assert "123,456,789" in plain(work.work_row(shown, one, cells))
    assert plain(work.work_row(shown, other, cells)).split(" 7 ")[1:]
    assert "98,765,432" in plain(proposals_room.proposal_row(shown, sent, cells))
    for each in WorkRoom.rows(_section(Earning), shown):
        assert isinstance(each, MonthMoney)
        assert figures.yen(each.gross) in plain(work.work_row(shown, each, cells))


def _section(cls: type[Record]) -> WorkRoom:
    room = WorkRoom()
    room.section = work.SECTIONS.index(cls)
    return room


def test_a_range_in_brackets_stands_whole_in_its_column() -> None:
    shown = part_view(
        tally("2025-10-01", "2026-03-31", completed=12, ended_midway=3),
        tally("2026-04-01", "2026-09-30", completed=20, ended_midway=1),
    )
    text = today_text(shown.board.today.of("completion"))
    assert re.fullmatch(r"\([\d.]+-[\d.]+\)", text)
    assert width(text) <= board.TODAY
    assert " %)." in before_taking(shown)
