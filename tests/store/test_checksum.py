"""The one bit by which a content differs from what its checksum was made of."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from procw_tui.store.checksum import corrected, differs_by_one_bit

CONTENTS = st.binary(min_size=1, max_size=300)


def turned(content: bytes, place: int) -> bytes:
    byte, bit = divmod(place % (len(content) * 8), 8)
    return content[:byte] + bytes([content[byte] ^ 1 << bit]) + content[byte + 1 :]


@given(CONTENTS, st.integers(0, 10_000))
def test_one_turned_bit_is_turned_back(content: bytes, place: int) -> None:
    assert corrected(turned(content, place), zlib.crc32(content)) == content


@given(CONTENTS, st.integers(0, 10_000), st.integers(0, 10_000))
def test_two_turned_bits_are_not_guessed_at(content: bytes, one: int, other: int) -> None:
    spoilt = turned(turned(content, one), other)
    assert corrected(spoilt, zlib.crc32(content)) is None


@given(CONTENTS, st.integers(0, 10_000))
def test_what_differs_by_one_bit(content: bytes, place: int) -> None:
    assert differs_by_one_bit(content, turned(content, place))
    assert not differs_by_one_bit(content, content)
    assert not differs_by_one_bit(content, content + b"\0")
