"""Click's own sentences in the user's language: they pass through gettext's global domain."""

from __future__ import annotations

import gettext
import os

from procw_tui.present.language import DOMAIN, LOCALE_DIR, N_, n_

CLICK = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Show this message and exit."), N_("Error: {message}"),
    N_("Try '{command} {option}' for help."), N_("No such command {name!r}."), N_("No such option {name!r}."),
    N_("Missing option"), N_("Missing argument"), N_("Missing command."), N_("Missing parameter"),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}"),
    N_("Missing parameter: {param_name}"), N_("required"), N_("Error: invalid input"),
    N_("{name} {filename!r} does not exist."), N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."), N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."), N_("{value!r} is not a valid {number_type}."),
    n_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    n_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    n_("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    n_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
)  # fmt: skip


def translate_click(code: str) -> None:
    """Let click find its sentences in our catalogue."""
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = code
