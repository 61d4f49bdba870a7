"""What TinyDB promises of JSONStorage, kept by DurableStorage."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.storages import JSONStorage

from procw_tui.domain.record.trouble import StoreError
from procw_tui.store import files
from procw_tui.store.storage import DurableStorage
from tests.make import scout
from tests.store.test_store import logging

BOTH = pytest.mark.parametrize("storage", [JSONStorage, DurableStorage])


@BOTH
def test_documents_survive_reopening(tmp_path: Path, storage: Any) -> None:
    path = tmp_path / "db.json"
    with TinyDB(path, storage=storage) as db:
        assert db.table("a").insert({"x": 1, "text": "応募 \x1b[31m"}) == 1
        db.table("a").insert_multiple([{"x": 2}, {"x": 3}])
        db.table("a").update({"y": [1]}, where("x") == 2)
        db.table("a").remove(where("x") == 1)
    with TinyDB(path, storage=storage) as db:
        assert db.table("a").all() == [{"x": 2, "y": [1]}, {"x": 3}]
        db.drop_tables()
    assert json.loads(path.read_text()) == {}


@BOTH
def test_options_for_json(tmp_path: Path, storage: Any) -> None:
    path = tmp_path / "db.json"
    with TinyDB(path, storage=storage, sort_keys=True, indent=4, separators=(",", ": ")) as db:
        db.insert({"b": 1, "a": float("inf")})
    assert path.read_text() == (
        '{\n    "_default": {\n        "1": {\n            "a": Infinity,\n            "b": 1\n        }\n    }\n}'
    )


@BOTH
def test_folders_are_made_only_when_asked(tmp_path: Path, storage: Any) -> None:
    path = tmp_path / "a" / "b" / "db.json"
    with pytest.raises(OSError, match="No such file"):
        storage(str(path))
    storage(str(path), create_dirs=True).close()
    assert path.exists()


@BOTH
def test_an_empty_file_is_none_and_a_closed_storage_is_closed(tmp_path: Path, storage: Any) -> None:
    opened = storage(str(tmp_path / "db.json"))
    assert opened.read() is None
    opened.write({"a": {"1": {}}})
    opened.close()
    with pytest.raises(ValueError, match="closed"):
        opened.read()


@BOTH
def test_read_only_access(tmp_path: Path, storage: Any) -> None:
    path = tmp_path / "db.json"
    with pytest.raises(FileNotFoundError):
        storage(str(path), access_mode="r")
    with TinyDB(path, storage=storage) as db:
        db.insert({"x": 1})
    with TinyDB(path, storage=storage, access_mode="r") as db:
        assert db.all() == [{"x": 1}]
        with pytest.raises(OSError, match='Access mode is "r"'):
            db.insert({"x": 2})
        assert db.all() == [{"x": 1}]


@BOTH
def test_what_is_no_json_is_refused_and_nothing_is_lost(tmp_path: Path, storage: Any) -> None:
    path = tmp_path / "db.json"
    with TinyDB(path, storage=storage) as db:
        db.insert({"x": 1})
        with pytest.raises(TypeError):
            db.insert({"x": object()})
    with TinyDB(path, storage=storage) as db:
        assert db.all() == [{"x": 1}]


def test_the_file_is_private_and_stock_tinydb_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with TinyDB(path, storage=DurableStorage) as db:
        db.insert({"x": "応募"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with TinyDB(path) as stock:
        assert stock.all() == [{"x": "応募"}]


def test_a_file_that_was_damaged_on_the_disk_raises_and_its_older_version_stays(filled: Any) -> None:
    store = filled(scout("2026-11-22", client="A"))
    store.commit(logging(scout("2026-11-21", client="B")))
    store.settle()
    whole, stat_ = store.path.read_bytes(), store.path.stat()
    store.path.write_bytes(whole.replace(b'"client":"A"', b'"client":"C"'))
    os.utime(store.path, ns=(stat_.st_atime_ns, stat_.st_mtime_ns))
    older = files.backup_of(store.path).read_bytes()
    with TinyDB(store.path, storage=DurableStorage) as db:
        with pytest.raises(StoreError, match="damaged"):
            db.table("scout").all()
        db.storage.write({"scout": {"1": {"x": 1}}})
    assert files.backup_of(store.path).read_bytes() == older


@pytest.mark.parametrize("cut", [200, -3])
def test_a_file_that_is_cut_does_not_take_the_place_of_the_good_version(filled: Any, cut: int) -> None:
    store = filled(scout("2026-11-22", client="A"))
    store.path.write_bytes(store.path.read_bytes()[:cut])
    older = files.backup_of(store.path).read_bytes()
    with TinyDB(store.path, storage=DurableStorage) as db:
        db.storage.write({"scout": {"1": {"x": 1}}})
    assert files.backup_of(store.path).read_bytes() == older


def test_an_ordinary_database_with_a_field_of_that_name_has_its_backup(tmp_path: Path) -> None:
    with TinyDB(tmp_path / "db.json", storage=DurableStorage) as db:
        for number in range(3):
            db.insert({"seal": number})
    assert json.loads((tmp_path / "db.json.bak").read_bytes())["_default"].keys() == {"1", "2"}
