"""One mail of the site as text: who sent it and when, what makes it the same as another, what it passes on.

Bytes become this in `store.incoming`; nothing in it is an instruction, and no address in it is ever opened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from procw_tui.domain.record.names import fold
from procw_tui.domain.record.times import JST

from .templates import plain

LONGEST = 20_000
"""Characters of a mail that are looked at: the site writes a few hundred."""
FORWARD_LINES = 12
"""How many lines the head of a mail has that is passed on in the text of another."""
_LINK = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*crowdworks\.jp/(?:public/)?(jobs|messages|contracts|proposals)/([0-9]{1,15})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]\\]+@[A-Za-z0-9.-]+")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_QUOTED = re.compile(r"^(?:[ \t]*[>|])+[ \t]?", re.MULTILINE)
_WORDS = re.compile(r"[^\W_]+")
_HEADER = re.compile(r"^[\s*>|]*([^\s:：*][^:：*]{0,15}?)\s*\*?\s*[:：]\s*\*?\s*(.*)$")
_KANJI_DATE = re.compile(
    r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日\D{0,8}?(午前|午後)?\s*(\d{1,2})[:時]\s*(\d{2})(?:[:分]\s*(\d{2}))?"
)
_LONG_AGO = datetime(1, 1, 1, tzinfo=JST)


class Mail(NamedTuple):
    """A mail. `sent_at`: by its own date, in Japan; `links`: `messages/123`.

    `dated`: whether it says its date itself; else that it is not known, or when it was first read.
    """

    sender: str
    subject: str
    text: str
    sent_at: datetime | None = None
    message_id: str = ""
    links: tuple[str, ...] = ()
    dated: bool = True
    passed_on_by: str = ""
    """Who sent it on, to whom the site had sent it; empty for one that came straight."""
    was_theirs: bool = True
    """Whether the one who sent it on is whom the site wrote to, as it says itself."""

    @property
    def minute(self) -> datetime | None:
        """When it was sent, to the minute; None where it does not say so."""
        if self.sent_at is None or not self.dated:
            return None
        return self.sent_at.astimezone(JST).replace(second=0, microsecond=0)

    @property
    def digest(self) -> str:
        """What it says, however it came: when to the second, its subject and links, the words of its text."""
        at = self.sent_at.astimezone(JST).isoformat() if self.sent_at is not None and self.dated else ""
        words = " ".join(_WORDS.findall(fold(_LINK.sub(" ", _QUOTED.sub("", self.text)))))
        whole = "\n".join((at, fold(self.subject), *sorted(self.links), words))
        return hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()[:32]

    @property
    def head(self) -> tuple[datetime | None, str, tuple[str, ...]]:
        """What it shares with itself where it was passed on by somebody who wrote something to it."""
        return self.minute, fold(self.subject), tuple(sorted(self.links))

    def number(self, of: str) -> str:
        """The site's number of a thread, job, contract or application; empty where there is not just one."""
        found = {link.partition("/")[2] for link in self.links if link.startswith(f"{of}/")}
        return found.pop() if len(found) == 1 else ""


class MailWords(NamedTuple):
    """What data/mail_words.toml knows, beside the shapes of subjects."""

    domains: tuple[str, ...]
    newsletters: tuple[str, ...]
    forwarded: re.Pattern[str]
    month: re.Pattern[str]
    result: re.Pattern[str]
    results: tuple[tuple[str, str], ...]
    inline: Mapping[str, str]
    """What a line above a mail that is passed on says, by its folded name."""
    rules: tuple[Mapping[str, str], ...]
    """`means` and `subject` of each shape that was seen in public."""


def mail_words_from(data: Mapping[str, Any]) -> MailWords:
    """The words of the file; KeyError where one is missing."""
    certified = data["certified"]
    return MailWords(
        tuple(data["domains"]), tuple(data["newsletters"]),
        re.compile(rf"^\s*(?:{'|'.join(map(re.escape, data['forwarded']))})\s*[:：]\s*", re.IGNORECASE),
        re.compile(certified["month"]), re.compile(certified["result"]),
        tuple((word, result) for word, result in certified["results"]),
        {fold(name): what for what, names in data["inline"].items() for name in names},
        tuple(data["rule"]),
    )  # fmt: skip


def is_below(address: str, domains: Sequence[str]) -> bool:
    """Whether an address is of one of these domains, or of one below it; what only looks like one is not."""
    name, at, domain = address.rpartition("@")
    host = domain.lower()
    if not (name and at) or not all(map(_LABEL.fullmatch, host.split("."))):
        return False
    return any(host == own or host.endswith(f".{own}") for own in domains)


def address_in(header: str) -> str:
    """The one address of a line that says who sent a mail; empty where it is not just one, and plainly so.

    What stands in quotes or in parentheses is a name, whatever it looks like.
    """
    bare, ended = _without_names(header)
    name, angle, rest = bare.partition("<")
    if not ended or "@" in (name if angle else ""):
        return ""
    told, closed, behind = rest.partition(">") if angle else (bare, ">", "")
    if not closed or behind.strip() or set(name) & set(",;:"):
        return ""
    found = _ADDRESS.fullmatch(told.strip())
    return found[0] if found else ""


def _without_names(header: str) -> tuple[str, bool]:
    """A line without what stands in quotes and parentheses, and whether all of these end."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in header:
        if escaped:
            escaped = False
        elif char == "\\" and (quoted or depth):
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif quoted:
            continue
        elif char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(char)
    return "".join(kept), not (quoted or depth or escaped)


def links_in(*texts: str) -> tuple[str, ...]:
    """The site's numbered addresses in texts, each once: `messages/123`."""
    every = (match for text in texts for match in _LINK.finditer(text))
    return tuple(dict.fromkeys(f"{match[1].lower()}/{match[2]}" for match in every))


def without_marks(subject: str, words: MailWords) -> str:
    """A subject without what a mailer puts before it when it is passed on."""
    said = plain(subject)
    while (match := words.forwarded.match(said)) is not None:
        said = said[match.end() :]
    return said


def passed_on(mail: Mail, words: MailWords) -> Mail | None:
    """The mail of the site that stands in another one's text, below the lines that say whose it was."""
    lines = mail.text.split("\n")
    for at, line in enumerate(lines):
        if _said(line, words, "from") is None:
            continue
        head: dict[str, str] = {}
        end = at
        for number, below in enumerate(lines[at : at + FORWARD_LINES], at):
            match = _HEADER.match(below)
            what = words.inline.get(fold(match[1])) if match else None
            if match and what:
                head.setdefault(what, match[2].strip())
                end = number
            elif not plain(below) and {"from", "subject"} <= head.keys():
                break
        address = address_in(head["from"])
        if not is_below(address, words.domains) or "subject" not in head:
            continue
        text = _QUOTED.sub("", "\n".join(lines[end + 1 :])).strip("\n")
        return Mail(
            address.lower(), without_marks(head["subject"], words), text, _moment(head.get("date", "")),
            links=links_in(text), passed_on_by=mail.sender,
            was_theirs=is_named(mail.sender, head.get("to", "")),
        )  # fmt: skip
    return None


def is_named(address: str, recipients: str) -> bool:
    """Whether an address is among those that a mail was sent to."""
    return bool(address) and address.lower() in map(str.lower, _ADDRESS.findall(recipients))


def _said(line: str, words: MailWords, what: str) -> str | None:
    match = _HEADER.match(line)
    return match[2] if match and words.inline.get(fold(match[1])) == what else None


def _moment(text: str) -> datetime | None:
    """When a mail that was passed on was sent, as mailers write it; without an offset it is Japan's."""
    kanji = _KANJI_DATE.search(text)
    try:
        if kanji is not None:
            year, month, day, half, hour, minute, second = kanji.groups()
            hours = int(hour) % 12 + 12 * (half == "午後") if half else int(hour)
            return datetime(int(year), int(month), int(day), hours, int(minute), int(second or 0), tzinfo=JST)
        return in_japan(parsedate_to_datetime(text))
    except (ValueError, TypeError):
        pass
    from dateutil import parser  # for what neither the standard nor Japan writes

    try:
        read = parser.parse(text.replace(" at ", " ").replace("JST", ""), default=_LONG_AGO)
    except (ValueError, OverflowError, TypeError):
        return None
    return in_japan(read) if read.year > _LONG_AGO.year else None


def in_japan(moment: datetime) -> datetime:
    """A moment in Japan; one that says no offset is meant so."""
    return moment.astimezone(JST) if moment.tzinfo else moment.replace(tzinfo=JST)
