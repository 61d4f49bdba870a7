"""`procw-tui` and `python -m procw_tui`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # a command ends before a collection pays; the app turns it on again once it has loaded
    from procw_tui.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
