"""What nobody publishes: how the program reads it, and where the user can have it read otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import LANGUAGES, SettingKey
from procw_tui.domain.record.records import Setting
from procw_tui.domain.record.settings import setting_key


class Assumption(NamedTuple):
    """One entry of data/criteria.toml: what is assumed, who says so, and what changes it.

    `criteria`: those that lean on it, or `replies`.

    `setting` is the setting that changes it; without one, `overruled_by` is the kind of record that
    overrules it.
    """

    id: str
    criteria: tuple[str, ...]
    setting: SettingKey | None
    overruled_by: Literal["opening", "earning", "tally"] | None
    source: Mapping[str, str]
    as_of: str
    text: Mapping[str, str]


def assumptions_from(data: Mapping[str, Any]) -> tuple[Assumption, ...]:
    """Assumptions out of the parsed criteria.toml; KeyError where one lacks a part."""
    return tuple(
        Assumption(
            entry["id"], tuple(entry["criteria"]),
            setting_key(entry["setting"]) if "setting" in entry else None,
            entry.get("overruled_by"), entry["source"], str(entry["as_of"]),
            {language: entry[language] for language in LANGUAGES},
        )
        for entry in data["assumption"]
    )  # fmt: skip


class Readings(NamedTuple):
    """How the user has the unpublished rules read; each is a setting of the same name."""

    count_running: bool
    milestone_completes: bool
    rounded_means: bool
    count_repeats: bool
    count_closed_jobs: bool
    profile_yearly: bool


def readings(ledger: Ledger) -> Readings:
    """The readings in force."""
    return ledger.index(_readings, Setting)


def _readings(ledger: Ledger) -> Readings:
    return Readings(
        count_running=bool(ledger.setting("count_running")),
        milestone_completes=bool(ledger.setting("milestone_completes")),
        rounded_means=bool(ledger.setting("rounded_means")),
        count_repeats=bool(ledger.setting("count_repeats")),
        count_closed_jobs=bool(ledger.setting("count_closed_jobs")),
        profile_yearly=bool(ledger.setting("profile_yearly")),
    )
