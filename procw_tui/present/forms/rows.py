"""Rows that are no record's field."""

from __future__ import annotations

from procw_tui.domain.record.fields import Field


def row_of(name: str, type_name: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> Field:
    """A row of a form that is no record's field."""
    return Field(name, name, type_name, False, required, None, choices)  # noqa: FBT003 - a NamedTuple's order
