"""Record <-> JSON document, total and strict: the only place that knows how a record is written.

Documents leave out what is absent. Fields that this version doesn't know stay in the document that the
store keeps beside the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from procw_tui.domain.record.fields import FIELDS, Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Message, Record
from procw_tui.domain.record.values import reader, writer

Doc = dict[str, Any]
Slot = Callable[[Record, Any], None]


class _Plan(NamedTuple):
    """How one kind is read: its slots filled directly, which takes half the time of calling the class."""

    cls: type[Record]
    slots: tuple[tuple[str, Slot, Callable[[str, Any], Any], Any, bool], ...]
    """Name, slot, reader, default, whether it is required."""
    names: frozenset[str]
    writers: tuple[tuple[Field, Callable[[Any], Any] | None], ...]


def _slot(cls: type[Record], attr: str) -> Slot:
    for base in cls.__mro__:
        if attr in base.__dict__:
            return cast("Slot", base.__dict__[attr].__set__)
    raise AttributeError(attr)


def _plan(kind: str) -> _Plan:
    cls, fields = KINDS[kind], FIELDS[kind]
    return _Plan(
        cls,
        tuple((f.name, _slot(cls, f.attr), reader(f), f.default, f.required) for f in fields),
        frozenset(f.name for f in fields),
        tuple((f, writer(f)) for f in fields),
    )


_plans: dict[str, _Plan] = {}


def _plan_of(kind: str) -> _Plan:
    """Made when first needed: a command seldom reads every kind."""
    if kind not in _plans:
        _plans[kind] = _plan(kind)
    return _plans[kind]


def decode(kind: str, doc: Mapping[str, Any], *, strict: bool = False) -> Record:
    """The record of a document; Invalid names the field at fault.

    `strict` refuses fields that don't exist (an import); a file may hold those of a later version.
    """
    plan = _plan_of(kind)
    if strict and (unknown := sorted(doc.keys() - plan.names)):
        raise Invalid(unknown[0], "unknown_field", kind=kind)
    record = object.__new__(plan.cls)
    get = doc.get
    for name, put, read, default, required in plan.slots:
        value = get(name)
        if value is not None:
            put(record, read(name, value))
        elif required:
            raise Invalid(name, "missing")
        else:
            put(record, default)
    if kind == "message" and get("state") is None and get("replied_at") is not None:
        _slot(Message, "state")(record, "answered")
    return record


def encode(record: Record) -> Doc:
    """The document of a record, without what is absent or holds anyway."""
    doc: Doc = {}
    for field, write in _plan_of(record.kind).writers:
        value = getattr(record, field.attr)
        if value is None or (value == field.default and field.name != "state"):
            continue
        doc[field.name] = write(value) if write else value
    return doc


def content(record: Record) -> Doc:
    """What a record says, without when the store last took it."""
    doc = encode(record)
    doc.pop("changed_at", None)
    return doc
