"""The user's language. Source strings are English; `ja` is complete at all times, which a test holds."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from procw_tui.domain.record.codes import LANGUAGES

DOMAIN = "procw_tui"
LOCALE_DIR = Path(__file__).parents[1] / "locale"


NAMES = {"ja": "日本語", "en": "English"}
"""Of each language, in itself."""


class _Current:
    """The one language of the process: every sentence is made when it is shown, so a switch shows at once."""

    code = "ja"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.NullTranslations() if code == "en" else gettext.translation(DOMAIN, LOCALE_DIR, [code])


def set_language(code: str) -> None:
    """Speak `ja` or `en` from now on."""
    _Current.code = code
    _Current.catalogue = _catalogue(code)


def in_language(code: str, message: str) -> str:
    """A sentence in a language, whichever is in force."""
    return _catalogue(code).gettext(message)


def language() -> str:
    """The language in force."""
    return _Current.code


def next_language() -> str:
    """The one that `L` switches to."""
    return LANGUAGES[(LANGUAGES.index(_Current.code) + 1) % len(LANGUAGES)]


def _(message: str) -> str:
    """A sentence in the user's language."""
    return _Current.catalogue.gettext(message)


def n_(singular: str, plural: str, number: int) -> str:
    """A sentence that counts."""
    return _Current.catalogue.ngettext(singular, plural, number)


def p_(context: str, message: str) -> str:
    """A word whose translation hangs on where it stands."""
    return _Current.catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a string for the catalogue where it is translated later, with `_`."""
    return message


def choose_language(
    asked: str | None, environment: Mapping[str, str], saved: object, default: str = "ja"
) -> str:
    """`--lang`, PROCW_LANG, the saved setting, the locale, else Japanese."""
    for wanted in (asked, environment.get("PROCW_LANG"), saved):
        if wanted in LANGUAGES:
            return str(wanted)
    locale = next(filter(None, (environment.get(k) for k in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return next((code for code in LANGUAGES if locale.lower().startswith(code)), default)


def sentences(*parts: str) -> str:
    """Sentences one after the other: Japanese puts nothing between them."""
    return ("" if language() == "ja" else " ").join(part for part in parts if part)


def each_language() -> Iterator[str]:
    """Each language in turn; afterwards the one that was in force."""
    before = language()
    try:
        for code in LANGUAGES:
            set_language(code)
            yield code
    finally:
        set_language(before)
