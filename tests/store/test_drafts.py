"""Drafts of sessions that are cut at the same moment: each keeps its own."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from procw_tui.store import drafts, files


def test_sessions_that_save_at_once_lose_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    names = [f"form {number}" for number in range(24)]
    with ThreadPoolExecutor(8) as sessions:
        done = list(sessions.map(lambda name: drafts.save(path, {name: {"client": name}}, {name}), names))
    assert all(done)
    assert sorted(drafts.load(path)) == sorted(names)


def test_a_draft_waits_for_another_one_and_loses_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    drafts.save(path, {"first": {"client": "A"}}, {"first"})
    with ThreadPoolExecutor(1) as other:
        with files.turn(files.drafts_of(path)):
            waiting = other.submit(drafts.save, path, {"second": {"client": "B"}}, {"second"})
            time.sleep(2 * files.BRIEF_SECONDS)
            files.drafts_of(path).write_text('{"first": {"client": "A"}, "third": {"client": "C"}}')
            assert not waiting.done()
        assert waiting.result()
    assert set(drafts.load(path)) == {"first", "second", "third"}


def test_whoever_holds_the_ledger_keeps_no_draft_waiting(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with files.turn(path), ThreadPoolExecutor(1) as other:
        assert other.submit(drafts.save, path, {"a": {"x": "1"}}, {"a"}).result(
            timeout=files.WAIT_SECONDS - 1
        )
    assert set(drafts.load(path)) == {"a"}


def test_what_a_session_is_done_with_is_no_draft_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    drafts.save(path, {"a": {"x": "1"}, "b": {"x": "2"}}, {"a", "b"})
    drafts.save(path, {"c": {"x": "3"}}, {"a", "c"})
    assert set(drafts.load(path)) == {"b", "c"}
    drafts.save(path, {}, {"b", "c"})
    assert not (tmp_path / "a.json.drafts").exists()


def test_what_can_not_be_read_is_left_or_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    file = tmp_path / "a.json.drafts"
    file.write_text('{"letter": {"text": "keep", "n": 1}, "future": ["x"]}')
    assert drafts.load(path) == {}
    drafts.save(path, {"form": {"client": "A"}}, {"form"})
    assert '"future"' in file.read_text()
    assert '"keep"' in file.read_text()
    file.write_text('{"letter": {"text": "cut')
    drafts.save(path, {"form": {"client": "B"}}, {"form"})
    assert drafts.load(path) == {"form": {"client": "B"}}
    assert (tmp_path / "a.json.drafts.damaged").read_text() == '{"letter": {"text": "cut'
