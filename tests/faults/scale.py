"""How far the faults are driven: a short form in the suite, the whole with `make faults`."""

from __future__ import annotations

import os
import sys

FULL = os.environ.get("PROCW_FAULTS") == "full"


def times(short: int, full: int) -> int:
    """How often, in the suite or in full."""
    return full if FULL else short


def figure(text: str) -> None:
    """A figure that `make faults` prints."""
    if FULL:
        sys.stdout.write(f"\n  {text}\n")
