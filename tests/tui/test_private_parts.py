"""The private parts of Textual that tui/terminal/ leans on. A failure here says what an upgrade took away."""

from __future__ import annotations

import importlib
import inspect

import pytest
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key


@pytest.mark.parametrize(("module", "name"), [
    ("textual._parser", "ParseError"),
    ("textual._xterm_parser", "XTermParser"),
    ("textual._ansi_sequences", "ANSI_SEQUENCES_KEYS"),
])  # fmt: skip
def test_the_parser_is_where_it_was(module: str, name: str) -> None:
    assert hasattr(importlib.import_module(module), name), f"{module}.{name} is gone"


def test_the_parser_gives_keys() -> None:
    from textual._xterm_parser import XTermParser

    parser = XTermParser(False)  # noqa: FBT003 - its own order
    keys = [each for each in parser.feed("a") if isinstance(each, Key)]
    assert [each.key for each in keys] == ["a"]
    assert list(parser.tick()) == []


@pytest.mark.parametrize("name", ["_debug", "_app", "_loop", "_mouse"])
def test_a_driver_has(name: str) -> None:
    assert f"self.{name} = " in inspect.getsource(Driver.__init__), f"Driver.{name} is gone"


@pytest.mark.parametrize("name", ["_get_terminal_size", "_disable_mouse_support"])
def test_the_linux_driver_has(name: str) -> None:
    assert callable(getattr(LinuxDriver, name, None)), f"LinuxDriver.{name} is gone"


def test_an_app_has_its_driver() -> None:
    assert App[None]()._driver is None
