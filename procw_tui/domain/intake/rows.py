"""Cells put together to rows: one a line, or spread over the lines of a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .cells import SILENT, UNKNOWN, VALUES, Cell

FEW_TEXTS = 2  # a row names a client and a job
LONGEST_ROW = 40  # cells: what has more is no row

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
        if _is_head(cells):
            columns = {cell.column: cell.value if cell.kind == "label" else UNKNOWN for cell in cells}
        elif _is_whole(line, shape_length):
            if row:
                yield Row(tuple(row))
            row = _with_heads(cells, columns)
        elif row and cells and all(cell.kind == "state" or cell.kind in VALUES for cell in cells):
            row += cells
    if row:
        yield Row(tuple(row))


def _is_head(cells: Sequence[Cell]) -> bool:
    """Whether a line names columns: most of it are labels, and nothing on it is a value."""
    labels = sum(cell.kind == "label" for cell in cells)
    return labels > 1 and 2 * labels >= len(cells) and all(cell.kind in {"label", "text"} for cell in cells)


def _with_heads(cells: Iterable[Cell], columns: dict[int, str]) -> list[Cell]:
    """The cells with the names of their columns, where they have none of their own."""
    return [
        cell._replace(label=columns.get(cell.column, "")) if not cell.label and cell.kind != "state" else cell
        for cell in cells
    ]


def _by_block(lines: Sequence[Line]) -> Iterator[Row]:
    """Cells one after the other, cut where the next row must begin."""
    cells = _without_tabs(list(_flat(lines)))
    rows = _cut(cells, _first_kind(cells))
    if rows and all(cell.kind == "state" for cell in rows[-1]) and cells[0][0].kind == "state":
        rows = _cut(cells[1:], "")  # the states stand at the end of rows, and one above them all
    yield from (Row(tuple(row)) for row in rows)


def _cut(cells: Sequence[tuple[Cell, bool]], first: str) -> list[list[Cell]]:
    """The cells cut into rows that begin with a cell of that kind; where that is none, as they come."""
    rows: list[list[Cell]] = []
    for cell, after_gap in cells:
        if (
            not rows
            or len(rows[-1]) > LONGEST_ROW
            or _begins_row(rows[-1], cell, after_gap=after_gap, first=first)
        ):
            rows.append([])
        rows[-1].append(cell)
    return rows


def _first_kind(cells: Sequence[tuple[Cell, bool]]) -> str:
    """The kind of cell that begins each row, where that is a state or a value and comes again."""
    first = cells[0][0] if cells else None
    if first is None or first.label or not (first.kind == "state" or first.kind in VALUES):
        return ""
    again = sum(cell.kind == first.kind and not cell.label for cell, _gap in cells)
    return first.kind if again > 1 or first.kind == "state" else ""


def _without_tabs(cells: list[tuple[Cell, bool]]) -> list[tuple[Cell, bool]]:
    """Several states above the first row are the tabs of a list, no states of jobs."""
    tabs = next((at for at, (cell, _gap) in enumerate(cells) if cell.kind != "state"), 0)
    return cells[tabs:] if tabs > 1 else cells


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


def _begins_row(row: list[Cell], cell: Cell, *, after_gap: bool, first: str) -> bool:
    has_state = any(each.kind == "state" for each in row)
    if first and first != "state":
        return cell.kind == first and not cell.label and any(each.kind == first for each in row)
    if cell.kind == "state" and has_state:
        return True
    if cell.label == UNKNOWN:
        return False
    if cell.label:
        return any(each.label == cell.label for each in row)
    if cell.kind != "text":
        return cell.kind == "month" and any(each.kind == "month" for each in row)
    if first:
        return False
    texts = sum(each.kind == "text" and not each.label for each in row)
    anchored = any(each.kind == "state" or each.kind in VALUES for each in row)
    ended = (row[-1].kind != "text" or bool(row[-1].label)) and anchored
    return ended and (texts >= FEW_TEXTS or (after_gap and has_state and texts > 0))
