"""Two quiet themes of our own. One accent; red only for what is being lost.

Contrast holds in xterm's 256 colours as well, which is what most have over SSH: a test reckons both.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="procw-dark", primary="#87afd7", secondary="#87afd7", accent="#87afd7", warning="#d7af5f",
    error="#ff8787", success="#87af87", foreground="#dcdcdc", background="#121212", surface="#1c1c1c",
    panel="#262626", dark=True, variables={"band": "#3a3a3a", "trough": "#3a3a3a", "faint": "#949494"},
)  # fmt: skip
LIGHT = Theme(
    name="procw-light", primary="#005f87", secondary="#005f87", accent="#005f87", warning="#5f5f00",
    error="#af0000", success="#005f00", foreground="#262626", background="#ffffff", surface="#f0f0f0",
    panel="#e6e6e6", dark=False, variables={"band": "#d2d2d2", "trough": "#c8c8c8", "faint": "#626262"},
)  # fmt: skip
TERMINAL_VARIABLES = {
    "dark": {"band": "ansi_default", "trough": "ansi_bright_black", "faint": "ansi_bright_black"},
    "light": {"band": "ansi_default", "trough": "ansi_white", "faint": "ansi_bright_black"},
}
"""What Textual's ansi themes lack of ours. A band is reversed there: no colour of a terminal's is known to be
readable on another."""
