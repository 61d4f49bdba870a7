"""What the program knows, read from data/ into values and handed to whoever needs them."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procw_tui.domain.certification.assumptions import Assumption, assumptions_from
from procw_tui.domain.record.rules import Rules, rules_from

if TYPE_CHECKING:
    from procw_tui.domain.evening.practices import Practice
    from procw_tui.domain.intake.mail import MailWords
    from procw_tui.domain.intake.words import SiteWords
    from procw_tui.domain.letter.words import LetterWords

PACKAGE = Path(__file__).parent


def data_file(name: str) -> Path:
    """A file of data/: inside the package when installed, beside it in a checkout."""
    installed = PACKAGE / "data" / name
    return installed if installed.exists() else PACKAGE.parent / "data" / name


def page(name: str) -> str:
    """A page of the project's: inside the package when installed, at its place in a checkout."""
    installed = PACKAGE / "data" / name
    return (installed if installed.exists() else PACKAGE.parent / name).read_text(encoding="utf-8")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(data_file(name).read_text(encoding="utf-8"))


class Knowledge:
    """Every file of data/, each read when it is first asked for: a line for tmux needs one of them."""

    @cached_property
    def rules(self) -> Rules:
        """The rules of the certification, from data/criteria.toml."""
        return rules_from(_read("criteria.toml"))

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What nobody publishes, from data/criteria.toml."""
        return assumptions_from(_read("criteria.toml"))

    @cached_property
    def site_words(self) -> SiteWords:
        """The words of the site, from data/site_words.toml."""
        from procw_tui.domain.intake.words import site_words_from

        return site_words_from(_read("site_words.toml"))

    @cached_property
    def mail_words(self) -> MailWords:
        """What is known of the site's mails, from data/mail_words.toml."""
        from procw_tui.domain.intake.mail import mail_words_from

        return mail_words_from(_read("mail_words.toml"))

    @cached_property
    def letter_words(self) -> LetterWords:
        """What a letter is checked by, from data/letter_words.toml."""
        from procw_tui.domain.letter.words import letter_words_from

        return letter_words_from(_read("letter_words.toml"))

    @cached_property
    def notes(self) -> tuple[dict[str, str], ...]:
        """A line for each day by language, from data/notes.toml."""
        return tuple(_read("notes.toml")["note"])

    @cached_property
    def practices(self) -> tuple[Practice, ...]:
        """Every practice, from data/practices.toml."""
        from procw_tui.domain.evening.practices import practices_from

        return practices_from(_read("practices.toml"))

    @cached_property
    def practice_ids(self) -> frozenset[str]:
        """The ids that a record may name."""
        return frozenset(practice.id for practice in self.practices)


KNOWLEDGE = Knowledge()
"""What this installation knows: the files do not change while it runs."""
