"""Two quiet themes of our own. One accent; red only for what is being lost."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="procw-dark", primary="#7fb2d9", secondary="#7fb2d9", accent="#7fb2d9", warning="#d9b36c",
    error="#e07a7a", success="#8fbf8f", foreground="#d8dbe0", background="#16191d", surface="#1d2126",
    panel="#272c33", dark=True, variables={"band": "#2b323b", "trough": "#2b323b", "faint": "#8a929c"},
)  # fmt: skip
LIGHT = Theme(
    name="procw-light", primary="#1f5f8f", secondary="#1f5f8f", accent="#1f5f8f", warning="#8a5a00",
    error="#b02a2a", success="#2f6f2f", foreground="#22262b", background="#fbfbf9", surface="#f1f1ee",
    panel="#e6e6e1", dark=False, variables={"band": "#e0e4e8", "trough": "#d9dde1", "faint": "#6a7078"},
)  # fmt: skip
TERMINAL_VARIABLES = {
    "dark": {"band": "ansi_blue", "trough": "ansi_bright_black", "faint": "ansi_bright_black"},
    "light": {"band": "ansi_white", "trough": "ansi_white", "faint": "ansi_bright_black"},
}
"""What Textual's ansi themes lack of ours."""
