"""Checksums, and the one bit by which a content differs from what its checksum was made of."""

from __future__ import annotations

import zlib

_POLYNOMIAL = 0xEDB88320
_BITS = 8


def _table() -> list[int]:
    """What the CRC of one byte is, as in ISO 3309: the table that every CRC-32 goes by."""
    found = []
    for value in range(256):
        for _ in range(_BITS):
            value = value >> 1 ^ (_POLYNOMIAL if value & 1 else 0)  # noqa: PLW2901 - a shift register
        found.append(value)
    return found


def corrected(content: bytes, wanted: int) -> bytes | None:
    """The content with one bit turned round so that its CRC-32 is `wanted`; None where no single one does.

    How two checksums differ depends on nothing but which bits do and how far from the end: the difference is
    followed back from the end until it is that of one bit.
    """
    table = _table()
    before = {value >> 24: number for number, value in enumerate(table)}
    ones = {table[1 << bit]: 1 << bit for bit in range(_BITS)}
    difference = zlib.crc32(content) ^ wanted
    for place in range(len(content) - 1, -1, -1):
        bit = ones.get(difference)
        if bit is not None:
            return content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
        number = before[difference >> 24]
        difference = (difference ^ table[number]) << 8 | number
    return None


def differs_by_one_bit(one: bytes, other: bytes) -> bool:
    """Whether two contents of one length are the same but for a single bit."""
    if len(one) != len(other):
        return False
    return sum((left ^ right).bit_count() for left, right in zip(one, other, strict=True)) == 1
