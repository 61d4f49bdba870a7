"""Names of other clients and jobs of the ledger in a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from procw_tui.domain.record.names import fold

from .finding import Finding
from .known import ABOUT_A_JOB, KIND, For, Known, bare_name
from .words import LetterWords

_KIND_OR = re.compile(rf"{KIND}|\b(?:inc|ltd|llc|gmbh)\b", re.IGNORECASE)
_KIND_BEFORE = re.compile(rf"(?:{KIND})\s*$")
_KIND_BEHIND = re.compile(rf"\s*(?:{KIND}|(?:,\s*)?(?:inc|ltd|llc|gmbh|co)\b\.?)")
_COMPANY_NAMED = re.compile(
    rf"(?:{KIND})\s*(?P<a>[^\s、。,]{{1,20}}?)(?=\s|様|御中|さま|の?ご担当|採用|$)|(?P<b>[^\s、。,]{{1,20}}?)(?:{KIND})"
    r"|(?P<c>[a-z][\w&.-]*(?: [a-z][\w&.-]*)?)\s*,?\s*\b(?:inc|ltd|llc|gmbh|corp)\b"
)
_TITLE_AT_END = re.compile(r"(?:様|さま|さん|御中|殿)\s*(?:[、,。]|$)")
_JOINERS = re.compile(r"[・･=&.-]")
ADDRESSED = 3
"""Lines that a letter may begin with before it has named whom it is for."""
_GREETED = re.compile(r"(?:dear|hi|hello)\b")
_GREETING = re.compile(r"(?:^|[\s,])(?:dear|hi|hello|team)\s+(?:the\s+)?$")
_TEAM_BEHIND = re.compile(r"\s*(?:team\b|'s\s|,\s*$)")
_OF_THEIRS = r"の(?:公式)?(?:サイト|ホームページ|メディア|ブログ|商品|記事|チャンネル)"
_ENGLISH_JOB = r"(?:job|project|posting|position|role|gig)\b"
_JOB_BEHIND = re.compile(rf"\s*[」』\"\u201d】]?(?:{ABOUT_A_JOB}|{_OF_THEIRS}|\s*{_ENGLISH_JOB})")
_JOB_SOON = re.compile(rf"[^。、.,]{{0,12}}?(?:{ABOUT_A_JOB}|\b{_ENGLISH_JOB})")
_JOB_OF_ONE = re.compile(r"\s*[」』]?(?:のお仕事|の案件|のご?募集|のご?依頼|の求人|[へに]の?ご?応募)")
"""Fewer behind an ordinary word: デザインの仕事 is nobody's."""
_WORKED_FOR = re.compile(
    r"(?:\b(?:worked|work|working|job|project|brand|site|blog|posting|role|position) (?:for|with|at)|\bjoin)"
    r"\s+(?:the\s+)?$"
)
TITLES_BEHIND = "様殿御さ"
"""What a title begins with: no part of the name before it."""
_QUOTES = re.compile(r"[「『【\"\u201c]$")
_PLAIN_LATIN, _PLAIN_KANA, _PLAIN_KANJI = 1, 6, 2
"""Up to so many words or characters of one script a name may be an ordinary word."""
LONG_TITLE, LONGEST_ADDRESSEE, NEAR = 20, 100, 40
LEAST_JOBS, LEAST_RARE, LEAST_LEFT = 10, 2, 2


def foreign_names(
    lines: Sequence[str], posting: str, known: Known, to: For, words: LetterWords
) -> Iterator[Finding]:
    """Clients and jobs of the ledger other than the ones that the letter is for."""
    own = " ".join((fold(to.client), fold(to.title), fold(to.me), fold(posting)))
    letter = _Lines(lines, words)
    others = _KIND_OR.search(posting) is not None or any(plain in own for plain, _name in known.clients)
    addressee = "" if to.client or (posting and others) else _addressee(letter.folded, words)
    for plain, name in known.clients:
        if plain in letter.whole and plain not in own and plain not in addressee:
            yield from letter.places(plain, name, name, named=_is_ordinary(plain))
    for plain, title, client in known.titles:
        theirs = bool(client) and (bare_name(client) in addressee or bare_name(client) in own)
        if plain in letter.whole and plain not in own and not theirs and _is_named(plain, letter.whole):
            yield from letter.places(plain, title, client or title)
    yield from _rare_words(letter, own, known)
    yield from _other_addressee(letter, own, to, posting)


def _other_addressee(letter: _Lines, own: str, to: For, posting: str) -> Iterator[Finding]:
    """A company that the letter is addressed to, where the posting or the proposal names another one."""
    if not (to.client or _KIND_OR.search(posting)):
        return
    first = [(number, line) for number, line in enumerate(letter.folded, 1) if line][:ADDRESSED]
    for at, (number, line) in enumerate(first):
        match = _COMPANY_NAMED.search(line[:LONGEST_ADDRESSEE])
        name = (match["a"] or match["b"] or match["c"] or "").strip() if match is not None else ""
        name = _GREETED.sub("", name).strip()
        below = first[at + 1][1] if at + 1 < len(first) else ""
        alone = (
            match is not None
            and match.span() == (0, len(line))
            and _TITLE_AT_END.search(below[:LONGEST_ADDRESSEE])
        )
        addressed = _TITLE_AT_END.search(line[:LONGEST_ADDRESSEE]) or _GREETED.match(line) or alone
        if name and addressed and not letter.is_taken(number) and not _is_theirs(name, own):
            yield Finding("foreign_name", number, name, name)
            return


def _is_theirs(name: str, own: str) -> bool:
    """Whether a name is that of the client or the posting, or one of them is a part of the other."""
    name, own = _JOINERS.sub("", name), _JOINERS.sub("", own)
    return name in own or any(len(part) > 1 and part in name for part in own.split())


class _Lines:
    """The lines of a letter, folded, and what was found in each: a name within a longer one is found once."""

    def __init__(self, lines: Sequence[str], words: LetterWords) -> None:
        self.folded = [fold(line) for line in lines]
        self.whole = "\n".join(self.folded)
        self._words = words
        self._taken: dict[int, list[str]] = {}

    def places(self, plain: str, excerpt: str, other: str, *, named: bool = False) -> Iterator[Finding]:
        """The lines that a name stands in; `named`: only where it stands there as somebody's."""
        for number, line in enumerate(self.folded, 1):
            if any(plain in longer for longer in self._taken.get(number, ())):
                continue
            spots = list(_spots(plain, line))
            if spots and (not named or any(_is_somebodys(line, *spot, self._words) for spot in spots)):
                self._taken.setdefault(number, []).append(plain)
                yield Finding("foreign_name", number, excerpt, other)

    def is_taken(self, number: int) -> bool:
        """Whether a line has a finding."""
        return number in self._taken

    def has_rare(self, rare: Sequence[str], own: frozenset[str], *, many: bool) -> Iterator[int]:
        """The lines with such a word before の件 or に応募, or, of `many` jobs, with several of them.

        None that is the user's own, and none that has a finding.
        """
        for number, line in enumerate(self.folded, 1):
            if number in self._taken or line.replace(" ", "") in own:
                continue
            there = [token for token in rare if token in line]
            if (many and len(there) >= LEAST_RARE) or any(self._is_jobs(token, line) for token in there):
                self._taken[number] = there
                yield number

    def _is_jobs(self, token: str, line: str) -> bool:
        """Whether a word that is more than one of the trade stands there for a job."""
        left = token
        for word in self._words.trade:
            left = left.replace(word, "")
        if len(left) < LEAST_LEFT:
            return False
        behind = line[line.index(token) + len(token) :]
        return _JOB_SOON.match(behind) is not None


def _is_ordinary(name: str) -> bool:
    """Whether a name may as well be a word of the trade: one word, of one script, and short."""
    if name.isascii():
        return len(name.split()) <= _PLAIN_LATIN
    scripts = {_script(char) for char in name if not char.isspace()}
    if scripts == {"katakana"}:
        return len(name) <= _PLAIN_KANA
    if scripts == {"kanji"}:
        return len(name) <= _PLAIN_KANJI
    return scripts == {""}  # hiragana


def _is_named(title: str, whole: str) -> bool:
    """Whether a title stands there as a job's: with the words for a job behind it, quoted, or very long."""
    start = whole.index(title)
    behind = whole[start + len(title) :].partition("\n")[0]
    if _JOB_BEHIND.match(behind) is not None:
        return True
    quoted = _QUOTES.search(whole[:start]) is not None and behind[:1] in '」』】"\u201d'
    return quoted or len(title) >= LONG_TITLE


def _addressee(folded: list[str], words: LetterWords) -> str:
    """Whom the first two lines name; without a proposal, that is the one whom the letter is for.

    A posting that names somebody says whom it is for by itself.
    """
    first = [line for line in folded if line][:2]
    if first and first[0].startswith(("dear ", "hello ", "hi ")):
        return first[0].partition(",")[0]
    for number, line in enumerate(first):
        ends = [at for title in words.places.titles if (at := line.find(title)) > 0]
        if ends:
            return " ".join([*first[:number], line[: min(ends)]])
    return ""


def _is_somebodys(line: str, start: int, end: int, words: LetterWords) -> bool:
    """Whether an ordinary word is a name there: with a title, its kind of company, or a job of theirs."""
    before, behind = line[max(0, start - NEAR) : start], line[end : end + NEAR]
    if (
        behind.lstrip().startswith(words.places.titles)
        or _KIND_BEFORE.search(before)
        or _KIND_BEHIND.match(behind)
    ):
        return True
    if _GREETING.search(before) or _WORKED_FOR.search(before):
        return True
    if line.isascii():
        return _TEAM_BEHIND.match(behind) is not None and before.strip() == ""
    return _JOB_OF_ONE.match(behind) is not None


def _spots(name: str, line: str) -> Iterator[tuple[int, int]]:
    """Where a name stands on its own, and not as a part of a longer word of the same script."""
    start = line.find(name)
    while start >= 0:
        end = start + len(name)
        if not _joined(line[start - 1 : start] if start else "", name[0]) and not _joined(
            name[-1], line[end : end + 1]
        ):
            yield start, end
        start = line.find(name, start + 1)


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word: the same script on both sides."""
    if not left or not right or right in TITLES_BEHIND:
        return False
    script = _script(left)
    return script != "" and script == _script(right)


def _script(char: str) -> str:
    if char.isascii():
        return "latin" if char.isalnum() else ""
    if "ァ" <= char <= "ヿ":
        return "katakana"
    return "kanji" if "一" <= char <= "龯" or char == "々" else ""


def _rare_words(letter: _Lines, own: str, known: Known) -> Iterator[Finding]:
    """Lines with words that one title alone has: one that is named as a job's, or several of many jobs."""
    there: dict[tuple[str, str], list[str]] = {}
    for token, title, client in known.rare:
        if token in letter.whole and token not in own and not (client and bare_name(client) in own):
            there.setdefault((title, client), []).append(token)
    for (title, client), rare in there.items():
        for number in letter.has_rare(rare, known.own, many=len(known.titles) >= LEAST_JOBS):
            yield Finding("foreign_name", number, title, client or title)
