"""Tables by a code: each has every one of its codes, or is named here as one that leaves some out."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any, get_args

import pytest

import procw_tui
from procw_tui.cli.manual import PAGES as MANUAL
from procw_tui.domain.coach.action import Kind
from procw_tui.domain.record.codes import LANGUAGES, SettingKey
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.record.settings import SETTINGS
from procw_tui.glance import LANGUAGES as GLANCED
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.commands import ROOM_COMMANDS, ROOMS
from procw_tui.present.language import set_language
from procw_tui.present.sentences.reasons import REASONS
from procw_tui.present.words import labels

IN_PART = {
    "procw_tui.present.papers.charts.DRAWN",  # what has no figure has no chart
    "procw_tui.tui.acts.going.ABOUT_ROOM",  # where something is spread out
}
BY_CODE = re.compile(r"(?:dict|Mapping)\[(\w+), ")


def modules() -> Iterator[ModuleType]:
    for each in pkgutil.walk_packages(procw_tui.__path__, "procw_tui."):
        if not each.name.endswith("__main__"):
            yield importlib.import_module(each.name)


def tables() -> dict[str, tuple[tuple[str, ...], Any]]:
    """Every table of a module whose keys are a `Literal`: the codes, and the table."""
    found: dict[str, tuple[tuple[str, ...], Any]] = {}
    for module in modules():
        for name, annotation in vars(module).get("__annotations__", {}).items():
            match = BY_CODE.match(str(annotation))
            codes = get_args(getattr(module, match[1], None)) if match else ()
            if codes and all(isinstance(code, str) for code in codes) and hasattr(module, name):
                found[f"{module.__name__}.{name}"] = (codes, getattr(module, name))
    return found


TABLES = tables()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_every_code(name: str) -> None:
    codes, table = TABLES[name]
    lacking = set(codes) - set(table)
    assert bool(lacking) == (name in IN_PART), lacking


def test_there_are_such_tables() -> None:
    assert len(TABLES) > 5


def test_an_act_has_its_reason_and_its_name() -> None:
    assert set(REASONS) == set(labels.ACT) == set(get_args(Kind))


@pytest.mark.parametrize("key", get_args(SettingKey))
def test_what_a_setting_may_be_is_said_in_words(key: SettingKey) -> None:
    set_language("ja")
    codes = [value for value in SETTINGS[key].choices if labels.choice("setting", key, value) == value]
    assert codes == []


def test_each_room_with_a_tab_has_its_command() -> None:
    assert len(ROOM_COMMANDS) == len(ROOMS)


def test_what_lists_the_languages_lists_all() -> None:
    assert set(GLANCED) == set(MANUAL) == set(LANGUAGES)


def test_a_practice_moves_criteria_that_there_are() -> None:
    for practice in KNOWLEDGE.practices:
        assert set(practice.criteria) <= set(CRITERIA), practice.id
