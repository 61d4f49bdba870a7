"""Who is who: text as it is compared, and clients whose name is still to come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count

MANY = 4_096  # names come up again and again; the tables of Unicode take some microseconds each time
_STAND_IN = re.compile(r"-(?: \d+)?")
_DASH_AFTER_KANA = re.compile("(?<=[\u3041-\u3096\u30a1-\u30fa\u30fc])-")
_INVISIBLE = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
"""Unicode's format characters (Cf), and the variation selectors: a pattern is faster than its tables."""
_BEHIND_NAME = re.compile("(?<=.) (?:さん|様|御中)$")
_SIGNS = str.maketrans(dict.fromkeys("\u2010\u2012\u2013\u2014\u2015\u2212\u2500", "-") | {"\u301c": "~"})
_HIRAGANA, _KATAKANA, _KANA = 0x3041, 0x30A1, 86
_TO_KATAKANA = {_HIRAGANA + at: _KATAKANA + at for at in range(_KANA)}


def fold(text: str) -> str:
    """A text as it is compared: half-width, small, single blanks, one dash, nothing that can't be seen."""
    if text.isascii():
        return " ".join(text.casefold().split())
    return _fold(text)


@lru_cache(MANY)
def _fold(text: str) -> str:
    seen = unicodedata.normalize("NFKC", without_invisible(text)).casefold()
    wide = unicodedata.normalize("NFKC", seen).translate(_SIGNS)
    return " ".join(_DASH_AFTER_KANA.sub("\u30fc", wide).split())


@lru_cache(MANY)
def who(client: str | None) -> str:
    """Whose: two spellings of a client's name are one client where this is equal. Empty for nobody.

    さん, 様 and 御中 behind a blank are no part of a name, unless there is nothing else.
    """
    folded = fold(client or "")
    return folded if folded.isascii() else _BEHIND_NAME.sub("", folded)


def sought(text: str) -> str:
    """A text as it is searched: hiragana finds katakana, and the other way round."""
    return fold(text).translate(_TO_KATAKANA)


def without_invisible(text: str) -> str:
    """A text without zero-width characters, soft hyphens and variation selectors."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", text)


def is_unnamed(client: str | None) -> bool:
    """Whether a record has no client's name yet: a number typed at night, whose name follows by paste."""
    return client is None or _STAND_IN.fullmatch(client) is not None


def stand_in(taken: Iterable[str]) -> str:
    """A stand-in for a name that no other record has: waits are counted by client. `-`, `- 2`, `- 3`."""
    return next(stand_ins(taken))


def stand_ins(taken: Iterable[str]) -> Iterator[str]:
    """One after the other, none of them taken."""
    used = set(taken)
    names = ("-" if number == 1 else f"- {number}" for number in count(1))
    return (name for name in names if name not in used)
