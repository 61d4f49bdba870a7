"""Prints medians and ratios; the budgets stand beside them."""

from __future__ import annotations

import compileall
import contextlib
import gc
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median

from tinydb import TinyDB

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Scout
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.knowledge import KNOWLEDGE, data_file
from procw_tui.present.status.document import status_json
from procw_tui.present.view import View
from procw_tui.store.store import Store
from tests.bench import ledgers
from tests.bench.harness import Program
from tests.make_demo import NOW

ROUNDS = 5
SIZES = (1_000, 20_000, 100_000)
Row = tuple[str, str, str]


def clocked(act: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def screens(path: Path) -> list[Row]:
    """Start, keys and switches, ours and the empty app's in turn."""
    found: dict[str, list[float]] = defaultdict(list)
    ours = ["-m", "procw_tui", "--db", str(path), "--lang", "ja"]
    for _ in range(ROUNDS):
        for name, arguments in (("empty", ["-m", "tests.bench.empty_app"]), ("ours", ours)):
            program = Program(arguments, PROCW_NOW=NOW.isoformat())
            start = program.start()
            found[f"{name} start"].append(1000 * start.last)
            found[f"{name} start bytes"].append(start.size)
            move = program.key(b"4") if name == "ours" else None
            if move is not None:
                found["ours first switch bytes"].append(move.size)
            moves = [program.key(b"\x1b[B") for _ in range(3)]
            found[f"{name} move bytes"].append(median(each.size for each in moves))
            found[f"{name} move"].append(1000 * median(each.last for each in moves))
            first, back = (b"5", b"4") if name == "ours" else (b"2", b"1")
            found[f"{name} switch bytes"].append(program.key(first).size)
            again = program.key(back)
            found[f"{name} second switch"].append(1000 * again.last)
            if name == "ours":
                form = program.key(b"s")
                found["form seen"].append(1000 * form.first)
                saved = program.key(b"\r")
                found["log repainted"].append(1000 * saved.last)
                found["log bytes"].append(form.size + saved.size)
                found["filter opened"].append(1000 * program.key(b"/").last)
                found["filter key"].append(1000 * median(program.key(key).last for key in (b"1", b"2")))
            found[f"{name} memory"].append(program.end())
    return _table({key: median(values) for key, values in found.items()})


PICTURES = {
    "year and rounds": (b"2", *[b"\x1b[B"] * 6), "what leaves": (b"2", *[b"\x1b[B"] * 7),
    "earnings": (b"5", b"\t", b"\t", b"\t"), "clients": (b"5", *[b"\t"] * 5), "proposals": (b"4", b"i"),
    "replies": (b"3", b"i"), "the year by days": (b"g",),
}  # fmt: skip
"""The keys that lead to each; what the last one brings is counted."""


def pictures() -> list[Row]:
    """The bytes of each picture, on the demo's year."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.json"
        path.write_bytes(data_file("demo.json").read_bytes())
        for name, keys in PICTURES.items():
            program = Program(
                ["-m", "procw_tui", "--db", str(path), "--lang", "ja"], PROCW_NOW=NOW.isoformat()
            )
            program.start()
            *before, last = keys
            for key in before:
                program.key(key)
            found.append((f"bytes: {name}", f"{program.key(last).size}", "2600"))
            program.end()
    return found


def _table(m: dict[str, float]) -> list[Row]:
    def ratio(key: str) -> str:
        return f"{m[f'ours {key}'] / m[f'empty {key}']:.2f} x"

    first = m["ours first switch bytes"] / m["empty switch bytes"]
    return [
        ("start to the last byte", f"{m['ours start']:.0f} ms, {ratio('start')}", "1.25 x"),
        ("bytes: first paint", f"{m['ours start bytes']:.0f}, {ratio('start bytes')}", "0.6 x"),
        ("bytes: a row with its detail", f"{m['ours move bytes']:.0f}, {ratio('move bytes')}", "1.0 x"),
        ("bytes: a screen switch", f"{m['ours switch bytes']:.0f}, {ratio('switch bytes')}", "0.5 x"),
        ("bytes: a first switch", f"{m['ours first switch bytes']:.0f}, {first:.2f} x", "0.5 x"),
        ("a second visit", f"{m['ours second switch']:.0f} ms, {ratio('second switch')}", "30 ms"),
        ("a moved row", f"{m['ours move']:.0f} ms, {ratio('move')}", "-"),
        ("a form seen", f"{m['form seen']:.0f} ms", "50 ms"),
        ("a filter opened / a key in it", f"{m['filter opened']:.0f} / {m['filter key']:.0f} ms", "50 ms"),
        ("a log: key to repainted", f"{m['log repainted']:.0f} ms", "30 ms"),
        ("bytes: a log through a form", f"{m['log bytes']:.0f}", "3500"),
        ("peak memory", f"{m['ours memory']:.0f} MB, {ratio('memory')}", "2 x"),
    ]  # fmt: skip


def commands(path: Path) -> list[Row]:
    """`status --line` against Python, click and the parsed file alone."""
    alone = f"import click, orjson; orjson.loads(open({str(path)!r}, 'rb').read())"
    status = ["-m", "procw_tui", "status", "--line", "--db", str(path), "--lang", "ja"]
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, arguments in (("alone", ["-c", alone]), ("status", status)):
            times[name].append(clocked(partial(run, arguments)))
    ours, floor = median(times["status"]), median(times["alone"])
    return [("status --line", f"{ours:.0f} ms, {ours / floor:.2f} x", "2.0 x")]


def run(arguments: list[str]) -> None:
    """Python with these arguments."""
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def unindexed(ledger: Ledger) -> View:
    """A view of the same records that has computed nothing yet."""
    return View(Ledger(ledger._tables), NOW, KNOWLEDGE)


def standings(ledger: Ledger) -> object:
    """The six today, at the cut-off and at the next four rounds on both lines, indexes built anew."""
    view = unindexed(ledger)
    return view.board, view.forecast


def evidence(ledger: Ledger) -> object:
    """Every criterion opened: its records, what it takes, twelve months."""
    view = unindexed(ledger)
    return [(view.evidence(name), view.trend(name)) for name in CRITERIA]


def figures(ledger: Ledger) -> object:
    """Everything of `status --json`."""
    return status_json(unindexed(ledger))


def growth(folder: Path) -> list[Row]:
    """What grows with the ledger: a durable log, and the six standings with their indexes."""
    rows = []
    for size in SIZES:
        path = ledgers.write(folder / f"{size}.json", size)
        load = clocked(partial(Store, path, lambda: NOW))
        store = Store(path, lambda: NOW)
        logs = [clocked(partial(store.commit, _scout)) for _ in range(ROUNDS)]
        ledger = Store(path, lambda: NOW).ledger
        gc.freeze()  # as the app does once it has loaded
        boards = [clocked(partial(standings, ledger)) for _ in range(ROUNDS)]
        opened = clocked(partial(evidence, ledger))
        whole = clocked(partial(figures, ledger))
        told = (
            f"load {load:.0f}, durable log {median(logs):.1f}, standings and forecast {median(boards):.1f}, "
        )
        told += f"all evidence {opened:.0f}, status {whole:.0f} ms"
        rows.append((f"{size:,} records", told, "log 5 ms; standings 5, 20 ms"))
    return rows


def durable(folder: Path) -> list[Row]:
    """One durable log of ours, beside stock TinyDB and SQLite with the same records, in turn."""
    rows = []
    for size in SIZES:
        path = ledgers.write(folder / f"durable{size}.json", size)
        store = Store(path, lambda: NOW)
        store.commit(_scout)
        stock = folder / f"stock{size}.json"
        stock.write_bytes(path.read_bytes())
        times: dict[str, list[float]] = defaultdict(list)
        with TinyDB(stock) as db, contextlib.closing(_sqlite(folder / f"{size}.db", size)) as lite:
            for number in range(ROUNDS):
                times["ours"].append(clocked(partial(store.commit, _scout)))
                if number < STOCK_ROUNDS:
                    times["stock"].append(clocked(partial(db.table("scout").insert, dict(DOCUMENT))))
                times["sqlite"].append(clocked(partial(_insert, lite)))
        fold = clocked(store.settle)
        ours, tiny, lite_ms = (median(times[name]) for name in ("ours", "stock", "sqlite"))
        told = f"{ours:.2f} ms, stock TinyDB {tiny:.1f} ({tiny / ours:.0f} x), SQLite {lite_ms:.2f}; a fold {fold:.0f}"
        rows.append((f"a durable log at {size:,}", told, "5 ms, not over twice that at 100,000"))
    return rows


DOCUMENT = {"id": "x", "received_on": "2026-11-22", "client": "取引先", "source": "direct"}
STOCK_ROUNDS = 2  # stock TinyDB takes a second each


def _sqlite(path: Path, size: int) -> sqlite3.Connection:
    """The same number of documents in SQLite, synced at each commit."""
    lite = sqlite3.connect(path, isolation_level=None)
    lite.execute("pragma journal_mode=wal")
    lite.execute("pragma synchronous=full")
    lite.execute("create table scout (id integer primary key, doc text)")
    lite.execute("begin")
    lite.executemany("insert into scout (doc) values (?)", ((str(DOCUMENT),) for _ in range(size)))
    lite.execute("commit")
    return lite


def _insert(lite: sqlite3.Connection) -> None:
    lite.execute("insert into scout (doc) values (?)", (str(DOCUMENT),))


def _scout(ledger: Ledger) -> changes.Change:
    return changes.log(ledger, Scout(id=changes.new_id(), received_on=NOW.date()))


def main() -> None:
    """Measure and print. The program is compiled first, as pip does: else each start would compile it anew."""
    compileall.compile_dir("procw_tui", quiet=1)
    print(
        f"{datetime.now(NOW.tzinfo):%Y-%m-%d %H:%M}  medians of {ROUNDS}, 20,000 records, 80x24, 256 colours"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = ledgers.write(folder / "ledger.json", 20_000)
        for label, figure, budget in (
            *screens(path),
            *pictures(),
            *commands(path),
            *durable(folder),
            *growth(folder),
        ):
            print(f"  {label:<32}{figure:<72}budget {budget}")


if __name__ == "__main__":
    main()
