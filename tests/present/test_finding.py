"""A command by its name: the best first, in both languages, and never one that deletes."""

from __future__ import annotations

import pytest

from procw_tui.present.commands import COMMANDS, available
from procw_tui.present.finding import commands_found
from procw_tui.present.language import set_language

PROPOSALS = available("proposals")


def found(text: str) -> list[str]:
    return [command.id for command in commands_found(PROPOSALS, text)]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("text", "first"), [
    ("undo", "undo"), ("取り消し", "undo"), ("UNDO", "undo"), ("ｕｎｄｏ", "undo"), ("settings", "settings"), ("設定", "settings"),
    ("quit", "quit"), ("filter", "filter"), ("u", "undo"), ("back", "back"),
])  # fmt: skip
def test_what_is_meant_comes_first_in_both_languages(text: str, first: str, language: str) -> None:
    set_language(language)
    assert found(text)[0] == first


def test_every_command_is_found_by_its_label_and_its_tip() -> None:
    for command in COMMANDS:
        assert command in commands_found(COMMANDS, command.label)
        assert command in commands_found(COMMANDS, command.tip)


@pytest.mark.parametrize("text", ["delete", "削除", "D", "d", "brings it back", ""])
def test_what_deletes_comes_last(text: str) -> None:
    assert "delete" in found(text)
    assert found(text)[-1] == "delete"


def test_every_word_must_stand_somewhere() -> None:
    assert found("undo xyzzy") == []
    assert found("") == [*[command.id for command in PROPOSALS if command.id != "delete"], "delete"]
