"""A new letter that begins from an earlier one: what belonged to that job alone is an open place again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.records import Proposal
from procw_tui.domain.work.proposals import newest_first

from .known import ABOUT_A_JOB, KIND, Known, bare_name, squeezed, without_kind
from .literals import wanted
from .passages import under_headings
from .words import JAPANESE, LetterWords, Open

_SCRIPTS = {"A-Za-z0-9": "[A-Za-z0-9]", "ァ-ヿ": "[ァ-ヿ]", "一-龯々": "(?![様殿御社])[一-龯々]"}
"""What a name may be within, by the script of its end; a title behind it is no part of it."""
_TO_WIDE = ord("！") - ord("!")
_TITLE_BEHIND = r"(?=\s*(?:様|さま|さん|殿|御中))"
MOST = 9
"""So many letters are offered."""
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_LINK = r"(?:https?://|www\.)[^\s<>「」()（）]*[^\s<>「」()（）.,;]"
_FIGURE = r"\d(?:[\d,.]*\d)?"
_AMOUNT = rf"[¥￥$€£]\s?{_FIGURE}|{_FIGURE}\s*(?:万円|千円|円|万|yen\b|usd\b|dollars?\b)"
_DATE = (
    r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}|\d{1,2}月"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?![a-z])|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b"
)
_CLOCK = r"\d{1,2}:\d\d(?:\s*[-–〜~]\s*\d{1,2}:\d\d)?"
_NUMBER = rf"(?<![A-Za-z0-9.第]){_FIGURE}(?![A-Za-z0-9級回])"
"""A figure that says how many: not a grade, nor a place in a row."""
_VERSION_OF = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w+#]*\s$")
"""A name before a figure, as in Python 3.11."""
_QUOTED_JOB = rf"[「『][^「」『』\n]{{2,40}}[」』](?=[^。、「」]{{0,8}}(?:{ABOUT_A_JOB}))"


def winners(ledger: Ledger, category: str | None) -> list[Proposal]:
    """The proposals with a letter that brought a contract, the newest first; those of the category before."""
    won = [each for each in newest_first(ledger) if each.outcome == "won" and (each.text or "").strip()]
    same = fold(category or "")
    return sorted(won, key=lambda each: bool(same) and fold(each.category or "") != same)[:MOST]


def frame(proposal: Proposal, known: Known, words: LetterWords) -> str:
    """The letter of a proposal with its client, job, figures, links and wanted words as open places.

    What the user says of herself in most letters stays as it is, and so do figures under a heading of her
    career. Each open place is one that the check finds, so that none is sent unseen.
    """
    text = proposal.text or ""
    lines = text.splitlines()
    career = set(under_headings(lines, words.passages.career))
    places = words.opened["ja" if JAPANESE.search(text) else "en"]
    named = list(_named(proposal, places, words))
    own = [(_LINK, places.link)]
    every = [
        *own,
        (_AMOUNT, places.amount),
        (_DATE, places.date),
        (_CLOCK, places.number),
        (_NUMBER, places.number),
    ]
    opened = {True: _pattern([*named, *own]), False: _pattern([*named, *every]), None: _pattern(named)}
    return "\n".join(
        opened[None if squeezed(line) in known.own else number in career](line)
        for number, line in enumerate(lines, 1)
    )


def _named(proposal: Proposal, places: Open, words: LetterWords) -> Iterator[tuple[str, str]]:
    """What the job, its client and the words that were wanted are called there, and what stands for each."""
    client, title = (proposal.client or "").strip(), (proposal.title or "").strip()
    if len(title) > 1:
        yield _whole_word(title), places.job
    for name in dict.fromkeys((client, without_kind(client), bare_name(client))):
        behind = "" if len(name) > 1 else _TITLE_BEHIND
        if name:
            yield rf"(?:(?:{KIND})\s*)?{_whole_word(name)}(?:\s*(?:{KIND}))?{behind}", places.client
    for word in wanted((proposal.posting or "").splitlines(), words.literal):
        yield re.escape(word), places.word
    yield _QUOTED_JOB, places.job


def _whole_word(name: str) -> str:
    """A name half- or full-width, its capitals in either, and not within a longer word of its script."""
    text = "".join(_either_width(char) for char in name)
    begins, ends = _script(name[0]), _script(name[-1])
    before = f"(?<![{begins}])" if begins else ""
    return f"{before}{text}{f'(?!{_SCRIPTS[ends]})' if ends else ''}"


def _either_width(char: str) -> str:
    wide = chr(ord(char) + _TO_WIDE) if "!" <= char <= "~" else char
    half = unicodedata.normalize("NFKC", char)
    forms = dict.fromkeys((char, wide, half if len(half) == 1 else char))
    return f"(?:{'|'.join(map(re.escape, forms))})"


def _script(char: str) -> str:
    return next((script for script in _SCRIPTS if re.match(f"[{script}]", char)), "")


def _pattern(parts: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """Puts what stands for it in place of each part, the first of them where several fit."""
    whole = re.compile("|".join(f"({part})" for part, _place in parts))

    def opened(line: str) -> str:
        def place(match: re.Match[str]) -> str:
            part, shown = parts[(match.lastindex or 1) - 1]
            named = part == _NUMBER and _VERSION_OF.search(line[: match.start()]) is not None
            return match.group() if named else shown

        return whole.sub(place, line)

    return opened
