"""Every way a file can be wrong, a disk can fail and a process can die: nothing acknowledged is lost."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import files
from procw_tui.store.store import Store
from tests.conftest import Fill
from tests.make import scout
from tests.store.test_store import logging

BAD = {
    "truncated": b'{"scout": {"1": {"rec', "nul": b"\0" * 64, "list": b"[]", "table": b'{"scout": []}',
    "document": b'{"scout": {"1": 5}}', "key": b'{"scout": {"x": {}}}',
    "record": b'{"scout": {"1": {"id": "1", "received_on": "someday"}}}',
    "twice": b'{"scout": {"1": {"id": "1", "received_on": "2026-11-22"}, "2": {"id": "1", "received_on": "2026-11-22"}}}',
    "latin": b'{"scout": "\xff"}', "schema": b'{"meta": {"1": {"schema": "x"}}}',
    "history": b'{"history": {"1": {"ops": 5}}}',
    "operation": b'{"history": {"1": {"undone": false, "what": "log", "ops": [{"kind": [], "id": "x", "doc": null}]}}}',
    "tombstone": b'{"deleted": {"1": {"kind": [], "id": "x"}}}',
    "setting": b'{"setting": {"1": {"id": "1", "key": "cutoff_days", "value": "abc"}}}',
    "half opening": b'{"opening": {"1": {"id": "1", "as_of": "2026-11-22", "rating_shown": 4.9}}}',
    "month": b'{"earning": {"1": {"id": "1", "month": "2026-+1", "gross_yen": 5}}}',
    "second meta": b'{"meta": {"1": {"schema": 1}, "2": {"schema": 0}}}',
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_damaged_file_is_refused_and_never_written_to(tmp_path: Path, now: datetime, name: str) -> None:
    path = tmp_path / "procw.json"
    path.write_bytes(BAD[name])
    with pytest.raises(StoreError, match="damaged"):
        Store(path, lambda: now)
    assert path.read_bytes() == BAD[name]


def test_damage_while_open_is_not_written_over(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.path.write_bytes(b"{")
    with pytest.raises(StoreError, match="damaged"):
        store.commit(logging(scout("2026-11-21")))
    assert store.path.read_bytes() == b"{"
    assert len(store.ledger) == 1


@pytest.mark.parametrize("backup", [True, False])
def test_a_file_that_vanishes_while_open_is_written_again(
    filled: Fill, now: datetime, *, backup: bool
) -> None:
    store = filled(scout("2026-11-22"))
    for leftover in store.path.parent.iterdir():
        if leftover == store.path or (not backup and leftover.is_file()):
            leftover.unlink()
    assert not store.refresh()
    store.commit(logging(scout("2026-11-21")))
    assert len(Store(store.path, lambda: now).ledger) == 2


def test_a_newer_schema_is_refused(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "procw.json"
    path.write_bytes(b'{"meta": {"1": {"schema": 2}}}')
    with pytest.raises(StoreError, match="newer_schema"):
        Store(path, lambda: now)


@pytest.mark.parametrize("content", [b"", b"null", b" \n", None])
def test_an_empty_or_missing_file_is_new_only_without_a_backup(
    tmp_path: Path, now: datetime, content: bytes | None
) -> None:
    path = tmp_path / "procw[1].json"
    if content is not None:
        path.write_bytes(content)
    assert len(Store(path, lambda: now).ledger) == 0
    (tmp_path / "procw[1].json.bak").write_bytes(b"{}")
    (tmp_path / "procw[1].json.gone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="empty_with_backup"):
        Store(path, lambda: now)
    assert (path.read_bytes() if path.exists() else None) == content


def test_the_backup_outlives_an_empty_file(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    store.commit(logging(scout("2026-11-21")))
    store.settle()
    kept = files.backup_of(store.path).read_bytes()
    store.path.write_bytes(b"")
    files.replace(store.path, b"{}")
    assert files.backup_of(store.path).read_bytes() == kept


def test_paths_that_lead_nowhere(tmp_path: Path, now: datetime) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    os.mkfifo(tmp_path / "fifo")
    for path, trouble in (
        (loop, "not_readable"),
        (tmp_path / "fifo", "not_a_file"),
        (tmp_path / ("n" * 300), "not_readable"),
    ):
        with pytest.raises(StoreError, match=trouble):
            Store(path, lambda: now)


def test_a_stamp_that_is_no_moment_does_not_bar_an_edit(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    (record,) = store.ledger
    for stamp in ("garbage", "2999-12-31T23:59:59.999999+09:00"):
        data = json.loads(store.path.read_bytes())
        data["scout"]["1"]["changed_at"] = stamp
        store.path.write_text(json.dumps(data))
        again = Store(store.path, lambda: now)
        again.commit(lambda ledger: changes.edit(ledger, record.id, {"client": "A"}))


def test_what_is_too_deep_to_write_is_said(filled: Fill) -> None:
    store = filled(scout("2026-11-22"))
    deep: object = 1
    for _ in range(300):
        deep = [deep]
    data = json.loads(store.path.read_bytes())
    data["scout"]["1"]["deep"] = deep
    store.path.write_text(json.dumps(data))
    with pytest.raises(StoreError, match="failed_write"):
        store.commit(logging(scout("2026-11-21")))


def test_a_path_that_is_a_folder(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(StoreError, match="is_folder"):
        Store(tmp_path, lambda: now)


def test_a_read_only_file_is_read_and_not_written(filled: Fill, now: datetime) -> None:
    store = filled(scout("2026-11-22"))
    before = store.path.read_bytes()
    store.path.chmod(0o400)
    again = Store(store.path, lambda: now)
    assert len(again.ledger) == 1
    with pytest.raises(StoreError, match="read_only"):
        again.commit(logging(scout("2026-11-21")))
    assert store.path.read_bytes() == before


def test_a_turn_that_never_comes_names_its_holder(store: Store) -> None:
    store.be_brief()
    with files.turn(store.path), pytest.raises(StoreError, match="locked") as error:
        store.commit(logging(scout("2026-11-22")))
    assert (error.value.facts["pid"], error.value.facts["state"]) == (str(os.getpid()), "runs")
    store.commit(logging(scout("2026-11-22")))
    assert store.holder() is None


HOLDING = """
import sys, time
from pathlib import Path
from procw_tui.store import files
with files.turn(Path(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(60)
"""


def test_a_holder_that_is_stopped_or_on_another_machine_or_unknown(store: Store) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDING, str(store.path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        lock = files.lock_of(store.path)
        name, host = str(other.pid), os.uname().nodename
        assert store.holder() == files.Holder(name, host, "runs")
        other.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, other.pid, os.WSTOPPED | os.WNOWAIT)
        assert store.holder() == files.Holder(name, host, "stopped")
        lock.write_text(f"{name} elsewhere")
        assert store.holder() == files.Holder(name, "elsewhere", "elsewhere")
        for odd, known in (("99999999 " + host, "99999999"), ("", ""), ("not a number", "")):
            lock.write_text(odd)
            found = store.holder()
            assert found is not None
            assert (found.pid, found.state) == (known, "unseen")
        other.kill()
    assert store.holder() is None


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_without_locks_is_named_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(descriptor: int, _operation: int) -> None:
        tries.append(descriptor)
        raise OSError(code, os.strerror(code))

    tries: list[int] = []
    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StoreError, match="no_locks") as error:
        store.commit(logging(scout("2026-11-22")))
    assert len(tries) == 1
    assert error.value.facts["detail"] == os.strerror(code)
