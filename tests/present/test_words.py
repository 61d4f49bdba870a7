"""Words: complete in both languages, measured in cells, never a control sequence."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.certification.standing import Figure, Ratio, covered_standing
from procw_tui.domain.evening.warnings import RecordWarning, WarningKind
from procw_tui.domain.record.checks import check
from procw_tui.domain.record.codes import LANGUAGES
from procw_tui.domain.record.fields import typed_fields
from procw_tui.domain.record.invalid import Invalid, Reason
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.record.settings import SETTINGS
from procw_tui.domain.record.trouble import StoreError, Trouble
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present import breaking, cells, paint
from procw_tui.present.commands import BY_ID
from procw_tui.present.criteria.table import criterion_name, criterion_short, what_it_takes
from procw_tui.present.criteria.words import interval
from procw_tui.present.language import LOCALE_DIR, choose_language, set_language
from procw_tui.present.paint import plain
from procw_tui.present.sentences.records import SUMMARIES, record_line
from procw_tui.present.view import View
from procw_tui.present.words import errors, figures, labels
from procw_tui.present.words.settings import setting_help, setting_title
from tests import catalogue
from tests.make import d, ledger, scout
from tests.make_demo import NOW

ROOT = Path(__file__).parent.parent.parent
FACTS = dict.fromkeys(
    ("value", "choices", "least", "most", "kind", "other", "others", "count", "shown", "step", "path", "detail", "time",
     "schema", "known", "pid", "host", "owner", "id", "day", "days", "which", "name", "near", "first", "last"), "x",
)  # fmt: skip


def test_the_catalogue_is_complete() -> None:
    assert catalogue.problems() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_and_doubt_has_a_sentence(language: str) -> None:
    set_language(language)
    for reason in get_args(Reason):
        assert errors.invalid(Invalid("due_on", reason, **FACTS)).startswith(labels.field("due_on"))
    for trouble in get_args(Trouble):
        assert errors.trouble(StoreError(trouble, **FACTS))
    for doubt in get_args(WarningKind):
        assert errors.warning(RecordWarning(doubt, scout("2026-11-22"), dict(FACTS)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_logged_has_a_name(language: str) -> None:
    set_language(language)
    for kind in KINDS:
        assert labels.kind(kind) != kind
        for field in typed_fields(kind):
            assert labels.field(field.name) != field.name
            for value in field.choices:
                if field.name != "key" and language == "ja":
                    assert labels.choice(kind, field.name, value) != value, (kind, field.name, value)
    for name in CRITERIA:
        assert criterion_name(name)
        assert criterion_short(name)
    for key in SETTINGS:
        assert setting_title(key)
        assert setting_help(key)


def test_every_kind_can_be_said_in_a_line() -> None:
    assert set(SUMMARIES) == set(KINDS.values())


def test_japanese_uses_the_words_of_the_site() -> None:
    set_language("ja")
    assert [criterion_name(name) for name in CRITERIA] == [
        "納品完了率", "総合評価", "獲得報酬額", "スカウト数", "コミュニケーション評価", "プロフィール&自己PR",
    ]  # fmt: skip
    assert figures.round_name("2027-01") == "1月審査"
    assert labels.choice("proposal", "outcome", "pending") == "返答待ち"
    assert labels.choice("message", "state", "waiting") == "未返信"
    assert labels.choice("contract", "outcome", "ended_midway") == "契約途中終了"


def test_practices_are_whole_in_both_languages() -> None:
    known = KNOWLEDGE.practices
    assert len({practice.id for practice in known}) == len(known)
    assert {practice.group for practice in known} == set(labels.GROUP)
    assert {name for practice in known for name in practice.criteria} == set(CRITERIA)
    for practice in known:
        for words in (practice.title, practice.body, practice.step):
            assert set(words) == set(LANGUAGES)
            assert all(words.values())
        assert cells.width(practice.title["ja"]) <= 44


def test_every_assumption_is_told_in_both_languages_with_its_source() -> None:
    data = tomllib.loads((ROOT / "data" / "criteria.toml").read_text(encoding="utf-8"))
    assert [each["id"] for each in data["criterion"]] == list(CRITERIA)
    assert all(
        each["source"] and each["as_of"]
        for part in ("criterion", "band", "assumption")
        for each in data[part]
    )
    assert all(each["ja"] and each["en"] for each in data["assumption"])


def test_no_character_whose_width_hangs_on_the_terminal() -> None:
    """● ▲ … and the like take two cells in many Japanese terminals and shift every column after them.

    What the letter check looks for in a letter is read, and never shown.
    """
    found = {}
    for path in [*ROOT.glob("procw_tui/**/*.py"), *ROOT.glob("procw_tui/**/*.po"), *ROOT.glob("data/*.toml")]:
        if "letter" in path.parts and "domain" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = line.partition("  # ")[0]
            if line.lstrip().startswith(("#", '"""')):
                continue
            for char in code:
                if unicodedata.east_asian_width(char) == "A":
                    found[f"{path.name}:{number}"] = char
    assert found == {}


@given(st.text())
def test_shown_text_never_moves_the_cursor(text: str) -> None:
    shown = cells.visible(text)
    assert not any(unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} for char in shown)
    assert cells.visible(shown) == shown


@given(st.text("あいa1 漢.,-", max_size=40), st.integers(0, 30))
def test_cells_are_filled_exactly(text: str, room: int) -> None:
    assert cells.width(cells.fit(text, room)) == room
    assert cells.width(cells.fit_right(text, room)) == room
    assert cells.width(cells.clip(text, room)) <= room


@given(st.text("あいa1 漢、", max_size=60), st.integers(10, 30))
def test_wrapping_keeps_every_character(text: str, room: int) -> None:
    wrapped = breaking.wrap(text, room)
    assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")
    assert all(cells.width(line) <= room + 2 for line in wrapped)


def test_no_line_ends_with_an_opening_sign_or_begins_with_a_closing_one() -> None:
    for room in range(12, 40):
        for line in breaking.wrap("年に一度の更新をおすすめします(推定)。明日まで(推定)です。", room):
            assert not line.endswith("(")
            assert not line.startswith((")", "。"))


@pytest.mark.parametrize(("text", "room", "lines"), [
    ("今月の手取りは見込みです。", 14, ["今月の手取りは", "見込みです。"]),
    ("30件に1件の実力でも 74 % の確率で起こります。", 24, ["30件に1件の実力でも", "74 % の確率で起こります。"]),
    ("仮払いは180日で失効します (2027-05-16)。", 30, ["仮払いは180日で失効します", "(2027-05-16)。"]),
    ("Reply to みどり工房さん before the day ends.", 30, ["Reply to みどり工房さん before", "the day ends."]),
    ("とても長い名前の株式会社の人", 10, ["とても長い", "名前の株式", "会社の人"]),
    ("a b c", 80, ["a b c"]),
])  # fmt: skip
def test_a_line_ends_where_a_phrase_does(text: str, room: int, lines: list[str]) -> None:
    assert breaking.wrap(text, room) == lines


@given(st.text("あい漢字の一1 、。", max_size=80), st.integers(16, 60))
def test_no_last_line_is_forgotten(text: str, room: int) -> None:
    *most, last = breaking.wrap(text, room)
    assert not most or cells.width(last) > breaking.ORPHAN or cells.width(most[-1]) <= room // 2 + 2


@pytest.mark.parametrize(("value", "shown"), [
    (4.796, "4.79"), (4.8, "4.80"), (4.8895, "4.89"), (4.748, "4.74"), (4.75, "4.75"), (4.9981, "4.99"),
])  # fmt: skip
def test_rounding_never_reaches_a_threshold_of_stars(value: float, shown: str) -> None:
    assert figures.stars(value) == shown


@pytest.mark.parametrize(("value", "shown"), [
    (90.476, "90.5 %"), (89.96, "89.9 %"), (99.97, "99.9 %"), (96.97, "97.0 %"), (90.0, "90.0 %"),
])  # fmt: skip
def test_rounding_never_reaches_a_full_ten_of_percent(value: float, shown: str) -> None:
    assert figures.percent(value) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0分"), (59.9, "59分"), (60, "1時間"), (2879, "47時間"), (2880, "2日")]
)
def test_spans(minutes: float, shown: str) -> None:
    set_language("ja")
    assert figures.span(minutes) == shown


def test_money_in_words() -> None:
    set_language("ja")
    assert [figures.short_yen(amount) for amount in (9_999, 10_000, 132_500, 1_000_000)] == [
        "9,999円", "1万円", "13.2万円", "100万円",
    ]  # fmt: skip


@pytest.mark.parametrize(("asked", "environment", "saved", "chosen"), [
    ("en", {"PROCW_LANG": "ja"}, "ja", "en"), (None, {"PROCW_LANG": "en"}, "ja", "en"),
    (None, {"LANG": "ja_JP.UTF-8"}, "en", "en"), (None, {"LANG": "en_US.UTF-8"}, None, "en"),
    (None, {"LC_ALL": "ja_JP.eucJP", "LANG": "en_US.UTF-8"}, None, "ja"), (None, {"LANG": "C"}, None, "ja"),
    (None, {"LANG": "de_DE.UTF-8"}, None, "ja"), ("xx", {}, None, "ja"), (None, {}, None, "ja"),
])  # fmt: skip
def test_the_order_of_languages(
    asked: str | None, environment: dict[str, str], saved: object, chosen: str
) -> None:
    assert choose_language(asked, environment, saved) == chosen


def test_markup_in_a_record_is_text() -> None:
    record = scout("2026-11-22", client="[red]A[/red]\x1b[31m\u202e")
    check(record)
    assert record_line(record) == "Scout  2026-11-22  [red]A[/red]\u241b[31m<202E>  direct request (相談)"
    assert figures.day(d("2025-11-22"), d("2026-11-22")) == "2025-11-22"


@pytest.mark.parametrize(("low", "high", "told"), [(3, 5, "3-5"), (4, 4, "4")])
def test_an_interval_begins_with_its_lower_end(low: int, high: int, told: str) -> None:
    standing = covered_standing("scouts", "unknown", Figure(Ratio(low, 1), Ratio(high, 1)), high)
    assert interval(standing, lambda value: f"{value:.0f}") == told


@pytest.mark.parametrize(("value", "whole", "filled"), [
    (0, 7, 0), (1, 7, 1), (7, 7, 12), (8, 7, 12), (70, 7, 12), (3, 0, 0),
])  # fmt: skip
def test_a_bar_is_never_wider_than_its_room(value: int, whole: int, filled: int) -> None:
    shown = paint.bar(value, whole, 12)
    assert plain(shown) == "#" * filled + "-" * (12 - filled)


KEY_IN_SENTENCE = re.compile(r"\{key:([\w-]+)\}")


def test_every_key_in_a_sentence_is_a_commands_in_both_languages() -> None:
    with (LOCALE_DIR / "ja/LC_MESSAGES/procw_tui.po").open("rb") as file:
        sentences = [(str(message.id), str(message.string)) for message in read_po(file) if message.id]
    named = [
        (KEY_IN_SENTENCE.findall(english), KEY_IN_SENTENCE.findall(japanese))
        for english, japanese in sentences
    ]
    assert sum(bool(english) for english, _japanese in named) > 20
    for english, japanese in named:
        assert set(english) == set(japanese)
        assert set(english) <= set(BY_ID)


def test_a_key_that_moves_moves_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> str:
        return what_it_takes(View(ledger(scout("2026-11-01")), NOW, KNOWLEDGE), "rating")

    assert "o copies what the site shows" in told()
    monkeypatch.setitem(BY_ID, "opening", BY_ID["opening"]._replace(keys="O"))
    assert "O copies what the site shows" in told()


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.36, "36 %"),
        (0.047, "5 %"),
        (0.0062, "0.6 %"),
        (0.00004, "0.004 %"),
        (1e-9, "less than 0.001 %"),
        (1, "100 %"),
    ],
)
def test_what_is_rare_is_shown_as_rare_as_it_is(share: float, shown: str) -> None:
    assert figures.chance(share) == shown
