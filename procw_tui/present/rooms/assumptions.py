"""What nobody publishes: how it is read, why, who says so, and how to have it read otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from procw_tui.domain.certification.assumptions import Assumption
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.record.settings import SETTINGS
from procw_tui.present.commands import KEY, MainRoomId
from procw_tui.present.criteria.table import criterion_name
from procw_tui.present.language import _, language
from procw_tui.present.paint import EMPTY, Line, Lines, Space, cell, heading, line, paragraph
from procw_tui.present.rooms.room import Room
from procw_tui.present.view import View
from procw_tui.present.words import labels
from procw_tui.present.words.settings import setting_title, setting_value

NAME = 40


def relevant(every: Sequence[Assumption], about: str | None) -> list[Assumption]:
    """Those of a criterion first, then the others; all of them in their order where none is meant."""
    return sorted(every, key=lambda each: about is not None and about not in each.criteria)


def head(about: str | None, cells: int) -> Lines:
    """What this list is."""
    title = _("Assumptions")
    criterion = next((name for name in CRITERIA if name == about), None)
    if criterion is not None:
        title += f"  ({criterion_name(criterion)})"
    told = _(
        "CrowdWorks publishes none of this. Each can be read otherwise here; every figure follows at once."
    )
    return [heading(title), *paragraph(told, cells, "dim"), EMPTY]


def assumption_row(view: View, each: Assumption, about: str | None, cells: int) -> Line:
    """An assumption and how it is read now."""
    mine = about is None or about in each.criteria
    return line("  ", cell(labels.assumption(each.id), min(NAME, cells - 30), "" if mine else "dim"), "  ",
                (setting_now(view, each), "strong" if changed(view, each) else "dim"))  # fmt: skip


def setting_now(view: View, each: Assumption) -> str:
    """The value in force."""
    if each.setting is None:
        return _("typed figures overrule it")
    value = view.ledger.setting(each.setting)
    if isinstance(value, bool):
        return _("read otherwise") if changed(view, each) else _("as assumed")
    return f"{setting_title(each.setting)} {setting_value(each.setting, value)}"


def changed(view: View, each: Assumption) -> bool:
    """Whether the user has it read otherwise."""
    return each.setting is not None and view.ledger.setting(each.setting) != SETTINGS[each.setting].default


def detail(each: Assumption, cells: int) -> Lines:
    """Why, who says so, and what Enter does."""
    act = (
        _("{key:change} opens the setting.").format(key=KEY)
        if each.setting
        else _("{key:change} opens the form that overrules it.").format(key=KEY)
    )
    source = _("Source: {source} (as of {day})").format(source=each.source[language()], day=each.as_of)
    return [
        *paragraph(each.text[language()], cells),
        *paragraph(source, cells, "dim"),
        *paragraph(act, cells, "key"),
    ]


class AssumptionsRoom(Room):
    """What nobody publishes."""

    id = "assumptions"
    tab: MainRoomId = "board"
    detail_rows = 6
    least_rows = 5

    def __init__(self) -> None:
        self.about: str | None = None
        """A criterion, or `replies`: those that concern it come first."""

    def head(self, view: View, space: Space) -> Lines:
        """What this list is."""
        del view
        return head(self.about, space.cells)

    def rows(self, view: View) -> Sequence[Assumption]:
        """Those that concern where one came from first."""
        return relevant(view.knowledge.assumptions, self.about)

    def draw(self, view: View, row: Any, cells: int) -> Line:
        """One assumption."""
        return assumption_row(view, row, self.about, cells)

    def detail(self, view: View, row: Any | None, space: Space) -> Lines:
        """Why, and who says so."""
        del view
        return detail(row, space.cells) if isinstance(row, Assumption) else []

    def key(self, row: Any) -> str:
        """An assumption's own id."""
        return str(row.id)
