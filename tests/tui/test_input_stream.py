"""What a terminal sends: answers and torn sequences are never keys, however they are cut into reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from procw_tui.tui.terminal.driver import KeyReader
from procw_tui.tui.terminal.input_stream import (
    AFTER_ESCAPE_SECONDS,
    ESCAPE_SECONDS,
    GIVE_UP_SECONDS,
    InputStream,
    Keys,
    Text,
    Token,
    as_key,
)

LONG = GIVE_UP_SECONDS + 0.1
ANSWERS = [
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1b]11;rgb:1e1e/1e1e/2e2e\x07", "\x1b]10;rgb:ffff/ffff/ffff\x9c",
    "\x1b]52;c;cXVpdA==\x07", "\x9d11;rgb:0000/0000/0000\x9c", "\x9b?64;1;2c",
    "\x1bP>|tmux 3.3a\x1b\\", "\x1bP1+r544e=787465726d\x1b\\", "\x1b_Gi=31;OK\x1b\\", "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\", "\x1b[?64;1;2;6;22c", "\x1b[>1;4402;0c", "\x1b[=0;1c", "\x1b[?12;2$y", "\x1b[?997;1n",
    "\x1b[?1u", "\x1b[?31u", "\x1b[0n", "\x1b[8;24;80t", "\x1b[4;480;640t", "\x1b[>4;2m", "\x1b[?6c",
    "\x1b[97;1:3u", "\x1b[1;1:3A", "\x1b[3;1:3~", "\x1b[M !!", "\x1b[57441;1:3u", "\x1b[1114112u", "\x1b[55296u",
    "\x1b[999999999999u", "\x1b[97;1;1114112u",
]  # fmt: skip
KEYS = {
    "\x1b[A": "up", "\x1bOB": "down", "\x1b[D": "left", "\x1b[3~": "delete", "\x1b[Z": "shift+tab",
    "\x1b[1;5C": "ctrl+right", "\x1b[97u": "a", "\x1b[97;5u": "ctrl+a", "\x1b[97:65;2;65u": "A",
    "\x1b[97;1:1u": "a", "\x1b[27u": "escape", "\x1b[13u": "enter", "\x1b[97;1:2;97u": "a", "a": "a",
    "\t": "tab", "\r": "enter", "\x7f": "backspace", "\x03": "ctrl+c", "う": "う",
}  # fmt: skip


def events(tokens: list[Token]) -> list[str]:
    """The names of keys, and texts in quotation marks."""
    reader = KeyReader(debug=False)
    read = (event for token in tokens for event in reader.read(token))
    return [
        event.key if isinstance(event, Key) else repr(event.text) if isinstance(event, Paste) else ""
        for event in read
    ]


def run(*reads: tuple[str, float]) -> list[str]:
    """Reads, each so many seconds after the one before; then a long silence."""
    stream, now, tokens = InputStream(), 100.0, list[Token]()
    for read, seconds in reads:
        until = now + seconds
        while now < until - 1e-9:
            now = min(until, now + 0.05)
            tokens += stream.tick(now)
        tokens += stream.feed(read, now)
    for _ in range(100):
        now += 0.05
        tokens += stream.tick(now)
    return events(tokens)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_no_key_whole_or_cut_anywhere(answer: str) -> None:
    assert run((answer + "x", 0)) == ["x"]
    assert run(*((char, 0.02) for char in answer), ("x", 0.02)) == ["x"]
    for at in range(2, len(answer)):  # the line stalls behind the beginning
        assert run((answer[:at], 0), (answer[at:] + "x", 0.3)) == ["x"]


@pytest.mark.parametrize("answer", [each for each in ANSWERS if each[0] == "\x1b"])
def test_an_answer_whose_esc_comes_alone_is_an_esc_at_most(answer: str) -> None:
    assert run((answer[:1], 0), (answer[1:] + "x", 0.3)) == ["escape", "x"]


@pytest.mark.parametrize(
    "begun", ["\x1b]11;rgb:1e1e", "\x1bP>|tm", "\x1b_G", "\x1b^rrr", "\x1bXD", "\x1b[?64;1", "\x1b[", "\x1bO"]
)
def test_what_never_ends_is_given_up(begun: str) -> None:
    assert run((begun, 0), ("x", LONG)) == ["x"]


def test_a_string_is_over_where_another_sequence_begins() -> None:
    assert run(("\x1b]11;rgb:1e\x1b[Ax", 0)) == ["up", "x"]
    assert run(("\x1bP>|tm\x18x", 0)) == ["x"]


@pytest.mark.parametrize(("sequence", "key"), KEYS.items())
def test_a_key_is_a_key_whole_or_in_pieces(sequence: str, key: str) -> None:
    assert run((sequence, 0)) == [key]
    assert run(*((char, 0.05) for char in sequence)) == [key]
    for at in range(2, len(sequence)):
        assert run((sequence[:at], 0), (sequence[at:], 0.3)) == [key]


def test_an_esc_acts_once_nothing_comes_behind_it() -> None:
    stream = InputStream()
    assert stream.feed("\x1b", 1.0) == []
    assert stream.tick(1.0 + ESCAPE_SECONDS / 2) == []
    assert stream.tick(1.0 + ESCAPE_SECONDS) == [Keys(("\x1b",))]


@pytest.mark.parametrize("key", ["r", "D", "U", "™", "7", "\r", "\t", "\x7f"])
@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.25])
def test_esc_and_a_quick_next_key_are_two_keys(key: str, seconds: float) -> None:
    (name,) = run((key, 0))
    assert run(("\x1b", 0), (key, seconds)) == ["escape", name]
    assert run(("\x1b" + key, 0)) == ["escape", name]


@pytest.mark.parametrize("begins", "[O]PX^_")
def test_what_begins_a_sequence_soon_behind_esc_is_dropped(begins: str) -> None:
    assert run(("\x1b", 0), (begins, 0.25), ("x", LONG)) == ["escape", "x"]
    assert run(("\x1b", 0), ("P", AFTER_ESCAPE_SECONDS + ESCAPE_SECONDS), ("x", 0.1)) == ["escape", "P", "x"]


def test_what_is_typed_behind_an_esc_is_soon_heard_again() -> None:
    """X selects: taken for the beginning of a string, it must not swallow what is typed after it."""
    assert run(("\x1b", 0), ("X", 0.25), ("p", 0.4), ("a", 0.2)) == ["escape", "p", "a"]
    assert run(("\x1b", 0), ("[", 0.25), ("4", 0.2), ("5", 0.2), ("p", 0.2)) == ["escape", "5", "p"]


def test_esc_twice_is_two() -> None:
    assert run(("\x1b\x1b", 0)) == ["escape", "escape"]
    assert run(("\x1b\x1b[A", 0)) == ["escape", "up"]


def test_keys_that_come_in_one_read_are_keys() -> None:
    assert run(("青空商会\t次回の件\r", 0)) == ["'青空商会'", "tab", "'次回の件'", "enter"]
    assert run(("s\rs\r", 0)) == ["s", "enter", "s", "enter"]
    assert run(("p青空商会\rp緑工房\r", 0)) == ["p", "'青空商会'", "enter", "p", "'緑工房'", "enter"]
    assert run(("青空m\x7f", 0)) == ["'青空'", "m", "backspace"]


TEXTS = st.text(st.sampled_from("aq\r\t\x1b[201m;]応\x07"), max_size=30).filter(
    lambda text: "\x1b[201~" not in text + "\x1b[201"
)


@given(TEXTS, st.integers(1, 9))
def test_nothing_of_a_marked_text_is_a_key(text: str, size: int) -> None:
    whole = f"p\x1b[200~{text}\x1b[201~q"
    pasted = "".join(char for char in text.replace("\r", "\n") if char in "\n\t" or char >= " ")
    assert run(*((whole[at : at + size], 0.05) for at in range(0, len(whole), size))) == [
        "p",
        repr(pasted),
        "q",
    ]


def test_a_paste_mark_in_pieces_is_one() -> None:
    for at in range(2, 6):
        whole = "\x1b[200~rDq\x1b[201~"
        assert run((whole[:at], 0), (whole[at:], 0.3)) == ["'rDq'"]


def test_a_paste_without_its_end_is_the_text_so_far() -> None:
    assert run(("\x1b[200~abc", 0), ("x", 3 * LONG)) == ["'abc'", "x"]
    assert run(("\x1b[200~abc", 0), ("def\x1b[201~x", LONG)) == ["'abc'", "'def'", "x"]
    assert run(("\x1b[200~abc", 0), ("de\x03", LONG), ("x", 0.1)) == ["'abc'", "'de'", "ctrl+c", "x"]
    assert run(("\x1b[200~abc", 0), ("r", LONG), ("x", 3 * LONG)) == ["'abc'", "'r'", "x"]


PIECES = st.lists(st.sampled_from([*ANSWERS, *KEYS, "\x1b[200~rD\x1b[201~"]), max_size=6)


@given(PIECES, st.integers(1, 7))
def test_how_it_is_cut_tells_nothing(pieces: list[str], size: int) -> None:
    """Whole or in small reads; but several characters of one read may be a word."""
    whole = "".join(pieces)
    cut = run(*((whole[at : at + size], 0.01) for at in range(0, len(whole), size)))
    assert "".join(cut).replace("'", "") == "".join(run((whole, 0))).replace("'", "")


@given(st.text(max_size=40))
def test_anything_is_read(text: str) -> None:
    for each in run((text, 0)):
        assert isinstance(each, str)
    assert as_key(text) == "" or len(text) > 0


def test_text_and_keys_are_different_tokens() -> None:
    assert InputStream().feed("a応答", 1.0) == [Keys(("a",)), Text("応答", marked=False)]
