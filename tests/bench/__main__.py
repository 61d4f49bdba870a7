"""Prints medians and ratios in one table, or with --json as data; what misses its budget says so.

A benchmark is no test: it exits 0.
"""

from __future__ import annotations

import compileall
import contextlib
import gc
import json
import os
import shutil
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
from typing import NamedTuple

from tinydb import TinyDB

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract, Message, Proposal, Record, Review, Scout
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.knowledge import KNOWLEDGE, data_file
from procw_tui.present.status.ahead import ahead, made_with
from procw_tui.present.status.document import status_json
from procw_tui.present.view import View
from procw_tui.store.store import Store
from tests.bench import ledgers
from tests.bench.harness import Program
from tests.make_demo import NOW

ROUNDS = 5
SIZES = (1_000, 20_000, 100_000)
USUAL = 20_000


class Row(NamedTuple):
    """A figure in its unit, and the most that it may be; `also` is what else is to be known of it."""

    name: str
    value: float
    unit: str
    budget: float | None = None
    also: str = ""

    @property
    def is_missed(self) -> bool:
        """Whether it is over its budget."""
        return self.budget is not None and self.value > self.budget

    def __str__(self) -> str:
        allowed = f"budget {self.budget:g}" if self.budget is not None else ""
        return f"  {self.name:<38}{self.value:>10.2f} {self.unit:<4}{allowed:<14}{'MISSED  ' * self.is_missed}{self.also}"


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
            if name == "empty":
                for _ in range(3):
                    found["empty form seen"].append(1000 * program.key(b"a").first)
                    found["empty key"].append(1000 * program.key(b"1").last)
                    found["empty log"].append(1000 * program.key(b"\r").last)
            if name == "ours":
                for _ in range(3):  # the first of a file without a journal writes all of it
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
            found.append(Row(f"bytes: {name}", program.key(last).size, "B", 2600))
            program.end()
    return found


def _table(m: dict[str, float]) -> list[Row]:
    def ratio(name: str, key: str, budget: float, of: str = "") -> Row:
        ours = m[f"ours {key}"]
        return Row(name, ours / m[f"empty {of or key}"], "x", budget, f"{ours:.0f}")

    def beside(empty: float) -> str:
        return f"the empty app's dialog {empty:.0f}"

    return [
        ratio("start to the last byte", "start", 1.1), ratio("bytes: first paint", "start bytes", 0.6),
        ratio("bytes: a row with its detail", "move bytes", 1.0),
        ratio("bytes: a screen switch", "switch bytes", 0.5),
        ratio("bytes: a first switch", "first switch bytes", 0.5, "switch bytes"),
        Row("a second visit", m["ours second switch"], "ms", 30), Row("a moved row", m["ours move"], "ms", 10),
        Row("a form seen", m["form seen"], "ms", 30, beside(m["empty form seen"])),
        Row("a filter opened", m["filter opened"], "ms", 30),
        Row("a key in a filter", m["filter key"], "ms", 20, beside(m["empty key"])),
        Row("a log: key to repainted", m["log repainted"], "ms", 15, beside(m["empty log"])),
        Row("bytes: a log through a form", m["log bytes"], "B", 3500), ratio("peak memory", "memory", 1.5),
    ]  # fmt: skip


ROUND_OF_KEYS = b"\x1b[B" * 40 + b"2345" + b"\x1b[A" * 40 + b"6514"
KEYS_IN_A_ROUND, KEYS = 88, 20_000


def session(path: Path) -> list[Row]:
    """How much a session grows over many keys, once it has shown every room."""
    program = Program(["-m", "procw_tui", "--db", str(path), "--lang", "ja"], PROCW_NOW=NOW.isoformat())
    program.start()
    program.many(ROUND_OF_KEYS, 5)
    before = program.resident()
    program.many(ROUND_OF_KEYS, KEYS // KEYS_IN_A_ROUND)
    grown = program.resident() - before
    program.end()
    return [Row(f"grown over {KEYS:,} keys", grown, "MB", 5)]


def peers(folder: Path) -> list[Row]:
    """The start of another Textual app of its kind, where it is installed."""
    name = shutil.which("bagels")
    if name is None:
        print("  Bagels is not installed here: its start is not compared")
        return []
    starts = []
    for _ in range(ROUNDS):
        program = Program(["-c", f"import os; os.execv({name!r}, ['bagels'])"], HOME=str(folder))
        starts.append(1000 * program.start().last)
        program.end()
    return [Row("the start of Bagels", median(starts), "ms")]


def commands(folder: Path) -> list[Row]:
    """`status --line` against Python, click and the parsed file alone: noted ahead, and made anew."""
    rows = []
    for size in SIZES:
        path = ledgers.write(folder / f"status{size}.json", size)
        store = Store(path, lambda: NOW)
        store.commit(_scout)
        store.settle()
        store.look_ahead(ahead, made_with)
        alone = f"import click, orjson; orjson.loads(open({str(path)!r}, 'rb').read())"
        status = ["-m", "procw_tui", "status", "--line", "--db", str(path), "--lang", "ja"]
        times: dict[str, list[float]] = defaultdict(list)
        for _ in range(ROUNDS):
            for name, arguments in (
                ("alone", ["-c", alone]),
                ("noted", status),
                ("anew", [*status, "--newer"]),
            ):
                times[name].append(clocked(partial(run, arguments)))
        noted, anew, floor = (median(times[name]) for name in ("noted", "anew", "alone"))
        also = f"{noted:.0f} ms; made anew {anew:.0f} ms, {anew / floor:.2f} x"
        rows.append(Row(f"status --line at {size:,}", noted / floor, "x", 1.5, also))
    return rows


def run(arguments: list[str]) -> None:
    """Python with these arguments, at the evening of the ledgers."""
    environment = {**os.environ, "PROCW_NOW": NOW.isoformat()}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)


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
    rows: list[Row] = []
    for size in SIZES:
        path = ledgers.write(folder / f"{size}.json", size)
        load = clocked(partial(Store, path, lambda: NOW))
        store = Store(path, lambda: NOW)
        logs = [clocked(partial(store.commit, _scout)) for _ in range(ROUNDS)]
        ledger = Store(path, lambda: NOW).ledger
        gc.freeze()  # as the app does once it has loaded
        boards = [clocked(partial(standings, ledger)) for _ in range(ROUNDS)]
        known = View(ledger, NOW, KNOWLEDGE)
        known.board, known.forecast  # noqa: B018 - what the other kinds have made is there
        changed = [
            median(clocked(partial(_after, ledger, record)) for _ in range(ROUNDS))
            for record in _one_of_each()
        ]
        opened = clocked(partial(evidence, ledger))
        whole = clocked(partial(figures, ledger))
        most = 5 if size <= USUAL else 20
        rows += [
            Row(f"standings and forecast at {size:,}", median(boards), "ms", most, "all indexes anew"),
            Row("  after a change", max(changed), "ms", most, "the slowest of any kind"),
            Row("  load", load, "ms"), Row("  a log", median(logs), "ms", 5),
            Row("  all evidence", opened, "ms"), Row("  status --json", whole, "ms"),
        ]  # fmt: skip
    return rows


def _one_of_each() -> list[Record]:
    """A change of each kind that a standing rests on."""
    day = NOW.date()
    return [
        Scout(id="1", received_on=day), Message(id="2", client="A", received_at=NOW),
        Contract(id="3", client="A", type="fixed", started_on=day, accepted_on=day, outcome="completed"),
        Review(id="4", opened_on=day, overall=50), Proposal(id="5", sent_at=NOW),
    ]  # fmt: skip


def _after(ledger: Ledger, record: Record) -> object:
    """The same once one record more is there: what the others have made is kept."""
    view = View(ledger.with_puts([record]), NOW, KNOWLEDGE)
    return view.board, view.forecast


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
        told = f"stock TinyDB {tiny:.1f} ms ({tiny / ours:.0f} x), SQLite {lite_ms:.2f}; a fold {fold:.0f}"
        rows.append(Row(f"a durable log at {size:,}", ours, "ms", 5 if size <= USUAL else 10, told))
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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = ledgers.write(folder / "ledger.json", USUAL)
        parts = (
            partial(screens, path), partial(session, path), pictures, partial(peers, folder),
            partial(commands, folder), partial(durable, folder), partial(growth, folder),
        )  # fmt: skip
        rows = [row for part in parts for row in part()]
    if "--json" in sys.argv[1:]:
        print(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1))
        return
    print(
        f"{datetime.now(NOW.tzinfo):%Y-%m-%d %H:%M}  medians of {ROUNDS}, {USUAL:,} records, 80x24, 256 colours"
    )
    print(*rows, sep="\n")
    missed = [row.name.strip() for row in rows if row.is_missed]
    print(f"over their budget: {', '.join(missed)}" if missed else "every budget is kept")


if __name__ == "__main__":
    main()
