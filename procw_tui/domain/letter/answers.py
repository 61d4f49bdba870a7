"""Whether a letter answers what a posting asks for: by the kind of thing that it wants, and by nothing else.

A number of hours answers for hours, an amount for a price, a link or something attached for a sample. What is
put off ("後日お送りします", "to be discussed") answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from .known import sentences
from .own import shows_link
from .words import NEAR, Answer, Item, LetterWords, Told, plain

_N = r"(?:\d+(?:[.,]\d+)*|[一二三四五六七八九十]+|数)"
_EN_N = (
    r"(?:\d+(?:[.,]\d+)*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty"
    r"|half|several)"
)
_DAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
SHAPES: Mapping[str, re.Pattern[str]] = {
    "date": re.compile(
        rf"\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}/\d{{1,2}}|[月火水木金土日]曜|\b{_DAY_NAME}\b|\b{_MONTH}\b\.?"
        r"|\b\d{1,2}(?:st|nd|rd|th)\b"
    ),
    "clock": re.compile(
        rf"{_N}\s*(?:時|:\d\d)\s*(?:から|[〜~-])|\b\d{{1,2}}(?::\d\d)?\s*(?:am|pm)?\s*(?:to|-)\s*\d{{1,2}}"
    ),
    "week": re.compile(rf"週\s*に?\s*{_N}"),
    "days": re.compile(rf"\b{_DAY_NAME}\b\s*(?:to|through|until|-|and|,)"),
    "soon": re.compile(rf"\b(?:within|in|after)\s+{_EN_N}\s+(?:business |working )?(?:days?|hours?|weeks?)"),
    "currency": re.compile(r"[¥￥$€£]\s*\d"),
    "per": re.compile(
        rf"\b{_EN_N}\s*(?:/|per |an |a )\s*"
        "(?:hour|hr|word|page|article|video|minute|image|piece|post|month|project)"
    ),
    "name": re.compile(
        r"と申します|と言います|といいます|(?:氏名|名前)\s*】?[:\s]*\S{2,}|(?:^|[のる、])[^\s。、の]{1,12}です(?:[。、]|$)"
        r"|\bmy name is\b|\bi(?:'m| am) [a-z]+(?: [a-z]+)?(?:,|\.| and|$)|\bthis is [a-z]+|^name\s*:\s*\S"
        r"|^(?:best|kind|warm)?\s*(?:regards|wishes|thanks),?$|^(?:yours )?sincerely,?$|^cheers,?$"
    ),
    "since": re.compile(r"\bsince (?:19|20)\d\d|(?:19|20)\d\d年から"),
    "pace": re.compile(
        rf"\b{_EN_N}\s+(?!(?:hours?|hrs?|days?|minutes?|times?)\b)(?:[a-z-]+ ){{1,3}}"
        r"(?:an?|per|each|every) (?:hour|day|week|month)\b"
        rf"|(?:[1一]日|日に|週に|週|月に|月|毎週|毎日|毎月)[^。、]{{0,6}}?{_N}\s*(?!時間|日|万円|円|年|月|分)[ぁ-んァ-ヶ一-龯]"
    ),
    "level": re.compile(
        r"\d級|[一二三準]級|[ぁ-ん一-龯]士(?:です|を|の)|\bn[12]\b"
        r"|(?:toeic|toefl|ielts)\D{0,6}\d"
    ),
    "handle": re.compile(
        r"@[a-z0-9_]{3,}|(?:instagram|twitter|tiktok|youtube|linkedin|facebook|threads|x)\.com/|アカウント(?:は|:)"
    ),
    "lives": re.compile(r"[都道府県市区町村](?:です|に|で|在|。|$)"),
    "of_mine": re.compile(r"\bi(?:'m| am) (?:an?|the)\b|\bi(?:'ve| have)\b|です(?:[。、]|$)"),
}  # fmt: skip
"""Shapes of answers that no list of words gives, by the name that the file calls them by."""

_NUMBERED = re.compile(r"[\u2460-\u2473]|[0-9０-９]{1,2}[.)．）]|[(（][0-9０-９]{1,2}[)）]")
_LONGEST_HEADING = 24


class Letter:
    """A letter's sentences, folded, for looking after what answers what."""

    def __init__(self, text: str, words: LetterWords, me: str = "") -> None:
        self.folded = plain(text)
        self._told: Told = words.told_by
        self._link = shows_link(text)
        self._me = plain(me)
        self._whole = [plain(part) for part in _sentences(text)]
        self._said = [each for each in map(self._told.courtesy.without, self._whole) if each.strip()]
        self._answered: dict[str, bool] = {}

    def answers(self, item: Item) -> bool:
        """Whether anything in it answers for such a thing."""
        if item.id not in self._answered:
            self._answered[item.id] = self._found(item)
        return self._answered[item.id]

    def _found(self, item: Item) -> bool:
        if item.id == "portfolio":
            return self.shows_work()
        if item.id == "name" and self._me and self._me in self.folded:
            return True
        return any(_fits(each, item.answer) for each in self._said)

    def shows_work(self) -> bool:
        """A link, or work that is attached by now or stands in the profile; not what comes later."""
        if self._link:
            return True
        put_off, attached = self._told.put_off, self._told.attached
        return any(attached.found(each) is not None and put_off.found(each) is None for each in self._whole)

    def speaks_of(self, content: Sequence[str], *, yes_or_no: bool) -> bool:
        """Whether a sentence has a word of the question; to a question of yes or no, one that says which."""
        spoken = [each for each in self._said if any(part in each for part in content)]
        if yes_or_no:
            return any(self._told.decided.found(each) is not None for each in spoken)
        return bool(spoken)


def _fits(sentence: str, answer: Answer) -> bool:
    if answer.words.found(sentence) is not None or _measures(sentence, answer.units, answer):
        return True
    if any(SHAPES[name].search(sentence) for name in answer.shapes):
        return True
    if answer.near.found(sentence) is None:
        return False
    if answer.near_words.found(sentence) is not None or _measures(sentence, answer.near_units, answer):
        return True
    return any(SHAPES[name].search(sentence) for name in answer.near_shapes)


def _measures(sentence: str, units: tuple[str, ...], answer: Answer) -> bool:
    """Whether a number stands there with one of the units: 三時間, 20 hours, two long articles."""
    if not units:
        return False
    for match in _measure(units).finditer(sentence):
        before = sentence[max(0, match.start() - NEAR) : match.start()].rstrip()
        behind = sentence[match.end() : match.end() + NEAR].lstrip()
        if not behind.startswith(answer.not_behind) and not before.endswith(answer.not_before):
            return True
    return False


@lru_cache(64)
def _measure(units: tuple[str, ...]) -> re.Pattern[str]:
    latin = "|".join(re.escape(unit) for unit in units if unit.isascii())
    other = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True) if not unit.isascii())
    parts = []
    if other:
        parts.append(rf"(?<![\d.,]){_N}\s*(?:[〜~-]\s*{_N}\s*)?(?:{other})")
    if latin:
        between = rf"\+?(?:\s*(?:-|to|or)\s*{_EN_N})?[\s-]*(?:[a-z-]+ )?"
        parts.append(rf"(?<![a-z\d.,]){_EN_N}{between}(?:{latin})(?![a-z])")
    return re.compile("|".join(parts))


def _sentences(text: str) -> Iterator[str]:
    """Sentences; a heading or a label alone belongs to the line below it."""
    heading = ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for stripped, below in zip_longest(lines, lines[1:], fillvalue=""):
        if _is_heading(stripped, below):
            heading = stripped
            continue
        for number, (_line, part) in enumerate(sentences([stripped])):
            yield f"{heading} {part}" if heading and not number else part
        heading = ""


def _is_heading(line: str, below: str) -> bool:
    if line[-1] in "?？" and below:
        return True  # a question that was copied, its answer below it
    if len(line) > _LONGEST_HEADING:
        return False
    beside = below[:1] == line[0] or (_NUMBERED.match(line) and _NUMBERED.match(below))
    listed = line[0] in "・-*＞>" or _NUMBERED.match(line) is not None
    if listed and below and not beside and line[-1] not in "。.!?":
        return True
    return line[-1] in "】]》:：" or line[0] in "■◆●▼◎○◇□▽#"
