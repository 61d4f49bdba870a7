"""`procw-tui` and `python -m procw_tui`."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130
"""As a shell says it of SIGINT."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # a command ends before a collection pays; the app turns it on again once it has loaded
    try:
        from procw_tui.glance import glanced

        if glanced(sys.argv[1:]):
            sys.exit(0)
        from procw_tui.cli.main import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
