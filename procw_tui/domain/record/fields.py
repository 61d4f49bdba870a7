"""The fields of each kind, read off the annotations in `records.py`."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple, get_args

from . import codes
from .kinds import KINDS


class Field(NamedTuple):
    """One field of a kind. `name` is the public one (`from`), `attr` Python's (`from_`)."""

    name: str
    attr: str
    type: str
    many: bool
    required: bool
    default: Any
    choices: tuple[str, ...]


def _field(raw: dataclasses.Field[Any]) -> Field:
    type_name = str(raw.type).removesuffix(" | None")
    many = type_name.startswith("tuple[")
    if many:
        type_name = type_name.removeprefix("tuple[").removesuffix(", ...]")
    required = raw.default is dataclasses.MISSING
    return Field(
        raw.name.rstrip("_"), raw.name, type_name, many, required, None if required else raw.default,
        get_args(getattr(codes, type_name, None)) if type_name != "Value" else (),
    )  # fmt: skip


FIELDS: dict[str, tuple[Field, ...]] = {
    kind: tuple(_field(raw) for raw in dataclasses.fields(cls)) for kind, cls in KINDS.items()
}

KEPT_BY_STORE = frozenset({"id", "changed_at", "assumed"})
"""Fields that nobody types."""


def typed_fields(kind: str) -> tuple[Field, ...]:
    """The fields a person may fill in, `note` last."""
    return tuple(
        sorted((f for f in FIELDS[kind] if f.attr not in KEPT_BY_STORE), key=lambda f: f.name == "note")
    )
