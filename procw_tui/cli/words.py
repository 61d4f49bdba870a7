"""Click's own sentences in the user's language: they pass through gettext's global domain."""

from __future__ import annotations

import gettext
import os

from procw_tui.present.language import DOMAIN, LOCALE_DIR, N_

CLICK = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Show this message and exit."), N_("Error: {message}"),
    N_("Try '{command} {option}' for help."), N_("No such command {name!r}."), N_("No such option {name!r}."),
    N_("Missing option"), N_("Missing argument"), N_("Missing command."), N_("Missing parameter"),
    N_("Option {name!r} requires an argument."), N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}"),
    N_("Missing parameter: {param_name}"), N_("Did you mean {possibility}?"), N_("required"),
    N_("Got unexpected extra argument ({args})"), N_("Got unexpected extra arguments ({args})"),
    N_("{value!r} is not one of {choices}."), N_("{value!r} is not one of {choice}."),
)  # fmt: skip


def translate_click(code: str) -> None:
    """Let click find its sentences in our catalogue."""
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = code
