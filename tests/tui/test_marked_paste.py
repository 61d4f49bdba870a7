"""A marked paste is text to its end, however it is cut into reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from procw_tui.tui.terminal.marked_paste import BEGIN, END, MarkedPaste

TEXTS = st.text(st.sampled_from("aq\r\x1b[201m;]応"), max_size=30).filter(
    lambda text: END not in text + END[:-1]
)


@given(TEXTS, st.integers(1, 9))
def test_nothing_of_a_text_is_a_key(text: str, size: int) -> None:
    whole = f"p{BEGIN}{text}{END}q"
    marked, parser, events = MarkedPaste(), XTermParser(), []
    for at in range(0, len(whole), size):
        cleaned = marked.clean(whole[at : at + size])
        events += list(parser.feed(cleaned)) if cleaned else []
    assert [each.key for each in events if isinstance(each, Key)] == ["p", "q"]
    assert [each.text for each in events if isinstance(each, Paste)] == [text.replace("\x1b", "")]
    assert not marked.inside


def test_keys_pass_as_they_are() -> None:
    marked = MarkedPaste()
    for keys in ("\x1b", "\x1b[A", "\x1b[20~", "abc", "\x1b[<0;1;1M"):
        assert marked.clean(keys) == keys
