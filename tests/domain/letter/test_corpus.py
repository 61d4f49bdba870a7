"""Letters and postings with what a careful friend would say of them: what must be found, and what must not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from procw_tui.domain.letter.check import check
from procw_tui.domain.letter.known import For, known_from
from procw_tui.domain.record.records import Record
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import set_language
from procw_tui.present.words.letter import as_text
from tests.make import contract, ledger, proposal

CORPUS = Path(__file__).parents[2] / "letters" / "corpus.toml"
CASES: list[dict[str, Any]] = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["case"]


def said(case: dict[str, Any]) -> list[str]:
    """What the command prints of a case, in English."""
    set_language("en")
    sent: list[Record] = [
        proposal(f"2026-10-{day:02}T10:00", client=each["client"], title=each["title"], text=each["text"])
        for day, each in enumerate(case.get("earlier", ()), 1)
    ]
    jobs = [
        contract("2026-10-01", client=client, title=title or None) for client, title in case.get("jobs", ())
    ]
    to = For(case.get("client", ""), me=case.get("me", ""))
    known = known_from(ledger(*sent, *jobs))
    findings = check(case["letter"], case.get("posting", ""), known, to, KNOWLEDGE.letter_words)
    return as_text(findings, KNOWLEDGE.practices)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_letter_has_what_a_friend_would_find(case: dict[str, Any]) -> None:
    lines = said(case)
    assert [part for part in case["finds"] if not any(part in line for line in lines)] == []
    assert [line for line in lines if any(part in line for part in case["silent"])] == []
