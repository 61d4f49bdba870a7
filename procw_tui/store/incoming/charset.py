"""The text of a file that says nothing about its encoding: Japanese ones are not always told apart."""

from __future__ import annotations

from procw_tui.domain.record.invalid import Invalid

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
BEFORE_UNICODE = ("cp932", "euc_jp")
ISO_2022 = (b"\x1b$", b"\x1b(")
ENCODINGS = ("utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16")
"""What a user may say a file is in."""
MISREAD = ("cp932", "cp1252", "latin-1")
"""What UTF-8 is taken for where it comes out as a mess."""
SURELY = 0.1
"""How much more of a mess one reading must be than another to be left out of account."""


def text_of(content: bytes, encoding: str = "") -> str:
    """What a file says. `encoding`: as the user says; else by its mark, as UTF-8, or as Japanese of before.

    Invalid where it is none of these, where it is a mess already, and where it can be read in two ways.
    """
    readings = texts_of(content, encoding)
    if len(readings) > 1:
        first, second = (each.strip()[:20] for each in readings)
        raise Invalid("", "which_encoding", value=f"{first} / {second}")
    return readings[0]


def texts_of(content: bytes, encoding: str = "") -> list[str]:
    """What a file may say, the likeliest first: more than one where it can be read in more than one way."""
    if encoding:
        return [_strictly(content, encoding)]
    for mark, name in MARKS.items():
        if content.startswith(mark):
            return [_strictly(content, name)]
    if any(mark in content for mark in ISO_2022) and content.isascii():
        return [_strictly(content, "iso2022_jp")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _japanese(content)
    return [_no_mess(text)]


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return _no_mess(content.decode(encoding))
    except UnicodeDecodeError:
        raise Invalid("", "unreadable_text") from None


def _no_mess(text: str) -> str:
    """A text that was not read in a wrong encoding before it was saved."""
    if "\ufffd" in text or (not text.isascii() and any(_is_misread(text, name) for name in MISREAD)):
        raise Invalid("", "unreadable_text")
    return text


def _is_misread(text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding).decode("utf-8") != text
    except (UnicodeEncodeError, UnicodeDecodeError):
        return False


def _japanese(content: bytes) -> list[str]:
    """Shift_JIS of Windows or EUC: the one that can be decoded, else the one that is less of a mess."""
    read: dict[str, str] = {}
    for name in BEFORE_UNICODE:
        try:
            read[name] = content.decode(name)
        except UnicodeDecodeError:
            continue
    if not read:
        raise Invalid("", "unreadable_text")
    return [*read.values()] if len(read) == 1 else _likelier(content, read)


def _likelier(content: bytes, read: dict[str, str]) -> list[str]:
    from charset_normalizer import from_bytes  # for the few files that can be read in two ways

    found = {match.encoding: match for match in from_bytes(content, cp_isolation=[*read], threshold=1.0)}
    mess = {name: found[name].chaos - found[name].coherence if name in found else 1.0 for name in read}
    best, other = sorted(read, key=lambda name: mess[name])
    return [read[best]] if mess[other] - mess[best] >= SURELY else [read[best], read[other]]
