"""What a form holds while one types: its rows, what each text stands for, and the change that it makes.

No widget here: the same form is driven by tests without a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.jobs import same_as, with_its_job
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import AHEAD
from procw_tui.domain.record.fields import Field, typed_fields
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import is_unnamed
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.times import JST
from procw_tui.domain.typed import entry, when
from procw_tui.domain.work.fees import received
from procw_tui.present.cells import visible
from procw_tui.present.language import _, language
from procw_tui.present.sentences.records import value_text
from procw_tui.present.words import errors, figures, labels

from .rows import row_of

FIRST: dict[str, tuple[str, ...]] = {
    "proposal": ("client", "title", "price_yen", "route", "category", "sent_at", "outcome"),
    "message": ("client", "received_at", "subject", "replied_at", "state"),
    "contract": ("client", "title", "type", "price_yen", "started_on", "due_on", "outcome"),
    "review": ("client", "overall", "communication", "opened_on", "skill", "quality", "schedule",
               "partnership"),
    "scout": ("client", "source", "received_on", "counts"),
    "profile_edit": ("parts", "edited_on"),
    "opening": ("rating_shown", "rating_count", "rating_below_five", "communication_shown",
                "communication_count", "communication_below_five", "profile_filled", "as_of"),
}  # fmt: skip
"""The rows that an evening needs stand first; the others follow in the order of the record."""

PRACTICES, TRIED = "practices", "tried"
"""The field of the practices tried, and the row that asks for the one that is tried now."""
HALF_A_YEAR = timedelta(days=183)
STARS = frozenset({"Tenths", "Shown"})
"""Types whose whole numbers stand for stars with decimals."""
_BREAKS = {"\n": "\u240a", "\r": "\u240d", "\t": "\u2409", "\x1b": "\u241b"}


def to_edit(text: str) -> str:
    """A text as one line: line breaks and controls as their pictures."""
    for char, picture in _BREAKS.items():
        text = text.replace(char, picture)
    return text


def from_edit(text: str) -> str:
    """The text that such a line stands for."""
    for char, picture in _BREAKS.items():
        text = text.replace(picture, char)
    return text


def to_area(text: str) -> str:
    """A text of several lines without anything that a terminal would obey, as the screens show it."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in whole.split("\n"))


def _ordered(kind: str, fields: Sequence[Field]) -> list[Field]:
    first = FIRST.get(kind, ())
    return sorted(fields, key=lambda f: first.index(f.attr) if f.attr in first else len(first))


class Form:
    """A form for one kind of record: new, or the one given."""

    def __init__(self, kind: str, now: datetime, record: Record | None = None) -> None:
        self.kind = kind
        self.now = now
        self.record = record
        self.fields = _ordered(
            kind, [field for field in typed_fields(kind) if not field.name.endswith("_id")
                   and field.attr != PRACTICES]
        )  # fmt: skip
        self.tried_now: Practice | None = None  # one that is tried: whether it was tried on this record
        self.begin_at = ""  # the row to begin with, where another than the first that is missing
        self.never_blank: frozenset[str] = frozenset()  # rows of choices that always hold one
        self.aside = ""  # what is good to know before saving
        self.about = ""  # what it is about beside its kind: its drafts are kept apart
        self.handed: Mapping[str, str] = {}  # what another dialog hands over, before what a draft has
        self.linked: dict[str, str] = {}  # ids of other records: kept, never shown
        self.texts: dict[str, str] = {field.attr: "" for field in self.fields}
        if record is not None:
            self.texts.update({field.attr: self._text_of(field) for field in self.fields})
        self._begun = dict(self.texts)

    def ask_whether_tried(self, practice: Practice) -> None:
        """One row more: whether the practice that is tried was tried on this record."""
        self.tried_now = practice
        known = getattr(self.record, PRACTICES, None) or ()
        self.fields.append(row_of(TRIED, "bool"))
        self.texts[TRIED] = self._begun[TRIED] = "yes" if practice.id in known else ""

    def _practices(self, record: Record | None) -> tuple[str, ...] | None:
        """A record's practices with what was answered."""
        known = getattr(record, PRACTICES, None) or ()
        assert self.tried_now is not None  # noqa: S101 - the row is there
        others = tuple(each for each in known if each != self.tried_now.id)
        return (*others, self.tried_now.id) if self.texts[TRIED] == "yes" else others or None

    def _text_of(self, field: Field) -> str:
        """The value of a record as somebody would have typed it."""
        value = getattr(self.record, field.attr)
        if field.attr == "client" and is_unnamed(value):  # a stand-in: whoever names it types the name alone
            return ""
        if field.choices and not field.many:
            return str(value or "")
        if isinstance(value, tuple) and field.choices:
            return " ".join(self.choice_label(field, item) for item in value)
        if isinstance(value, tuple):
            return " ".join(str(item / 10 if field.type == "Tenths" else item) for item in value)
        if isinstance(value, int) and not isinstance(value, bool) and field.type not in STARS:
            return str(value)
        return to_edit(str(value)) if isinstance(value, str) else value_text(self.record, field)  # type: ignore[arg-type]

    @property
    def title(self) -> str:
        """What the form is for."""
        kind = labels.kind(self.kind)
        return kind if self.record is None else _("Edit: {kind}").format(kind=kind)

    def label(self, field: Field) -> str:
        """The words beside a row."""
        return labels.field(field.name)

    def choices(self, field: Field) -> tuple[str, ...]:
        """What a row offers; empty for one that is typed."""
        if field.type == "bool":
            return ("yes", "no")
        return field.choices if not field.many else ()

    def choice_label(self, field: Field, value: str) -> str:
        """The words of a choice."""
        if field.type == "bool":
            return _("yes") if value == "yes" else _("no")
        return labels.choice(self.kind, field.name, value)

    @property
    def typed(self) -> dict[str, str]:
        """The rows that the user has changed, and nothing else: the others may change elsewhere."""
        return {attr: text for attr, text in self.texts.items() if text != self._begun[attr]}

    def missing(self) -> list[int]:
        """The rows that must be filled in and are empty."""
        return [
            number for number, field in enumerate(self.fields)
            if field.required and not self.texts[field.attr] and not self._has_default(field)
            and not self._awaits_name(field)
        ]  # fmt: skip

    def first_missing(self) -> int:
        """The row to begin with: the first required one that is empty, else the first."""
        begin = [number for number, field in enumerate(self.fields) if field.attr == self.begin_at]
        return next(iter(begin if self.begin_at else self.missing()), 0)

    def _has_default(self, field: Field) -> bool:
        return (
            field.attr == KINDS[self.kind].own
            and field.type in {"Moment", "Day"}
            and self.kind not in {"tally", "gap"}
        )

    def _awaits_name(self, field: Field) -> bool:
        """Whether a row is the client of a record whose name is still to come."""
        known = getattr(self.record, "client", None)
        return field.attr == "client" and known is not None and is_unnamed(known)

    def shown_default(self, field: Field) -> str:
        """What holds where a row is left empty."""
        if self._awaits_name(field):
            return labels.client(getattr(self.record, "client", None))
        if self.record is not None:
            return ""
        if self._has_default(field) and field.required:
            return self.hint(field)
        if field.choices and not field.many and field.default:
            return self.choice_label(field, field.default)
        return ""

    def read(self, field: Field) -> Any:
        """The value of a row; None where it is empty. Invalid where it can't be read."""
        text = from_edit(self.texts[field.attr])
        if not text.strip() and not (self._has_default(field) and field.required):
            return None
        if self.kind == "message" and field.attr == "received_at" and when.is_span(text):
            return when.span(text, self.now)[0]
        if field.many and field.choices:
            text = labels.as_codes(self.kind, field, text)
        return entry.value(field, text, self.now)

    def hint(self, field: Field) -> str:
        """What was understood of a row, or why it was not."""
        if field.attr == TRIED and self.tried_now is not None:
            return visible(self.tried_now.title[language()])
        try:
            value = self.read(field)
        except Invalid as error:
            return errors.invalid(error)
        if value is None:
            return self._empty_hint(field)
        if field.attr == "received_at" and when.is_span(self.texts[field.attr]):
            first, last = when.span(self.texts[field.attr], self.now)
            return _("received {first}, replied {last}").format(
                first=self._shown(first), last=self._shown(last)
            )
        if field.type == "Yen" and self.kind in {"proposal", "contract"}:
            got = received(value, task=self.texts.get("type") == "task")
            return _("{price} with tax, {got} after the fee").format(
                price=figures.yen(value), got=figures.yen(got)
            )
        return self._shown(value)

    def _shown(self, value: Any) -> str:
        if isinstance(value, datetime):
            return f"{value.astimezone(JST):%Y-%m-%d %H:%M}"
        if isinstance(value, date):
            ahead = (value - self.now.date()).days
            return (
                f"{value.isoformat()} ({figures.in_days(ahead) if ahead >= 0 else figures.days_ago(-ahead)})"
            )
        return ""

    def _empty_hint(self, field: Field) -> str:
        if field.required:
            return _("needed")
        shapes = {
            "Moment": _("14:05, -2h, 昨日 18:00, 11/22"), "Day": _("11/22, 昨日, -3d"),
            "Month": _("2026-10, 10"),
            "Yen": _("12000, 1.2万, 10000税抜"), "Star": _("1 to 5"), "Tenths": _("e.g. 4.8"),
            "Shown": _("4.9 or 4.87, as the site shows it"),
        }  # fmt: skip
        if field.attr in AHEAD:
            return _("明日, +3d, 11/30")
        if field.type == "Tenths" and field.many:
            return _("4.8 4.6: each of them, with blanks between")
        if field.many:
            names = " ".join(self.choice_label(field, code) for code in field.choices)
            return names or _("several, with blanks between")
        return shapes.get(field.type, "")

    def values(self) -> dict[str, Any]:
        """The values of every row that was typed in; Invalid on the first that can't be taken."""
        filled: dict[str, Any] = dict(self.linked)
        for field in self.fields:
            changed = self.texts[field.attr] != self._begun[field.attr]
            if field.attr == TRIED and changed:
                filled[PRACTICES] = self._practices(self.record)
            if field.attr == TRIED or (self.record is not None and not changed):
                continue
            value = self.read(field)
            if value is None and field.required:
                raise Invalid(field.name, "missing")
            if value is not None or self.record is not None:
                filled[field.attr] = field.default if value is None else value
        if self.kind == "contract" and self.record is None and not self.texts["started_on"].strip():
            filled["assumed"] = ("started_on",)  # today, because nobody said
        if self.kind == "message" and when.is_span(self.texts["received_at"]):
            filled["replied_at"] = when.span(self.texts["received_at"], self.now)[1]
        if self.kind == "message" and filled.get("replied_at") and not self.texts["state"].startswith("not"):
            filled["state"] = "answered"
        return filled

    def change(self, ledger: Ledger) -> Change:
        """What saving it does; nothing, where a record was opened and left as it is."""
        values = self.values()
        if self.record is not None and not self.typed:
            return Change("edit", ())
        if self.record is not None:
            if PRACTICES in values:  # others may have been noted elsewhere meanwhile
                values[PRACTICES] = self._practices(ledger.find(self.record.id, self.kind))
            return changes.edit(ledger, self.record.id, values)
        return with_its_job(ledger, changes.log(ledger, KINDS[self.kind](id=changes.new_id(), **values)))

    def far_away(self) -> tuple[Field, date] | None:
        """A day that was typed and lies more than half a year off: a year is soon mistyped."""
        if type(self) is not Form:
            return None
        for field in self.fields:
            if field.type not in {"Day", "Moment"} or field.attr not in self.typed:
                continue
            value = self.read(field)
            day = value.astimezone(JST).date() if isinstance(value, datetime) else value
            if day is not None and abs(day - self.now.astimezone(JST).date()) > HALF_A_YEAR:
                return field, day
        return None

    def twin(self, ledger: Ledger) -> Record | None:
        """A record that says the same as the new one that is typed; None where that can't be read yet."""
        if self.record is not None or self.kind not in KINDS or type(self) is not Form:
            return None
        try:
            typed = KINDS[self.kind](id="", **self.values())
        except (Invalid, TypeError):
            return None
        return next(iter(same_as(ledger, typed)), None)

    @property
    def save_words(self) -> tuple[str, str]:
        """What Enter and Esc do."""
        return _("save"), _("close, kept as a draft")

    def prefill(self, texts: Mapping[str, str]) -> None:
        """Put in what is known already: nothing that the user typed, so no draft is kept of it."""
        self.fill(texts)
        self._begun = dict(self.texts)

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put texts into rows."""
        self.texts.update({attr: text for attr, text in texts.items() if attr in self.texts})
