"""What nobody publishes: how it is read, why, who says so, and how to have it read otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from procw_tui.domain.certification.assumptions import Assumption
from procw_tui.domain.record.rules import CRITERIA
from procw_tui.domain.record.settings import SETTINGS
from procw_tui.present.criteria.table import criterion_name
from procw_tui.present.paint import EMPTY, Line, Lines, cell, heading, line, paragraph
from procw_tui.present.view import View
from procw_tui.present.words import labels
from procw_tui.present.words.language import _, language

NAME = 40


def relevant(every: Sequence[Assumption], criterion: str | None) -> list[Assumption]:
    """Those of a criterion first, then the others; all of them in their order where none is meant."""
    return sorted(every, key=lambda each: criterion is not None and criterion not in each.criteria)


def head(criterion: str | None, cells: int) -> Lines:
    """What this list is."""
    title = _("Assumptions")
    if criterion in CRITERIA:
        title += f"  ({criterion_name(criterion)})"
    about = _(
        "CrowdWorks publishes none of this. Each can be read otherwise here; every figure follows at once."
    )
    return [heading(title), *paragraph(about, cells, "dim"), EMPTY]


def row(view: View, each: Assumption, criterion: str | None, cells: int) -> Line:
    """An assumption and how it is read now."""
    mine = criterion is None or criterion in each.criteria
    return line("  ", cell(labels.assumption(each.id), min(NAME, cells - 30), "" if mine else "dim"), "  ",
                (setting_now(view, each), "strong" if changed(view, each) else "dim"))  # fmt: skip


def setting_now(view: View, each: Assumption) -> str:
    """The value in force."""
    if each.setting is None:
        return _("typed figures overrule it")
    value = view.ledger.setting(each.setting)
    if isinstance(value, bool):
        return _("read otherwise") if changed(view, each) else _("as assumed")
    return f"{labels.setting(each.setting)} {labels.setting_value(each.setting, value)}"


def changed(view: View, each: Assumption) -> bool:
    """Whether the user has it read otherwise."""
    return each.setting is not None and view.ledger.setting(each.setting) != SETTINGS[each.setting].default


def detail(each: Assumption, cells: int) -> Lines:
    """Why, who says so, and what Enter does."""
    act = _("Enter opens the setting.") if each.setting else _("Enter opens the form that overrules it.")
    source = _("Source: {source} (as of {day})").format(source=each.source[language()], day=each.as_of)
    return [
        *paragraph(each.text[language()], cells),
        *paragraph(source, cells, "dim"),
        *paragraph(act, cells, "key"),
    ]
