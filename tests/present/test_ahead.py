"""The status line of the days to come says what the program says then, or nothing."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.times import JST
from procw_tui.glance import glanced
from procw_tui.knowledge import KNOWLEDGE, data_file
from procw_tui.present.language import set_language
from procw_tui.present.status.ahead import DAYS, ahead, made_with
from procw_tui.present.status.line import status_line
from procw_tui.present.view import View
from procw_tui.store import glance
from procw_tui.store.loading import load
from procw_tui.store.store import Store
from tests.make import contract, done, message, midway, part, proposal, result, review, scout, setting
from tests.make_demo import NOW

CLIENTS = ("甲野", "#[fg=red]", "{age}", "A")


def _record(pick: random.Random) -> Record:
    """Something of the last year, or of the days to come."""
    on = NOW - timedelta(days=pick.randrange(-6, 400), minutes=pick.randrange(1440))
    day, at, client = on.strftime("%Y-%m-%d"), on.strftime("%Y-%m-%d %H:%M"), pick.choice(CLIENTS)
    later = (on + timedelta(minutes=pick.randrange(1, 4000))).strftime("%Y-%m-%d %H:%M")
    kinds: list[Callable[[], Record]] = [
        lambda: message(client, at), lambda: message(client, at, later), lambda: scout(day, client=client),
        lambda: contract(day, client=client, due_on=(on + timedelta(days=pick.randrange(9))).strftime("%Y-%m-%d")),
        lambda: contract(day, client=client, termination_requested_at=on), lambda: done(day, client=client),
        lambda: midway(day, client=client), lambda: review(day, pick.randrange(1, 6), client=client),
        lambda: proposal(at, client=client), lambda: result("2026-10", pick.choice(["none", "pro"])),
        lambda: setting("complete_since", "2025-01-01"), lambda: setting("cutoff_days", pick.randrange(-40, 20)),
    ]  # fmt: skip
    return pick.choice(kinds)()


@given(seed=st.integers(0, 10**9), month=st.integers(0, 11), language=st.sampled_from(["ja", "en"]))
@settings(max_examples=80)
def test_it_says_what_the_program_says(seed: int, month: int, language: str) -> None:
    """At any minute of the days to come, of any ledger, in any month of the year of reviews."""
    pick = random.Random(seed)  # noqa: S311 - no secret
    records = {each.id: each for each in (_record(pick) for _ in range(pick.randrange(40)))}
    known, since = part(*records.values()), NOW + timedelta(days=30 * month + pick.randrange(30))
    set_language(language)
    found = ahead(known, since)
    for _ in range(8):
        now = since + timedelta(minutes=pick.randrange(-600, 1440 * (DAYS + 1)), seconds=pick.randrange(60))
        told = glance.said(found, now.astimezone(JST), language) if found is not None else None
        if told is not None:
            assert told == status_line(View(known, now, KNOWLEDGE))
        elif found is not None:
            assert now < since or now.date() >= (since + timedelta(days=DAYS)).date()
    assert found is None or glance.said(found, since, "en" if language == "ja" else "ja") is None


def test_it_says_nothing_where_an_hour_changes_more_than_an_age() -> None:
    ahead_of_now = NOW + timedelta(minutes=1)
    for record in (
        message("A", ahead_of_now.strftime("%Y-%m-%d %H:%M")),
        message("A", "2026-11-20 10:00", ahead_of_now.strftime("%Y-%m-%d %H:%M")),
        contract("2026-11-01", termination_requested_at=NOW),
        contract("2026-11-01", termination_requested_at=ahead_of_now),
    ):
        assert ahead(part(record), NOW) is None
    assert ahead(part(contract("2026-11-01", termination_requested_at=NOW, termination_answered_at=NOW)), NOW)


def noted(path: Path, *records: Record) -> Store:
    """A ledger of these records, its line noted."""
    store = Store(path, lambda: NOW)
    store.commit(lambda _ledger: changes.Change("import", tuple(changes.Op(None, each) for each in records)))
    assert store.settle()
    store.look_ahead(ahead, made_with)
    return store


def line(path: Path, now: datetime = NOW) -> str | None:
    try:
        return glance.line(str(path), now, "en", "ja")
    except FileNotFoundError:
        return None


def _append(path: Path) -> None:
    Store(path, lambda: NOW).commit(lambda ledger: changes.log(ledger, message("B", "2026-11-22 21:00")))


def _stock(path: Path) -> None:
    with TinyDB(path) as stock:
        stock.table("message").insert({"id": "x", "client": "B", "received_at": "2026-11-22T21:00+09:00"})


def _by_hand(path: Path) -> None:
    """As many bytes as before, in the same place."""
    content = path.read_bytes()
    with path.open("r+b") as file:
        file.write(content.replace("甲野".encode(), "乙野".encode()))


def _copied(path: Path) -> None:
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    os.utime(copy, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    copy.replace(path)


@pytest.mark.parametrize(
    "change", [_append, _stock, _by_hand, _copied, Path.unlink], ids=lambda act: act.__name__
)
def test_of_another_version_it_says_nothing(tmp_path: Path, change: Any) -> None:
    path = tmp_path / "a.json"
    noted(path, message("甲野", "2026-11-22 20:00"), scout("2026-11-01", client="甲野"))
    assert line(path) == status_line(View(load(path).ledger, NOW, KNOWLEDGE))
    change(path)
    assert line(path) is None


def test_of_other_rules_or_another_file_it_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, rules = tmp_path / "a.json", tmp_path / "criteria.toml"
    rules.write_bytes(data_file("criteria.toml").read_bytes())
    store = noted(path, message("甲野", "2026-11-22 20:00"))
    store.look_ahead(ahead, lambda: [rules, *made_with()])
    assert line(path) is not None
    rules.write_bytes(rules.read_bytes() + b"\n")
    assert line(path) is None
    store.look_ahead(ahead, made_with)
    (tmp_path / "b.json").write_bytes(path.read_bytes())
    (tmp_path / "b.json.glance").write_bytes((tmp_path / "a.json.glance").read_bytes())
    assert line(tmp_path / "b.json") is None
    monkeypatch.chdir(tmp_path)
    assert line(Path("a.json")) is not None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"null", b'{"made_of": []}', b"\xff"])
def test_what_is_damaged_is_left_to_the_program(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    noted(path, message("甲野", "2026-11-22 20:00"))
    (tmp_path / "a.json.glance").write_bytes(content)
    monkeypatch.setenv("PROCW_NOW", NOW.isoformat())
    assert not glanced(["status", "--line", "--db", str(path), "--lang", "en"])


def test_another_installation_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    noted(path, message("甲野", "2026-11-22 20:00"))
    assert line(path) is not None
    monkeypatch.setattr(glance, "__file__", str(tmp_path / "glance.py"))
    assert line(path) is None


def test_it_is_not_made_of_what_is_not_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    store = noted(path, message("甲野", "2026-11-22 20:00"))
    store.commit(lambda ledger: changes.log(ledger, message("B", "2026-11-22 21:00")))
    store.look_ahead(ahead, made_with)
    assert line(path) is None
    store.settle()
    store.look_ahead(ahead, made_with)
    assert line(path) == "2 unanswered (oldest 1 h)"
    Store(path, lambda: NOW).commit(lambda ledger: changes.log(ledger, message("C", "2026-11-22 21:00")))
    store.look_ahead(ahead, made_with)  # another session has logged
    assert line(path) is None


def test_one_that_was_made_goes_where_none_can_be_made(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    store = noted(path, message("甲野", "2026-11-22 20:00"))
    store.commit(lambda ledger: changes.log(ledger, contract("2026-11-01", termination_requested_at=NOW)))
    store.settle()
    store.look_ahead(ahead, made_with)
    assert not (tmp_path / "a.json.glance").exists()


@pytest.mark.parametrize(("arguments", "said"), [
    (["status", "--line"], "## 1"), (["status", "--line", "--plain"], "# 1"), (["status", "--plain", "--line"], "# 1"),
    (["status", "--line", "--json"], None), (["status"], None), (["--line", "status"], None),
    (["status", "--line", "--as-of", "2026-11-22"], None), (["status", "--line", "--lang", "ja"], None),
    (["status", "--line", "--lang", "fr"], None), (["status", "--line", "--lang", ""], None),
    (["status", "--line", "--db", ""], None), (["status", "--line", "--line"], None), ([], None),
])  # fmt: skip
def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes],
    arguments: list[str], said: str | None,
) -> None:  # fmt: skip
    path = tmp_path / "a.json"
    store = noted(path, scout("2026-11-01"))
    found = {**(ahead(Ledger.of(()), NOW) or {}), "days": {"2026-11-22": ["# 1"]}}
    store.look_ahead(lambda _ledger, _now: found, made_with)
    for name, value in (("PROCW_DB", str(path)), ("PROCW_LANG", "en"), ("PROCW_NOW", NOW.isoformat())):
        monkeypatch.setenv(name, value)
    assert glanced(arguments) == (said is not None)
    assert capfdbinary.readouterr().out == (f"{said}\n".encode() if said is not None else b"")
