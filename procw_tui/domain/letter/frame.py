"""A new letter that begins from an earlier one: what belonged to that job alone is an open place again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.records import Proposal
from procw_tui.domain.work.proposals import newest_first

from .known import KIND, Known, bare_name, squeezed
from .passages import under_own_headings
from .words import LetterWords, Open

MOST = 9
"""So many letters are offered."""
_LINK = r"(?:https?://|www\.)[^\s<>「」()（）]*[^\s<>「」()（）.,;]"
_FIGURE = r"\d(?:[\d,.]*\d)?"
_AMOUNT = rf"[¥￥$€£]\s?{_FIGURE}|{_FIGURE}\s*(?:万円|千円|円|万|yen\b|usd\b|dollars?\b)"
_DATE = (
    r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}|\d{1,2}月"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?: \d{1,2}(?:st|nd|rd|th)?)?\b"
)
_NUMBER = rf"(?<![A-Za-z]){_FIGURE}"


def winners(ledger: Ledger, category: str | None) -> list[Proposal]:
    """The proposals with a letter that brought a contract, the newest first; those of the category before."""
    won = [each for each in newest_first(ledger) if each.outcome == "won" and (each.text or "").strip()]
    same = fold(category or "")
    return sorted(won, key=lambda each: bool(same) and fold(each.category or "") != same)[:MOST]


def frame(proposal: Proposal, known: Known, words: LetterWords) -> str:
    """The letter of a proposal with its client, job, figures and links as open places.

    What the user says of herself in most letters, or under a heading of her own, stays as it is. Each open
    place is one that the check finds, so that none is sent unseen.
    """
    text = proposal.text or ""
    lines = text.splitlines()
    own = set(under_own_headings(lines, words))
    places = words.opened["en" if text.isascii() else "ja"]
    names = _names(proposal)
    return "\n".join(
        _opened(line, names, places, keep=number in own or squeezed(line) in known.own)
        for number, line in enumerate(lines, 1)
    )


def _names(proposal: Proposal) -> list[tuple[str, bool]]:
    """What the job and its client are called there, the longest first; whether it is the client."""
    client, title = (proposal.client or "").strip(), (proposal.title or "").strip()
    named = [(title, False), (client, True), (re.sub(rf"^(?:{KIND})|(?:{KIND})$", "", client).strip(), True)]
    named.append((bare_name(client), True))
    return sorted({each for each in named if len(each[0]) > 1}, key=lambda each: (-len(each[0]), each))


def _opened(line: str, names: Sequence[tuple[str, bool]], places: Open, *, keep: bool) -> str:
    """One line; of the user's own ones the names alone are opened."""
    parts = [(re.escape(name), places.client if is_client else places.job) for name, is_client in names]
    if not keep:
        parts += [
            (_LINK, places.link),
            (_AMOUNT, places.amount),
            (_DATE, places.date),
            (_NUMBER, places.number),
        ]
    if not parts:
        return line
    pattern = re.compile("|".join(f"({part})" for part, _place in parts), re.IGNORECASE)
    return pattern.sub(lambda match: parts[(match.lastindex or 1) - 1][1], line)
