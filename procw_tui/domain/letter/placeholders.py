"""What a template still has open: brackets, marks, labels and choices that wait for their text.

Told by shape: a bracket that names what belongs in it, marks in a row beside a word, a label with nothing
behind it. Which words name what belongs somewhere stands in data/letter_words.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .finding import Finding
from .words import LetterWords, plain

_HALF = str.maketrans("｛｝＜＞［］（）：／", "{}<>[]():/")
"""Brackets and signs half-width, each in its place."""
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>「」()]+")

_EMPTY_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:x{3,}|[〇○]{2,}|\*{2,}|your[-a-z]*)\b"
    r"|(?:https?://|www\.)\S*/(?:x{3,}|your[-_]?(?:name|id|page|portfolio|link)|user[-_]?name)\b"
)

_PAIRS = ("【】", "[]", "〔〕", "《》", "〈〉", "≪≫")
_BRACKET = re.compile("|".join(rf"\{a}[^\{a}\{b}\n]{{0,40}}\{b}" for a, b in map(tuple, _PAIRS)))
_ANGLE = re.compile(r"<(?P<inner>[^<>\n=/@:\"']{1,40})>")
_ANGLE_WORDS = re.compile(r"[A-Za-z][\w .&-]*")
_BRACE = re.compile(
    r"(?:\$|#)?\{\{?\s*(?P<inner>[^{}\n\"';=:]{0,40}?)\s*(?:[:!][^{}\n\"'; ]{0,12})?\}?\}|%[A-Za-z_]{2,30}%"
    r"|%[ぁ-んァ-ヶ一-龯]{1,20}%|<%=?[^%\n]{1,30}%>"
)
_ROUND = re.compile(r"\((?P<inner>[^()\n]{0,60})\)")
_QUOTED = re.compile(r"「[^「」\n]{0,60}」|『[^『』\n]{0,60}』|\"[^\"\n]{0,60}\"")
_QUOTE = re.compile(r"「(?P<a>[^「」\n]{1,30})」|『(?P<b>[^『』\n]{1,30})』")
_TAGS = frozenset(
    ("a", "b", "body", "br", "button", "code", "div", "em", "footer", "form", "h1", "h2", "h3", "head",
     "header", "hr", "html", "i", "img", "input", "li", "main", "nav", "ol", "p", "pre", "script", "section",
     "span", "strong", "style", "svg", "table", "td", "th", "tr", "ul")
)  # fmt: skip
_ONLY_MARKS = re.compile(r"[\W_〇○◯●△□×Xx]*", re.UNICODE)
_CODE_BEFORE = re.compile(r"[A-Za-z0-9_)\]]$")
_CODE_BEHIND = re.compile(r"[_.]\w")
_AT_START = " \t\u3000・■◆●*-"
LONGEST_ROUND, NEAR, FEW_LINES = 30, 80, 20

_UNIT = (
    r"様|さま|さん|御中|殿|株式会社|社|名|円|万|本|件|歳|才|代|年|月|日|時|分|週|%|％|形式|と申|という|について|など"
    r"|の|を|は|が|に|へ|で|と|も|や"
)
_PERSON = r"様|さま|さん|御中|円|株式会社"
_OPEN = r"(?:(?<=^)|(?<=[\s　、。「(:]))"
"""The start of a line or of a phrase."""
_BLANKS = r"●{2,}|△{2,}|▲{2,}|□{2,}|◎{2,}|◇{2,}|▽{2,}"
_COUNTED = r"years?|hours?|days?|weeks?|months?|articles?|projects?|words?|dollars"
_MARKS = tuple(re.compile(pattern) for pattern in (
    # circles and crosses in a row, or one in place of a number or a name
    r"[〇○◯]{2,}|[×✕✖]{2,}|[〇○◯](?=[月日年時円様名社本件歳])",
    rf"(?<![●△▲□◎◇▽])(?:{_BLANKS})(?=[^\W\d_]|[%％]|\s*(?:{_PERSON}))|(?<=[^\W\d_])(?:{_BLANKS})(?=\s*(?:$|[、。)）」]))",
    r"(?<=[^\s　、。「(])[●△□■◎](?=[月日年時円万社名本件様%])",
    rf"{_OPEN}(?:■{{2,}}|◆{{2,}}|\*{{2,}}|＊{{2,}})(?=\s*(?:{_UNIT}))|[★☆]{{2,}}(?=\s*(?:{_PERSON}|社|[年月日名]))",
    # X in place of a number or a name
    r"(?<![A-Za-z0-9])(?:20)?(?:X{2,}|x{2,}|Ｘ{2,})(?![A-Za-z0-9Ｘ]|染色体)",
    r"(?<![A-Za-z0-9])[XＸ](?=年|月|日(?!本)|本|件|円|万|歳|ヶ月|か月|時間|記事|社(?!会))",
    rf"(?<![A-Za-z0-9])X(?=\s+(?:{_COUNTED})\b)",
    # dots, waves, dashes, lines
    (
        rf"(?:(?<!…)…+|(?<!‥)‥+|(?<!\.)\.{{3,}}|(?<!・)・{{3,}}|(?<![-ー―─—])[-ー―─—]{{2,}}"
        rf"|(?<![〜～~])[〜～~]{{2,}}|(?<![?？])[?？]{{2,}})(?=\s{{0,3}}(?:{_PERSON}))"
    ),
    rf"{_OPEN}[〜～]{{2,}}(?=[の様をにがはとでへ]|について)",
    r"_{3,}|＿{2,}|_{2,}(?=[様さ円])|(?<![A-Za-z0-9_])_{2,}(?![A-Za-z0-9_])",
    rf"(?<=:)\s*(?:{_BLANKS}|■{{2,}}|◆{{2,}}|\*{{2,}}|…+|\.{{3,}}|-{{2,}}(?=\s*$)|[〜～]{{2,}}|[?？]{{2,}})",
    r"…{3,}|\*{3,}\s*[^*\s][^*\n]{0,30}?\*{3,}|[$¥€£]\s?[@#?*]{2,}",
    r"ここに[^。\n]{0,30}(?:書く|入れる|記入|入力|挿入|貼る)(?:こと)?\s*[。)]?\s*$",
    # names of variables, nobody's name, noughts
    r"\$[A-Z][A-Z_]+(?![A-Za-z])|[$¥€£]\s?(?:X{2,}|x{2,}|_{2,}|0{2,}(?![\d.,]))",
    r"^\s*様|株式会社\s*(?=様|さま|御中)|(?<=[Dd]ear)\s*(?=,\s*$)|「\s*」|『\s*』|\u201c\s*\u201d",
    r"(?:(?<=Hi )|(?<=Dear )|(?<=Hello ))(?:NAME|COMPANY|CLIENT|FIRSTNAME)\b",
    r"\b(?:NAME|COMPANY)(?=,| and | at )|(?<=\b(?:on|by|of) )(?:DATE|AMOUNT|PRICE|NUMBER|COMPANY|PROJECT)\b",
    r"^\s*(?:YOUR NAME|Your Name|your name)\s*$|\b(?:Mr|Ms|Mrs)\.?\s*(?=,\s*$)",
    r"(?<=[はが:])[?？](?=[年円件本名人])",
    r"(?<![\d-])0\d{1,3}-0{3,4}-0{4}(?!\d)|(?<!\d)0{10,11}(?!\d)",
    r"(?<![\d,.])0{1,3},000\s*円|(?<![\d:,.])0{2,4}(?=\s*(?:年|月|日|円|本|件|時間))",
    r"\bYYYY(?=[年/.-])|\b(?:DD/MM|MM/DD|HH:MM)\b|\[[a-z]+(?:/[a-z]+)+\]|(?<![A-Za-z])MM(?=月)|(?<![A-Za-z])DD(?=日)",
))  # fmt: skip
_PROPER_BEFORE = re.compile(r"(?:^|\s)(?!(?:Dear|Hi|Hello|I)\s)[A-Za-z]*[A-Z][A-Za-z]*\s$")
_RULE = re.compile(r"^\s*[_＿]{5,}\s*$")
_DECORATED = re.compile(r"\s*([●△□◎◇■◆○〇★☆×*＊_])\1+.*\1{2,}\s*")

_BULLET = r"(?P<bullet>\s*(?:[・･◆■□●○◇▪▶>＞✓☑*\u2022-]\s*|[0-9]{1,2}[.)]\s*|[\u2460-\u2473]\s*)?)"
_BULLET_ALONE = re.compile(_BULLET)
_LABEL = re.compile(
    rf"^{_BULLET}(?P<label>[^\s:。、.!?][^:。、!?\n]{{0,30}}?)\s*(?:(?<!\d):|:(?!\d))\s*(?P<value>.*?)\s*$"
)
_HEADING = re.compile(r"^\s*[■◆●▼]?\s*(?:【[^】\n]{1,24}】|\[[^\]\n]{1,24}\]|《[^》\n]{1,24}》)\s*:?\s*$")
_MARKED = re.compile(r"^\s*(?P<mark>[■◆●▼◎#])\s*[^\s。、:][^。、:]{0,16}$")
_UNIT_ALONE = re.compile(
    r"[@約]?(?:[\s円月日年本件時間分週歳文字/〜~%％-]|日間|か月|yen|usd|hours?|hrs?|days?|years?|per|an?|week)*",
    re.IGNORECASE,
)
_NO_LABEL = re.compile(
    r"以下|下記|次の|通り|とおり|following|below|here|these|様$|さん$|^(?:dear|hi|hello|to|re|ps)\b",
    re.IGNORECASE,
)
"""What opens a list or a letter, and is no label."""
MOST_LABEL_WORDS, LONGEST_LABEL = 4, 14
_EXAMPLE = re.compile(r"^(?:例|例えば|たとえば|記入例|ex|e\.?g)\s*[.:)]?\s*", re.IGNORECASE)
_LISTED = re.compile(r"\s*[・■◆●\-*\d]")

_LETTER = re.compile(r"[^\W_]")
_APP = re.compile(r"\s+(?:app|list|item|manager|application)s?\b")
_WORD_GOES_ON = re.compile(r"[a-z0-9ァ-ヿ一-龯]")
_JAPANESE_GOES_ON = re.compile(r"[ぁ-んァ-ヿ一-龯a-z0-9]")
_KANJI_BEFORE = re.compile(r"[一-龯]$")


class _Span(NamedTuple):
    start: int
    end: int


def placeholders(lines: Sequence[str], words: LetterWords) -> Iterator[Finding]:
    """Each place that was to be filled in, one a place."""
    half = [_without_links(line.translate(_HALF)) for line in lines]
    filled = _filled_marks(half)
    for number, line in enumerate(half):
        below = half[number + 1 : number + 1 + FEW_LINES]
        spans = [
            *_brackets(line, below, words), *_angles(line, below, words), *_quotes(line, words),
            *_braces(line), *_rounds(line, words), *_marks(line), *_notes(line, words),
            *(_Span(*match.span()) for match in words.places.choices.finditer(line)),
        ]  # fmt: skip
        spans = spans or [*_empty_label(line, below, words), *_empty_heading(line, below, filled, words)]
        end = -1
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            if span.start >= end:
                end = max(span.end, span.start + 1)
                yield Finding("placeholder", number + 1, lines[number][span.start : span.end].strip())


def _without_links(line: str) -> str:
    """A line with nothing in its links that could look like something, each as long as it was."""
    return _LINK.sub(_same_length, line)


def _same_length(link: re.Match[str]) -> str:
    if _EMPTY_LINK.match(link.group()):
        return "_" * len(link.group())
    return link.group()[:8].ljust(len(link.group()), "h")


def _before(line: str, match: re.Match[str]) -> str:
    """What stands before a place, as far as it matters."""
    return line[max(0, match.start() - NEAR) : match.start()]


def _behind(line: str, match: re.Match[str]) -> str:
    """What stands behind a place, as far as it matters."""
    return line[match.end() : match.end() + NEAR].strip()


def _brackets(line: str, below: Sequence[str], words: LetterWords) -> Iterator[_Span]:
    for match in _BRACKET.finditer(line):
        if _is_open(line, match, below, words):
            yield _Span(*match.span())


def _is_open(line: str, match: re.Match[str], below: Sequence[str], words: LetterWords) -> bool:
    """Whether a bracket waits for its text; one with text behind or below is a heading: 【お名前】佐藤."""
    inner, square = plain(match.group()[1:-1]), match.group().startswith("[")
    before, behind = _before(line, match), _behind(line, match)
    places = words.places
    if square and _is_no_place(inner, before, behind):
        return False
    if _ONLY_MARKS.fullmatch(inner) is not None:
        return not (square and before.rpartition("}")[2].count("{") > 0)
    if behind.startswith(places.titles) or places.told.found(inner) is not None or _EXAMPLE.match(inner):
        return True
    if square and inner.isascii() and before.rstrip().endswith(":") and not behind:
        return True  # all that stands behind a label
    named = places.name(inner)
    at_start = not before.strip(_AT_START) or (before[-1:].isspace() and not square and bool(behind))
    if at_start and behind and not behind.startswith(places.particles):
        addressee = behind.endswith(places.titles) and len(behind) <= LONGEST_LABEL
        return (addressee and named) or _UNIT_ALONE.fullmatch(behind.lstrip(": ")) is not None
    if at_start and not behind:
        return places.yours.starts(inner) or (named and not _has_content(below, words))
    return named or places.yours.starts(inner)


def _is_no_place(inner: str, before: str, behind: str) -> bool:
    """A Markdown link, a footnote, a box to tick, an index in code."""
    if behind.startswith("(") or inner.isdigit() or inner == "sic" or _CODE_BEFORE.search(before):
        return True
    box = inner in {"", "x"} and before.strip() in {"", "-", "*"} and bool(behind or before.strip())
    return box or inner == "?"


def _has_content(below: Sequence[str], words: LetterWords) -> bool:
    """Whether a heading has anything below it: not the end, the closing words, nor the next heading."""
    following = next((line for line in below if line.strip()), "")
    if not following or words.passages.greetings.found(plain(following)) is not None:
        return False
    return _HEADING.match(following) is None


def _angles(line: str, below: Sequence[str], words: LetterWords) -> Iterator[_Span]:
    """`<client>` and ＜会社名＞, not a tag of HTML."""
    places = words.places
    for match in _ANGLE.finditer(line):
        inner, before = match["inner"].strip(), _before(line, match)
        if not inner or inner.casefold().split(" ")[0] in _TAGS:
            continue
        behind, named = _behind(line, match), places.name(plain(inner))
        if inner.isascii():
            code = _CODE_BEFORE.search(before) is not None or _CODE_BEHIND.match(behind) is not None
            is_open = _ANGLE_WORDS.fullmatch(inner) is not None and not code
        elif before.strip() or behind.startswith(places.particles):
            is_open = named
        else:  # a heading
            is_open = named and not behind and not _has_content(below, words)
        if is_open or behind.startswith(places.titles) or places.told.starts(plain(inner)):
            yield _Span(*match.span())


def _quotes(line: str, words: LetterWords) -> Iterator[_Span]:
    """「会社名」様, and 「例：…」 where the value should stand."""
    for match in _QUOTE.finditer(line):
        inner, behind = plain(match["a"] or match["b"]), _behind(line, match)
        example = _EXAMPLE.match(inner) is not None and _before(line, match).rstrip().endswith(":")
        titled = inner in words.places.inside.words and behind.startswith(words.places.titles)
        if titled or (example and not behind):
            yield _Span(*match.span())


def _braces(line: str) -> Iterator[_Span]:
    """`{name}`, `{{name}}`, `${name}`, `{amount:,}`, `%NAME%`, not code."""
    for match in _BRACE.finditer(line):
        inner, before = match["inner"], _before(line, match)
        if inner is None:
            yield _Span(*match.span())
            continue
        code = inner.isascii() and (_CODE_BEFORE.search(before) is not None or "," in inner)
        if not code and (inner.strip() or not before.rstrip().endswith(("=", ")"))):
            yield _Span(*match.span())


def _rounds(line: str, words: LetterWords) -> Iterator[_Span]:
    """Round brackets with nothing, the name of what belongs there, an instruction, or an example."""
    for match in _ROUND.finditer(line):
        inner, before = plain(match["inner"]), _before(line, match)
        behind = _behind(line, match)
        if not inner:
            is_open = bool(match["inner"]) and not _CODE_BEFORE.search(before)
        elif _EXAMPLE.match(inner):
            is_open = _is_left_example(before, behind)
        else:
            is_open = _is_named_round(inner, before, behind, words)
        if is_open:
            yield _Span(*match.span())


def _is_named_round(inner: str, before: str, behind: str, words: LetterWords) -> bool:
    places = words.places
    told = (
        places.told.starts(inner)
        or places.told.ends(inner)
        or (places.yours.starts(inner) and len(inner) < LONGEST_ROUND)
    )
    value = before.rstrip().endswith(":") and not behind  # all that stands behind a label
    if told or (value and places.name(inner)):
        return True
    if inner not in places.inside.words:
        return False
    in_sentence = inner.isascii() and bool(behind) and bool(before.strip())
    return not in_sentence or behind.startswith(places.titles)


def _is_left_example(before: str, behind: str) -> bool:
    """Whether an example stands where the value should: alone, or behind a label; not in a sentence."""
    label = before.rstrip()
    if not label:
        return True
    if label.endswith(":"):
        return True
    short = len(label) <= LONGEST_LABEL and not label.isascii()
    return short and (behind == ":" or (not behind and _LISTED.match(label) is not None))


def _marks(line: str) -> Iterator[_Span]:
    if _RULE.match(line) or _DECORATED.fullmatch(line):
        return
    for pattern in _MARKS:
        for match in pattern.finditer(line):
            crosses = not match.group().casefold().strip("x")
            if not crosses or not _PROPER_BEFORE.search(_before(line, match)):  # iPhone XX
                yield _Span(*match.span())


def _notes(line: str, words: LetterWords) -> Iterator[_Span]:
    """A note to oneself, as a word of its own: TODO and 要確認, not TODOアプリ or 要確認事項."""
    lowered = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), line.casefold())
    if len(lowered) != len(line):
        return
    for word in words.places.notes:
        start = lowered.find(word)
        while start >= 0:
            end = start + len(word)
            if _stands_alone(lowered, start, end):
                yield _Span(start, end)
            start = lowered.find(word, end)


def _stands_alone(line: str, start: int, end: int) -> bool:
    before, behind = line[max(0, start - 1) : start], line[end : end + NEAR]
    if _APP.match(behind):
        return False
    if line[end - 1].isascii():
        return not _LETTER.match(before[-1:]) and not _WORD_GOES_ON.match(behind)
    return not _JAPANESE_GOES_ON.match(behind) and not _KANJI_BEFORE.search(before)


def _empty_label(line: str, below: Sequence[str], words: LetterWords) -> Iterator[_Span]:
    """A label with nothing, or its unit alone, behind it; the lines below may be its text."""
    match = _LABEL.match(line)
    if match is None or not _is_label(match["label"]):
        return
    value = match["value"]
    unit_alone = bool(value) and _UNIT_ALONE.fullmatch(value) is not None
    if unit_alone or (not value and not _has_value_below(match, below, words)):
        yield _Span(match.start("label"), len(line.rstrip()))


def _filled_marks(lines: Sequence[str]) -> frozenset[str]:
    """The marks of headings that have something directly below them."""
    pairs = ((_MARKED.match(line), below) for line, below in pairwise(lines) if below.strip())
    return frozenset(
        match["mark"] for match, below in pairs if match and not _is_marked(below, match["mark"])
    )


def _empty_heading(
    line: str, below: Sequence[str], filled: frozenset[str], words: LetterWords
) -> Iterator[_Span]:
    """A heading such as ■ 希望時給 with nothing below it, where others with its mark have something."""
    match = _MARKED.match(line)
    if match is None or match["mark"] not in filled or (below and below[0].strip()):
        return
    following = next((each for each in below if each.strip()), "")
    closing = words.passages.greetings.found(plain(following)) is not None
    if not following or closing or _is_marked(following, match["mark"]):
        yield _Span(match.start("mark"), len(line.rstrip()))


def _is_marked(line: str, mark: str) -> bool:
    match = _MARKED.match(line)
    return match is not None and match["mark"] == mark


def _is_label(label: str) -> bool:
    if _NO_LABEL.search(label) or label.isdigit():
        return False
    return len(label.split()) <= MOST_LABEL_WORDS if label.isascii() else len(label) <= LONGEST_LABEL


def _has_value_below(match: re.Match[str], below: Sequence[str], words: LetterWords) -> bool:
    """Whether the next lines are the label's text: not the next label, nor the closing words."""
    following = next((line for line in below if line.strip()), "")
    if not following or words.passages.greetings.found(plain(following)) is not None:
        return False
    bullet, link = match["bullet"].strip(), _LINK.match(following.strip()) is not None
    leading = _BULLET_ALONE.match(following)
    next_bullet = leading.group().strip() if leading is not None else ""
    other = _LABEL.match(following)
    if other is not None and _is_label(other["label"]) and not link:
        return bool(next_bullet) and not bullet
    if bullet and _kind_of(next_bullet) == _kind_of(bullet):
        return False
    if below[0].strip() or _LINK.search(following) or next_bullet:
        return True
    return not bullet and not words.asks(plain(match["label"]))  # behind an empty line


def _kind_of(bullet: str) -> str:
    return re.sub(r"[0-9\u2460-\u2473]+", "1", bullet)
