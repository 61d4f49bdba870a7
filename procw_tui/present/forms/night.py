"""夜の記録 while one types: numbers in one strip, digits only; the last is 1 for a day of rest."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from procw_tui.domain.evening.night import Night, evening_of, logged, night, undelivered
from procw_tui.domain.ledger import days
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.days import rests
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.records import Contract
from procw_tui.domain.record.times import DAY
from procw_tui.present.commands import KEY
from procw_tui.present.language import N_, _, sentences
from procw_tui.present.paint import Line, Lines, Role, flowed, line, paragraph
from procw_tui.present.words import figures, labels

LABELS = (N_("applied"), N_("unanswered"), N_("delivered"), N_("相談"), N_("rest"))
MOST_DIGITS = 2


class NightStrip:
    """The strip: what was typed in each field, which one is next, and for which day."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.evening = evening_of(now)
        self.day = self.evening
        self.texts = [""] * len(LABELS)
        self.index = 0

    def draft(self) -> dict[str, str]:
        """What was typed, on which evening and for which day."""
        return {
            "evening": self.evening.isoformat(),
            "day": self.day.isoformat(),
            **dict(zip(LABELS, self.texts, strict=True)),
        }

    def take_up(self, draft: Mapping[str, str]) -> None:
        """A draft of this evening again, for the day that it was typed for; one of another is out of date."""
        if draft.get("evening") != self.evening.isoformat():
            return
        self.texts = [draft.get(label, "") for label in LABELS]
        with contextlib.suppress(ValueError):
            self.day = min(date.fromisoformat(draft.get("day", "")), self.now.date())

    @property
    def typed(self) -> Night:
        """The numbers typed."""
        return Night(*(int(text) if text else None for text in self.texts[:-1]))

    @property
    def is_today(self) -> bool:
        """Who waits is known of now alone."""
        return self.day >= self.evening

    def digit(self, char: str) -> bool:
        """Type a digit, half- or full-width; False for anything else."""
        value = unicodedata.digit(char, None)
        if value is None or not self._is_asked(self.index):
            return False
        text = self.texts[self.index]
        if LABELS[self.index] == "rest":
            self.texts[self.index] = str(min(value, 1))
        else:
            self.texts[self.index] = f"{text}{value}" if len(text) < MOST_DIGITS else str(value)
        return True

    def erase(self) -> None:
        """Take the last digit back; of an empty field, go back to the one before."""
        if self.texts[self.index]:
            self.texts[self.index] = self.texts[self.index][:-1]
        else:
            self.move(-1)

    def move(self, by: int) -> None:
        """The next field, round and round."""
        self.index = (self.index + by) % len(LABELS)
        if not self._is_asked(self.index):
            self.move(by)

    def other_day(self, by: int) -> None:
        """A day back or on, never past today."""
        self.day = min(self.day + by * DAY, self.now.date())
        if not self._is_asked(self.index):
            self.move(1)

    def _is_asked(self, index: int) -> bool:
        return self.is_today or LABELS[index] != "unanswered"

    @property
    def only_zeros(self) -> bool:
        """Whether nothing but zeros was typed: there is no record of nothing."""
        *numbers, rest = self.texts
        return not rest and any(numbers) and not any(int(text) for text in numbers if text)

    def change(self, ledger: Ledger, chosen: Sequence[str] = ()) -> Change:
        """What saving it does; Invalid where the numbers can't be."""
        typed = self.typed if self.is_today else self.typed._replace(unanswered=None)
        change = night(ledger, typed, self.day, self.now, chosen)
        rest = self.texts[-1]
        if not rest or (rest == "1") == (rests(ledger, self.day) is not None):
            return change
        turned = days.rest(ledger, self.day)
        return change._replace(ops=(*change.ops, *turned.ops)) if change.ops else turned

    def to_choose(self, ledger: Ledger) -> list[Contract]:
        """The running contracts among which the delivered ones must be chosen; empty where it is plain."""
        known = logged(ledger, self.day, self.now).delivered or 0
        more = (self.typed.delivered or 0) - known
        running = undelivered(ledger, self.day)
        return running if 0 < more < len(running) else []

    def more_delivered(self, ledger: Ledger) -> int:
        """How many deliveries are new."""
        return max(0, (self.typed.delivered or 0) - (logged(ledger, self.day, self.now).delivered or 0))

    def title(self) -> Line:
        """The day, and how to change it."""
        return line("  ", (_("The evening"), "head"), f"  {figures.day_name(self.day)}   ",
                    ("[ ]", "key"), (_(" other day"), "dim"))  # fmt: skip

    def strip(self, ledger: Ledger, cells: int) -> Lines:
        """The numbers, on as many lines as they take; of each that is not typed what the day has already."""
        known = (*logged(ledger, self.day, self.now), int(rests(ledger, self.day) is not None))
        fields: Lines = []
        for number, (label, text, count) in enumerate(zip(LABELS, self.texts, known, strict=True)):
            if not self._is_asked(number):
                continue
            here = number == self.index
            role: Role = "key" if here else "dim"
            shown = text or str(count if count is not None else "-")
            mark = ("[", "]") if here else (" ", " ")
            number_role: Role = "strong" if text else "dim"
            fields.append(((f"{_(label)} ", role), (f"{mark[0]}{shown:>2}{mark[1]}", number_role)))
        return [line("  ", *shown) for shown in flowed(fields, cells - 2, indent="")]

    def hint(self, cells: int) -> Lines:
        """What the numbers are."""
        told = sentences(
            _("The day's totals; a dim number is what is logged already."),
            _("Names can come later: paste the list with {key:paste}.").format(key=KEY),
            _("A day of rest is a 1 in the last one, and costs nothing."),
        )
        return paragraph(told, cells, "dim", "  ")


def contract_name(contract: Contract) -> str:
    """A contract as it is chosen."""
    title = contract.title or labels.choice("contract", "type", contract.type)
    return f"{labels.client(contract.client)}  {title}"
