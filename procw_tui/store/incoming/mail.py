"""Bytes of a mail as text. Whatever they are, something comes of it: no mail ends a run.

Headers are read from their raw form: Japanese mailers write characters into them that the standard's own
decoding refuses, and to have it take every header apart makes a mail three times as slow.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import NamedTuple

from procw_tui.domain.intake.mail import (
    LONGEST,
    Mail,
    MailWords,
    address_in,
    in_japan,
    is_below,
    is_named,
    links_in,
    passed_on,
    without_marks,
)
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.values import FIRST_YEAR, LAST_YEAR

from .charset import texts_of

MOST_BYTES = 8_000_000
"""Of one mail, attachments included: what lies behind is not looked at."""
MOST_HTML = 300_000
MOST_HEADER, LONGEST_ID = 20_000, 500
MOST_INNER = 50
"""Of mails in one mail."""
JIS = "iso2022_jp"
_NAMES = {
    "utf-8": "utf8", "ascii": "usascii ascii", JIS: "iso2022jp csiso2022jp iso2022jp1 iso2022jp2 iso2022jp3",
    "cp932": "shiftjis sjis xsjis windows31j ms932 cp932 mskanji", "euc_jp": "eucjp xeucjp ujis",
    "cp1252": "iso88591 latin1 windows1252 cp1252", "iso8859_15": "iso885915",
    "gb18030": "gb2312 gbk gb18030", "big5": "big5", "euc_kr": "euckr ksc56011987",
    "utf-16": "utf16", "utf-7": "utf7 unicode11utf7",
}  # fmt: skip
_CHARSETS = {name: codec for codec, names in _NAMES.items() for name in names.split()}
"""The charsets that mails are written in. A codec of another name may take for ever, or be none of text."""
_BETWEEN = re.compile("[^a-z0-9]")
MOST_BYTES_OF_A_CHARACTER = 4
_ESCAPED = re.compile(rb"\x1b(\$[@B]|\$\([@BD]|\([BJIH])")
ROW = range(0x21, 0x7F)
PAIR = 2
LOW_LEADS, HIGH_LEADS, LAST_LOW_ROW = 0x70, 0xB0, 0x5E
ODD_TRAILS, EVEN_TRAILS, NO_TRAIL = 0x1F, 0x7E, 0x60
"""How Shift_JIS lays out two rows of JIS on one first byte, and leaves out 0x7F as a second one."""
_OF_SITE = b"crowdworks."
_OF_UTC = re.compile(r"-0000\b")
_END_OF_HEAD = re.compile(rb"\n\r?\n")
_BARE_RETURN = re.compile(rb"\r(?!\n)")
_PASSED_ON = re.compile(rb"^subject:\s*(?:\[[^\]\n]*\]\s*)?(?:fwd?|=\?)", re.IGNORECASE | re.MULTILINE)
_FROM = re.compile(rb"^from:[ \t]*(.{0,300})", re.IGNORECASE | re.MULTILINE)


class Parsed(NamedTuple):
    """What was found in one mail: its own sender as far as it names one, and the mails of the site in it."""

    sender: str
    mails: tuple[Mail, ...] = ()
    is_mail: bool = True


def parsed(content: bytes, words: MailWords) -> Parsed:
    """A mail of the site, or those that are passed on in it; of what breaks the parser the head alone."""
    whole = _BARE_RETURN.sub(b" ", content[:MOST_BYTES]).lstrip(b"\r\n")
    for parser in (BytesParser, BytesHeaderParser):
        try:
            message = parser(policy=compat32).parsebytes(whole)
            return _parsed(message, words, is_whole=_END_OF_HEAD.search(whole) is not None)
        except Exception:  # noqa: BLE001, S112 - they fail in many ways on what strangers write
            continue
    return Parsed(sender_at_a_glance(content), is_mail=False)


def _parsed(message: Message, words: MailWords, *, is_whole: bool) -> Parsed:
    """`is_whole`: whether its head has an end; without one it is still being written."""
    sender = _sender(message)
    if not any(_raw(message, name) for name in ("from", "subject", "date", "message-id")) or not is_whole:
        return Parsed("", is_mail=False)
    if is_below(sender, words.domains):
        return Parsed(sender, (_mail(message, sender, words),))
    inner = [
        each._replace(passed_on_by=sender, was_theirs=is_named(sender, recipients))
        for each, recipients in islice(_inside(message, words), MOST_INNER)
    ]
    if not inner:
        found = passed_on(_mail(message, sender, words), words)
        inner = [found] if found is not None else []
    return Parsed(sender or _raw(message, "from"), tuple(inner))


def may_be_of_site(content: bytes) -> bool:
    """Whether a mail is worth reading: the site's name stands in it, or somebody may have passed it on."""
    head = content[:MOST_HEADER]
    return _OF_SITE in content.lower() or (
        b"base64" in content[:MOST_BYTES] and _PASSED_ON.search(head) is not None
    )


def sender_at_a_glance(content: bytes) -> str:
    """Who sent it, as it stands there."""
    found = _FROM.search(content[:MOST_HEADER])
    return _text(found[1].strip(), "") if found else ""


def _inside(message: Message, words: MailWords) -> Iterator[tuple[Mail, str]]:
    """The mails of the site that are attached to another one, and whom each was sent to."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            for inner in _attached(part):
                sender = _sender(inner)
                if is_below(sender, words.domains):
                    yield _mail(inner, sender, words), f"{_raw(inner, 'to')}, {_raw(inner, 'cc')}"


def _attached(part: Message) -> list[Message]:
    """The mail in a part; where that is encoded, which the standard forbids, it is decoded first."""
    payload = part.get_payload()
    inner = [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
    encoded = inner and not inner[0].keys()
    if not encoded:
        return inner
    inner[0]["Content-Transfer-Encoding"] = part["Content-Transfer-Encoding"] or "8bit"
    content = inner[0].get_payload(decode=True)
    return [BytesParser(policy=compat32).parsebytes(content)] if isinstance(content, bytes) else []


def _mail(message: Message, sender: str, words: MailWords) -> Mail:
    text, linked = _body(message)
    own_id = _raw(message, "message-id")[:LONGEST_ID]
    texts = map(_writable, (sender.lower(), without_marks(_header(message, "subject"), words), text, own_id))
    sender, subject, text, own_id = texts
    return Mail(sender, subject, text, _sent_at(message), own_id, links_in(text, *linked))


def _writable(text: str) -> str:
    """A text without the halves of characters that some charsets give."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _raw(message: Message, name: str) -> str:
    """A header as it stands, unfolded; the first where there are several."""
    every = (value for key, value in message.raw_items() if key.lower() == name)
    return " ".join(str(next(every, ""))[:MOST_HEADER].split())


def _header(message: Message, name: str) -> str:
    """A header's text, each encoded part in its own charset."""
    raw = _raw(message, name)
    try:
        parts = decode_header(raw)
    except Exception:  # noqa: BLE001 - as in `parsed`
        return _legible(raw)
    return " ".join(
        "".join(
            _legible(part) if isinstance(part, str) else _text(part, name or "") for part, name in parts
        ).split()
    )


def _legible(raw: str) -> str:
    """A header with bytes in it that it should not have."""
    return _text(raw.encode("utf-8", "surrogateescape"), "")


def _sender(message: Message) -> str:
    """The one address that it is from; empty where it is not just one."""
    every = [str(value) for key, value in message.raw_items() if key.lower() == "from"]
    return address_in(" ".join(every[0][:MOST_HEADER].split())) if len(every) == 1 else ""


def _sent_at(message: Message) -> datetime | None:
    """Its own date; where it has none that can be read, when this machine received it."""
    dates = [_raw(message, "date"), _raw(message, "received").rpartition(";")[2]]
    return next((at for at in map(_moment, dates) if at is not None), None)


def _moment(raw: str) -> datetime | None:
    """When; without an offset, or in Japan's own zone, it is Japan's. `-0000` is said of UTC."""
    try:
        at = parsedate_to_datetime(raw)
        if at.tzinfo is None and _OF_UTC.search(raw):
            at = at.replace(tzinfo=UTC)
        at = in_japan(at)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if FIRST_YEAR < at.year < LAST_YEAR else None


def _body(message: Message) -> tuple[str, list[str]]:
    """The text, and what else may hold addresses; of a mail in two forms the plain one."""
    plain, rich = list[str](), list[str]()
    for part in _own_parts(message):
        kind = part.get_content_type()
        if kind.startswith("multipart/"):  # it says so, and has no parts
            kind = "text/plain"
        if kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                text = _text(content, _charset(part))
                (plain if kind == "text/plain" else rich).append(text[:MOST_HTML])
    text = "\n".join(plain).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip() and rich:
        text = "\n".join(line.rstrip() for each in rich for line in _from_html(each).split("\n"))
    return text[: 2 * LONGEST], [html.unescape(each) for each in rich]


def _charset(part: Message) -> str:
    said = part.get_param("charset")
    return str(said[2] if isinstance(said, tuple) else said or "")


def _own_parts(message: Message) -> Iterator[Message]:
    """Its parts without those of mails that are attached to it."""
    if message.get_content_type() == "message/rfc822":
        return
    if message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _own_parts(part)
    else:
        yield message


def _from_html(text: str) -> str:
    from inscriptis import get_text  # for the mails that have no plain form

    try:
        return str(get_text(text))
    except Exception:  # noqa: BLE001 - a page that is none
        return ""


def _text(content: bytes, charset: str) -> str:
    """What bytes say: in their charset, else in the one that they look like; never refused."""
    name = _CHARSETS.get(_plain_name(charset), "")
    content = content[: MOST_BYTES_OF_A_CHARACTER * MOST_HTML]
    if name == JIS or (name in {"", "ascii"} and _ESCAPED.search(content) is not None):
        return _from_jis(content)
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode(name or "utf-8")
    try:
        return texts_of(content)[0]
    except (Invalid, UnicodeDecodeError, LookupError):
        return content.decode("utf-8", "replace")


def _plain_name(charset: str) -> str:
    return _BETWEEN.sub("", charset.lower())


def _from_jis(content: bytes) -> str:
    """ISO-2022-JP with the characters that Windows has put into it, as ① and ㈱: by way of Shift_JIS."""
    pieces = _ESCAPED.split(content)
    found, escape = _text(pieces[0], "utf-8"), b""
    for escape, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if escape == b"$(D":
            found += _decoded(b"\x1b$(D" + piece, "iso2022_jp_1")
        elif escape.startswith(b"$"):
            pairs = (piece[at : at + PAIR] for at in range(0, len(piece), PAIR))
            found += "".join(_decoded(_shifted(pair), "cp932") for pair in pairs)
        elif escape == b"(I":
            found += _decoded(bytes(byte | 0x80 for byte in piece), "cp932")
        else:
            found += _decoded(piece, "ascii")
    return found


def _shifted(pair: bytes) -> bytes:
    """Two bytes of JIS X 0208 as Shift_JIS; what is no pair, as a line break, stays."""
    if len(pair) < PAIR or not all(byte in ROW for byte in pair):
        return pair
    row, cell = pair
    lead = ((row + 1) >> 1) + (LOW_LEADS if row <= LAST_LOW_ROW else HIGH_LEADS)
    trail = cell + (ODD_TRAILS + (cell >= NO_TRAIL) if row & 1 else EVEN_TRAILS)
    return bytes((lead, trail))


def _decoded(content: bytes, encoding: str) -> str:
    return content.decode(encoding, "replace")
