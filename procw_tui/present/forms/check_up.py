"""The check-up before a cut-off: four figures of the site beside those of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from procw_tui.domain.certification.mean_stars import StarsId, stars
from procw_tui.domain.evening import check_up
from procw_tui.domain.evening.check_up import logged_twice, unlogged_ratings
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.checks import check
from procw_tui.domain.record.fields import Field
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import Opening
from procw_tui.domain.record.stars import OVERALL_STEP, WHOLE_STEP, totals_shown
from procw_tui.present.forms.form import Form
from procw_tui.present.language import _, n_
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels

MOST_NAMES = 3
ROWS = ("rating_shown", "rating_count", "communication_shown", "communication_count")
FIGURES: tuple[StarsId, ...] = ("rating", "communication")


class CheckUpForm(Form):
    """Rating and communication as the site shows them. What agrees is not logged: the ledger is finer."""

    def __init__(self, view: View) -> None:
        super().__init__("opening", view.now)
        self._view = view
        self.fields = [next(f for f in self.fields if f.attr == name) for name in ROWS]
        self.texts = dict.fromkeys(ROWS, "")
        self._begun = dict(self.texts)

    @property
    def title(self) -> str:
        """What the form is for."""
        return _("Compare with the site")

    @property
    def save_words(self) -> tuple[str, str]:
        """What Enter and Esc do."""
        return _("compare, take over what differs"), _("close, kept as a draft")

    def first_missing(self) -> int:
        """Every row may stay empty."""
        return 0

    def hint(self, field: Field) -> str:
        """What the ledger says, and whether what is typed agrees."""
        which: StarsId = "rating" if field.attr.startswith("rating") else "communication"
        told = _("by the ledger: {figure}").format(figure=self._known(which))
        try:
            pair = self._pair(which)
        except Invalid:
            return super().hint(field)
        return told if pair is None else f"{told}  {self._compared(which, *pair)}"

    def _known(self, which: StarsId) -> str:
        standing = self._view.board.today.of(which)
        if standing.low is None or standing.high is None:
            return "-"
        low, high = figures.stars(standing.low.value), figures.stars(standing.high.value)
        mean = low if low == high else f"{low}-{high}"
        return _("{mean} ({n})").format(mean=mean, n=standing.n)

    def _pair(self, which: StarsId) -> tuple[int, int] | None:
        values = [self.read(field) for field in self.fields if field.attr.startswith(which)]
        if values[0] is None or values[1] is None:
            return None
        return values[0], values[1]

    def _agrees(self, which: StarsId, shown: int, count: int) -> bool:
        total, known = stars(self._view.ledger, self._view.today, which)
        fits = totals_shown(shown, count, OVERALL_STEP if which == "rating" else WHOLE_STEP)
        return known == count and fits is not None and fits.low <= total.high and total.low <= fits.high

    def _compared(self, which: StarsId, shown: int, count: int) -> str:
        if self._agrees(which, shown, count):
            return _("agrees")
        more = count - self._view.board.today.of(which).n
        if more > 0:
            told = n_("the site has {n} more: a review not logged yet?",
                      "the site has {n} more: reviews not logged yet?", more).format(n=more)  # fmt: skip
            return told + self._names(
                [c.client for c in unlogged_ratings(self._view.ledger, self.now.date())]
            )
        if more < 0:
            twice = [review.client for review in logged_twice(self._view.ledger)]
            told = n_("the ledger has {n} more: one logged before it opened?",
                      "the ledger has {n} more: some logged before they opened?", -more)  # fmt: skip
            if twice:
                told = n_("the ledger has {n} more: one logged twice?",
                          "the ledger has {n} more: some logged twice?", -more)  # fmt: skip
            return told.format(n=-more) + self._names(twice)
        return _("same number, another mean: a review logged with other stars?")

    @staticmethod
    def _names(clients: Iterable[str | None]) -> str:
        """Whose they may be."""
        names = list(dict.fromkeys(labels.client(client) for client in clients if client))[:MOST_NAMES]
        return f" ({_(', ').join(names)})" if names else ""

    def change(self, ledger: Ledger) -> Change:
        """An opening of the figures that differ; where none does, the check-up is done for the month."""
        values: dict[str, Any] = {}
        for which in FIGURES:
            typed = [self.texts[name].strip() for name in ROWS if name.startswith(which)]
            pair = self._pair(which)
            if any(typed) and pair is None:
                raise Invalid(f"{which}_count" if typed[0] else f"{which}_shown", "missing")
            if pair is not None and not self._agrees(which, *pair):
                values |= {f"{which}_shown": pair[0], f"{which}_count": pair[1]}
        if not values:
            compared = any(self._pair(which) is not None for which in FIGURES)
            return Change("check_up", (check_up.done(ledger, self.now.date()),) if compared else ())
        record = Opening(id=changes.new_id(), as_of=self.now.date(), **values)
        check(record)
        return changes.log(ledger, record)

    def outcome(self) -> str:
        """What the comparison brought, once it is done."""
        pairs = [(which, pair) for which in FIGURES if (pair := self._pair(which)) is not None]
        if not pairs:
            return _("Nothing was compared.")
        if all(self._agrees(which, *pair) for which, pair in pairs):
            return _("The ledger agrees with the site.")
        differ = [self._compared(which, *pair) for which, pair in pairs if not self._agrees(which, *pair)]
        return _("The site's figures hold from today on ({why}).").format(
            why=_(", ").join(dict.fromkeys(differ))
        )
