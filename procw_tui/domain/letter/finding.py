"""One thing to look at again in a letter."""

from __future__ import annotations

from typing import Literal, NamedTuple

Check = Literal[
    "foreign_name", "placeholder", "earlier", "apologetic", "asked", "literal", "format", "portfolio"
]
PRACTICE: dict[Check, str] = {
    "foreign_name": "no-trace-of-pasting", "placeholder": "no-trace-of-pasting",
    "earlier": "written-for-the-job",
    "apologetic": "keen-and-modest", "asked": "written-for-the-job",
    "literal": "written-for-the-job",
    "format": "the-form-asked-for", "portfolio": "portfolio-every-time",
}  # fmt: skip
"""The practice behind each check."""


class Finding(NamedTuple):
    """What was found: in which line of the letter (from 1; the posting's for what it asks; 0: nowhere).

    `excerpt` is the words themselves, as written; `other` is where they come from: a client, a job, a day.
    """

    check: Check
    line: int
    excerpt: str
    other: str = ""

    @property
    def practice(self) -> str:
        """The practice behind it."""
        return PRACTICE[self.check]

    @property
    def in_posting(self) -> bool:
        """Whether the line is one of the posting's."""
        return self.check in {"asked", "literal", "format"}
