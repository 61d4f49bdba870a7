"""What can't be seen in a name, against the tables of Unicode."""

from __future__ import annotations

import sys
import unicodedata

from procw_tui.domain.record.names import without_invisible

SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


def test_what_can_not_be_seen_is_what_unicode_says() -> None:
    """Every format character and every selector; beyond them only what an older table does not know yet."""
    for number in range(sys.maxunicode + 1):
        char = chr(number)
        category = unicodedata.category(char)
        gone = not without_invisible(char)
        assert gone >= (category == "Cf" or number in SELECTORS), hex(number)
        assert not gone or category in {"Cf", "Cn"} or number in SELECTORS, hex(number)
