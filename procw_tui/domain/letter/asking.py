"""What a posting asks to be told in the letter, and the lines that ask it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from .answers import Letter
from .finding import Finding
from .words import Item, LetterWords, plain

_BULLET = re.compile(
    r"^\s*(?:[・･\u2010\u2013\-*\u2022\u25a1\u25cb\u25c7▪\u25b6>＞✓☑]|[0-9０-９]{1,2}[.)．）、:：]|[\u2460-\u2473]"
    r"|[(（][0-9０-９a-zA-Z]{1,2}[)）]|[QＱ][0-9０-９]{0,2}[.．:：)）、]?\s|[a-z][.)]\s|質問\s*[0-9０-９]{1,2}[.．:：)）]?)"
    r"\s*(?P<text>.+?)\s*$"
)
_SECTION = re.compile(r"^\s*[■◆●▼◎]?\s*[【\[《＜<]+(?P<text>[^】\]》＞>\n]{1,24})[】\]》＞>]+(?P<behind>.*)$")
_MARKED = re.compile(r"^\s*(?P<mark>[■◆●▼◎★])\s*(?P<text>.+?)\s*$")
"""A heading with a mark before it; in a list to copy, one of its things."""
_RULE = re.compile(r"^[\W_]*$")
_LABEL = re.compile(r"^(?P<text>[^:\n]{1,24})\s*:\s*(?P<behind>.*)$")
_FILLER = re.compile(r"\([^()]*\)|※.*$|[\s:_]|例:.*$")
"""What stands behind a label that is to be filled in."""
_CONTENT = re.compile(r"[一-龯々]{2,}|[ァ-ヶー]{3,}|[a-z]{4,}")
_KANJI = re.compile(r"[一-龯]")
_DESCRIBE = re.compile(r"(?:describe|explain|list|share|tell|give|state|name|provide|include|show|mention)\b")
_LINK = re.compile(r"https?://\S+")
_QUOTED = re.compile(
    r"「[^「」\n]{0,60}」|『[^『』\n]{0,60}』|\"[^\"\n]{0,60}\"|\u201c[^\u201d\n]{0,60}\u201d"
)
_BRACKETED = re.compile(r"\([^()]{0,80}\)|※.*$")
_SENTENCE = re.compile(r"(?<=[。?!])|(?<=[.;])\s+")
_QUESTION = re.compile(r"(?:ますか|ですか|でしょうか|たか|るか|のか|うか)\s*[?。]?\s*$|\?\s*$")
_INVITES = re.compile(r"ませんか\s*[?。]?\s*$")
_YES_OR_NO = re.compile(
    r"(?:でき|可能|あり|います|使え|持って|持ち|ございます|大丈夫|問題|でしょう|ですか|経験)[^?]{0,12}か\s*[?。]?\s*$"
    r"|可否|有無|かどうか|^(?:do|can|could|are|is|have|would|will|did|does) (?:you|it|this)\b"
)
_TELL_US = re.compile(
    r"(?:please |also |and |then )*tell (?:us|me) "
    r"(?!if\b|about it|in your|the following|when you have|why you)[^:]+$"
)
_YOU = re.compile(r"\byour?\b")
_CONDITION_ENDS = ("。", "です", "ます", "ません", "ください", "下さい", "こと", "方", "人", ".", "歓迎")
"""How a condition ends, that is no thing to be told."""
LONGEST_ITEM, LONGEST_IN_ENGLISH, MOST_LOOKED_AT = 40, 80, 300
MOST_ASKED = 300
"""No posting asks for more; a page pasted by mistake is not looked through to its end."""

_OF_THINGS = frozenset({"results", "tools"})
_THINGS = re.compile(
    r"(?:experience|experienced|worked|skills?|familiar|proficien\w+)\s+(?:with|in|using|of|on)\s+"
    r"(?P<a>[A-Z][\w.+#]+)"
    r"|(?P<b>[A-Z][A-Za-z0-9ァ-ヶー.+#]{2,})(?:[でのを]|について)[^。、?？]{0,10}?(?:経験|実績|歴)"
)
"""Experience with something that has a name of its own: Airtable, Django."""


class _Line(NamedTuple):
    """A line that asks, as written and as it is compared.

    `listed`: one of a list of things to tell, so that it asks even where no word of it is known.
    """

    number: int
    shown: str
    text: str
    listed: bool = False


def asked_for(posting: Sequence[str], letter: Letter, words: LetterWords) -> Iterator[Finding]:
    """Each thing that the posting asks to be told and the letter does not tell."""
    seen: set[str] = set()
    for line in islice(_Posting(posting, words).asking(), MOST_ASKED):
        known, unnamed = _known(line, words), _things_unnamed(line.shown, letter)
        for item in known:
            if item.id in _OF_THINGS and unnamed:
                yield Finding("asked", line.number, line.shown, line.shown)
            elif item.id not in seen and not letter.answers(item):
                yield Finding("asked", line.number, line.shown, item.id)
            seen.add(item.id)
        if not known and line.listed and line.text not in seen:
            seen.add(line.text)
            if not _is_told(line, letter, words):
                yield Finding("asked", line.number, line.shown, line.shown)


def _known(line: _Line, words: LetterWords) -> list[Item]:
    """The things that a line asks for; of two that a word may mean, the narrower one."""
    text = _QUOTED.sub(" ", line.text)
    bare = _BRACKETED.sub(" ", text)
    found = [item for item in words.items if item.is_in(bare)]
    found = found or [item for item in words.items if item.is_in(text)]
    by_id = {item.id: item for item in found}
    for narrow, wide in words.instead.items():
        if narrow in by_id and wide in by_id and not by_id[wide].is_in(by_id[narrow].asked.without(text)):
            del by_id[wide]
    return [*by_id.values()]


def _things_unnamed(line: str, letter: Letter) -> bool:
    """Whether experience with something that has a name is asked for, and the letter never names it."""
    named = [plain(match["a"] or match["b"]) for match in _THINGS.finditer(line[:MOST_LOOKED_AT])]
    return bool(named) and not any(name.rstrip(".") in letter.folded for name in named)


def _is_told(line: _Line, letter: Letter, words: LetterWords) -> bool:
    """Whether the letter speaks of what a line asks in words of its own."""
    bare = _BRACKETED.sub(" ", line.text)
    content = [part for each in _CONTENT.findall(bare) for part in _parts(each)]
    content = [each for each in content if each not in words.asking.empty] or _KANJI.findall(bare)[-1:]
    return not content or letter.speaks_of(content, yes_or_no=_YES_OR_NO.search(line.text) is not None)


def _parts(word: str) -> list[str]:
    """A word, and of one made of four characters or more the halves that it is made of."""
    return [word, word[:2], word[-2:]] if _KANJI.match(word) and len(word) > 3 else [word]  # noqa: PLR2004


class _Posting:
    """Reads a posting line by line, and knows whether it is in a list of things to tell, or of conditions."""

    def __init__(self, lines: Sequence[str], words: LetterWords) -> None:
        self._lines = lines
        self._words = words
        self._list = False
        self._conditions = False

    def asking(self) -> Iterator[_Line]:
        """The lines that ask, and the listed ones below a line or a heading that asks."""
        for number, line in enumerate(self._lines, 1):
            shown = _LINK.sub(" ", line).strip()
            if _RULE.match(shown):
                continue
            section, marked, bullet = _SECTION.match(shown), _MARKED.match(shown), _BULLET.match(line)
            if section is not None:
                yield from self._section(number, shown, plain(section["text"]), plain(section["behind"]))
            elif marked is not None and self._is_beside(number, marked["mark"]):
                yield from self._bullet(number, marked["text"])
            elif marked is not None:
                yield from self._heading(number, shown, plain(marked["text"]))
            elif bullet is not None:
                yield from self._bullet(number, _LINK.sub(" ", bullet["text"]).strip())
            else:
                yield from self._prose(number, shown)

    def _is_beside(self, number: int, mark: str) -> bool:
        """Whether a line with the same mark stands directly above or below: a list, and no heading."""
        beside = self._lines[number - 2 : number - 1] if number > 1 else []
        beside = [*beside, *self._lines[number : number + 1]]
        return any(line.strip().startswith(mark) for line in beside)

    def _heading(self, number: int, shown: str, text: str) -> Iterator[_Line]:
        """A heading with a mark: it opens a list or ends one; with a label in it, the rest is its text."""
        label = _LABEL.match(text)
        if label is not None:
            yield from self._section(number, shown, label["text"], label["behind"])
        else:
            yield from self._section(number, shown, text, "")

    def _section(self, number: int, shown: str, inner: str, behind: str) -> Iterator[_Line]:
        """A heading: it opens a list, or is one of its things, or ends it."""
        asking = self._words.asking
        if asking.cues.found(inner) is not None or asking.tells.stands_in(inner):
            self._list, self._conditions = True, False
        elif (
            shown[:1] in "【[《＜<"
            and self._list
            and not _FILLER.sub("", behind)
            and self._is_a_thing(inner, number)
        ):
            yield _Line(number, shown, inner, listed=True)
            return
        else:
            self._list, self._conditions = False, asking.conditions.found(inner) is not None
        yield from self._sentences(number, shown, behind)

    def _is_a_thing(self, inner: str, number: int) -> bool:
        """Whether a heading in a list to copy is one of its things: the next one follows, or it is known."""
        following = next((line for line in self._lines[number:] if line.strip()), "")
        if _SECTION.match(following) or not following:
            return True
        folded = plain(following)
        return (
            self._words.asks(inner)
            and len(folded) <= LONGEST_ITEM
            and not folded.endswith(("です。", "ます。"))
        )

    def _bullet(self, number: int, told: str) -> Iterator[_Line]:
        item, asking = plain(told), self._words.asking
        if asking.not_asked.found(item) is not None:
            return
        if self._tells(item):
            yield _Line(number, told, item)
            self._list = self._list or (self._opens(item) and not self._conditions)
        elif self._is_question(item):
            if not self._conditions:
                yield _Line(number, told, item, listed=True)
        elif self._list and not self._conditions:
            label = _LABEL.match(item)
            if label is not None and _FILLER.sub("", label["behind"]):
                return  # filled in: told, not asked
            item = label["text"].strip() if label is not None else item
            longest = LONGEST_IN_ENGLISH if item.isascii() else LONGEST_ITEM
            asks = _DESCRIBE.match(item) is not None
            if len(item) <= longest and (asks or not item.endswith(_CONDITION_ENDS)):
                yield _Line(number, told, item, listed=True)

    def _prose(self, number: int, shown: str) -> Iterator[_Line]:
        text = plain(shown)
        label = _LABEL.match(text)
        opens = self._opens(text)
        about = self._words.asking.conditions.found(text) is not None and not self._words.asks(text)
        if self._list and label is not None and not (opens or about or _FILLER.sub("", label["behind"])):
            yield _Line(number, shown, label["text"].strip(), listed=True)
            return
        if self._list and text.startswith(("※", "*", "(")):
            return  # a note on the list
        yield from self._sentences(number, shown, text)
        conditions = self._words.asking.conditions.found(text) is not None and len(text) <= LONGEST_ITEM
        self._list, self._conditions = opens, conditions and not opens

    def _opens(self, text: str) -> bool:
        """Whether what is listed below a line is to be told."""
        asking = self._words.asking
        if asking.not_asked.found(text) is not None:
            return False
        if asking.cues.found(text) is not None:
            return True
        return asking.tells.stands_in(text) and (asking.lists.found(text) is not None or text.endswith(":"))

    def _sentences(self, number: int, shown: str, text: str) -> Iterator[_Line]:
        """What a line asks: by a verb of telling, a cue of applying, or a question to the reader."""
        for sentence in _SENTENCE.split(text):
            if not sentence.strip() or self._words.asking.not_asked.found(sentence) is not None:
                continue
            to_reader = not sentence.isascii() or _YOU.search(sentence) is not None
            if self._tells(sentence) or (self._is_question(sentence) and to_reader):
                yield _Line(number, shown, sentence, listed=_TELL_US.match(sentence.strip()) is not None)

    def _is_question(self, text: str) -> bool:
        inviting = _INVITES.search(text) is not None or self._words.asking.inviting.found(text) is not None
        return _QUESTION.search(text) is not None and not inviting

    def _tells(self, text: str) -> bool:
        """Whether something is to be told in the letter, and not in the work or later."""
        asking = self._words.asking
        if asking.cues.found(text) is not None:
            return True
        if asking.work.found(text) is not None:
            return False
        return asking.tells.stands_in(text) or (
            asking.hands.stands_in(text) and asking.applying.found(text) is not None
        )
