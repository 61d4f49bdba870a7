"""Cells put together to rows: one a line, or spread over the lines of a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .cells import SILENT, VALUES, Cell

FEW_TEXTS = 2  # a row names a client and a job

Line = list[Cell]


class Row(NamedTuple):
    """The cells of one contract, application, rating or month, in the order of the page."""

    cells: tuple[Cell, ...]

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines that it comes from."""
        return frozenset(cell.line for cell in self.cells)


def rows_of(lines: Sequence[Line], shape_length: int = 0) -> list[Row]:
    """The rows of a page. `shape_length`: the cells of a row that the user has marked, 0 for none."""
    told = [line for line in lines if _speaks(line)]
    whole = [line for line in told if _is_whole(line, shape_length)]
    others = [line for line in told if not _is_whole(line, shape_length) and _has_anchor(line)]
    if whole and 2 * len(whole) >= len(others):
        return list(_by_line(lines, shape_length))
    return list(_by_block(lines))


def _speaks(line: Line) -> bool:
    return any(cell.kind not in SILENT for cell in line)


def _has_anchor(line: Line) -> bool:
    return any(cell.kind == "state" or cell.kind in VALUES for cell in line)


def _is_whole(line: Line, shape_length: int) -> bool:
    cells = [cell for cell in line if cell.kind not in SILENT | {"label"}]
    if shape_length and len(cells) == shape_length and len({cell.column for cell in cells}) > 1:
        return True
    # a month and an amount are a row too; a label block has a text or a value, never several things
    texts = any(cell.kind == "text" for cell in cells)
    anchors = [cell for cell in cells if cell.kind == "state" or cell.kind in VALUES]
    return (texts and bool(anchors)) or len({cell.kind for cell in anchors}) > 1


def _by_line(lines: Sequence[Line], shape_length: int) -> Iterator[Row]:
    """Each whole line a row; a line of values behind it belongs to it; a line of labels names the columns."""
    columns: dict[int, str] = {}
    row: list[Cell] = []
    for line in lines:
        cells = [cell for cell in line if cell.kind not in SILENT]
        if len(cells) > 1 and all(cell.kind == "label" for cell in cells):
            columns = {cell.column: cell.value for cell in cells}
        elif _is_whole(line, shape_length):
            if row:
                yield Row(tuple(row))
            row = _with_heads(cells, columns)
        elif row and cells and all(cell.kind == "state" or cell.kind in VALUES for cell in cells):
            row += cells
    if row:
        yield Row(tuple(row))


def _with_heads(cells: Iterable[Cell], columns: dict[int, str]) -> list[Cell]:
    """The cells with the names of their columns, where they have none of their own."""
    return [
        cell._replace(label=columns.get(cell.column, "")) if not cell.label and cell.kind != "state" else cell
        for cell in cells
    ]


def _by_block(lines: Sequence[Line]) -> Iterator[Row]:
    """Cells one after the other, cut where the next row must begin."""
    cells = list(_flat(lines))
    state_first = bool(cells) and cells[0][0].kind == "state"
    row: list[Cell] = []
    for cell, after_gap in cells:
        if row and _begins_row(row, cell, after_gap=after_gap, state_first=state_first):
            yield Row(tuple(row))
            row = []
        row.append(cell)
    if row:
        yield Row(tuple(row))


def _flat(lines: Sequence[Line]) -> Iterator[tuple[Cell, bool]]:
    """Every cell that says something, and whether an empty line stands before it.

    A label alone on its line names what stands on the next.
    """
    gap, name = False, ""
    for line in lines:
        gap = gap or not line
        for cell in line:
            if cell.kind == "label":
                name = cell.value
            elif cell.kind not in SILENT or (name and cell.kind == "noise"):
                kind = "text" if cell.kind == "noise" else cell.kind
                yield cell._replace(kind=kind, label=cell.label or name), gap
                gap, name = False, ""


def _begins_row(row: list[Cell], cell: Cell, *, after_gap: bool, state_first: bool) -> bool:
    has_state = any(each.kind == "state" for each in row)
    if cell.kind == "state" and has_state:
        return True
    if cell.label:
        return any(each.label == cell.label for each in row)
    if cell.kind != "text":
        return cell.kind == "month" and any(each.kind == "month" for each in row)
    if state_first:
        return False
    texts = sum(each.kind == "text" and not each.label for each in row)
    anchored = any(each.kind == "state" or each.kind in VALUES for each in row)
    ended = (row[-1].kind != "text" or bool(row[-1].label)) and anchored
    return ended and (texts >= FEW_TEXTS or (after_gap and has_state and texts > 0))
