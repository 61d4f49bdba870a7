"""Import and export as JSON Lines."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.knowledge import data_file
from procw_tui.store.codec import content
from procw_tui.store.store import Store
from procw_tui.store.transfer import Import, Line, export_lines, read_lines
from tests.make import earning, ledger, part, scout

PRACTICES = ["answer-fast"]


def lines(*docs: Any) -> list[Line]:
    texts = [doc if isinstance(doc, bytes) else json.dumps(doc).encode() for doc in docs]
    return [Line("in.jsonl", number, text) for number, text in enumerate(texts, 1)]


def read(*docs: Any, into: Ledger | None = None, kind: str | None = None) -> Import:
    return read_lines(into or ledger(), lines(*docs), PRACTICES, kind)


def test_the_demo_goes_out_and_comes_in_again_the_same(tmp_path: Path, now: datetime) -> None:
    demo = Store(data_file("demo.json"), lambda: now)
    out = list(export_lines(demo.ledger))
    again = Store(tmp_path / "again.json", lambda: now)
    known = [line.decode() for line in out]
    taken = read_lines(again.ledger, [Line("x", n, t) for n, t in enumerate(out)], _practices())
    assert taken.bad == ()
    again.commit(taken.change)
    assert again.ledger == demo.ledger
    assert [line.decode() for line in export_lines(Store(again.path, lambda: now).ledger)] == known


def _practices() -> list[str]:
    from procw_tui.knowledge import KNOWLEDGE

    return [practice.id for practice in KNOWLEDGE.practices]


def test_importing_the_same_file_twice_changes_nothing() -> None:
    docs = [{"kind": "scout", "received_on": "2026-11-22"}] * 2 + [
        {"kind": "earning", "month": "2026-10", "gross_yen": 5}
    ]
    first = read(*docs)
    assert len({record.id for record in first.records}) == 3
    after = first.change(ledger()).applied(ledger())
    second = read(*docs, into=after)
    assert (second.records, second.skipped) == ((), 3)


def test_ids_follow_from_content_not_from_how_it_is_written() -> None:
    plain = read({"kind": "scout", "received_on": "2026-11-22"})
    spelt = read({"source": "direct", "received_on": "2026-11-22"}, kind="scout")
    assert plain.records[0].id == spelt.records[0].id


def test_two_earnings_of_a_month_twice_change_nothing() -> None:
    docs = [{"kind": "earning", "month": "2026-10", "gross_yen": gross} for gross in (5, 6)]
    after = read(*docs).change(ledger()).applied(ledger())
    again = read(*docs, into=after)
    assert (again.records, again.skipped) == ((), 2)


def test_every_bad_line_is_named_and_nothing_taken() -> None:
    found = read(
        {"kind": "scout", "received_on": "2026-11-22"}, b"{", b"[]", {"kind": "dream"}, {"received_on": "2026-11-22"},
        {"kind": "review", "opened_on": "2026-11-22", "skill": 6}, {"kind": "scout", "received_on": "2026-11-22", "x": 1},
        {"kind": "proposal", "sent_at": "2026-11-22T10:00", "practices": ["sleep"]},
        {"kind": "opening", "as_of": "2026-11-22", "rating_shown": 4.9}, b"",
    )  # fmt: skip
    assert [(bad.line.number, bad.reason.reason) for bad in found.bad] == [
        (2, "not_json"), (3, "not_an_object"), (4, "unknown_kind"), (5, "missing"), (6, "too_large"),
        (7, "unknown_field"), (8, "unknown_practice"), (9, "half_a_pair"),
    ]  # fmt: skip


def test_a_known_id_with_other_content_is_a_bad_line() -> None:
    known = scout("2026-11-22")
    whole = ledger(known)
    same = {"kind": "scout", **content(known)}
    assert read(same, into=whole).skipped == 1
    assert read({**same, "client": "B"}, into=whole).bad[0].reason.reason == "known_with_other_content"
    assert read(same, {**same, "client": "B"}).bad[0].reason.reason == "twice_in_file"


def test_the_last_earning_of_a_month_stands() -> None:
    before = part(earning("2026-10", 1))
    taken = read({"kind": "earning", "month": "2026-10", "gross_yen": 2},
                 {"kind": "earning", "month": "2026-10", "gross_yen": 3}, into=before)  # fmt: skip
    after = taken.change(before).applied(before)
    assert [record.gross_yen for record in after] == [3]  # type: ignore[attr-defined]
