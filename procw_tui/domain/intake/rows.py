"""Cells put together to rows: one a line, spread over the lines of a block, or below a heading.

Nobody knows how a page was copied: several ways to cut it are tried, and the one whose rows look most like
rows (a client and a job each, one state, no label twice) is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from procw_tui.domain.record.names import fold

from .cells import NAMES, SILENT, UNKNOWN, VALUES, Cell

FEW_TEXTS = 2  # a row names a client and a job
LONGEST_ROW = 40  # cells: what has more is no row
LOOKED_AT = 150  # lines by which a way is chosen
PERIODS = range(2, 13)  # lines of a block
HEADS = range(6)  # lines above the first of them
SUMS = frozenset({"合計", "小計", "総計", "計", "total"})
"""What begins a line that adds up others."""
ABOVE = 0.4
"""How much a tab above the first row counts that is in none."""
MONEY = frozenset({"price", "pay", "net", "untaxed", "fee"})
"""What a heading may say of every amount below it."""
ANY_TIMES = MONEY - {"price"} | {UNKNOWN, "other"}
"""Labels that a row may have several times."""
STARS = frozenset({0, 1, 2, 5, 6})  # how many bare numbers a row may have

Line = list[Cell]
Way = Callable[[Sequence[Line]], Iterable["Row"]]


class Row(NamedTuple):
    """The cells of one contract, application, rating or month, in the order of the page."""

    cells: tuple[Cell, ...]

    @property
    def place_of_state(self) -> str:
        """Where its state stands: at the beginning, at the end, between, or nowhere."""
        at = [number for number, cell in enumerate(self.cells) if cell.kind == "state"]
        if not at:
            return "nowhere"
        return "first" if at[0] == 0 else "last" if at[0] == len(self.cells) - 1 else "between"

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines that it comes from."""
        return frozenset(cell.line for cell in self.cells)


def rows_of(lines: Sequence[Line], shape_length: int = 0) -> list[Row]:
    """The rows of a page. `shape_length`: the cells of a row that the user has marked, 0 for none."""
    headed = _with_heads(lines)
    if shape_length:
        marked = list(_by_line(headed, shape_length))
        if marked and any(len(row.cells) == shape_length for row in marked):
            return marked
    told = [line for line in headed if _speaks(line)]
    best: Way = _by_line
    least = _cost(list(_by_line(told[:LOOKED_AT])), told[:LOOKED_AT])
    for way in _ways(len(told[:LOOKED_AT])):
        if not least:
            break
        cost = _cost(list(way(_sample(headed))), told[:LOOKED_AT])
        if cost < least:
            best, least = way, cost
    return list(best(headed))


def _sample(lines: Sequence[Line]) -> Sequence[Line]:
    """As many lines as `LOOKED_AT` that say something, with the empty ones between them."""
    seen = 0
    for at, line in enumerate(lines):
        seen += _speaks(line)
        if seen > LOOKED_AT:
            return lines[:at]
    return lines


def _ways(length: int) -> Iterator[Way]:
    """Each way to cut a page, the likeliest first."""
    inner: list[Way] = [_by_line, _by_broken_line, _by_block, _by_gap]
    yield from inner[1:]
    for way in inner:
        yield lambda lines, way=way: _by_heading(lines, way)  # type: ignore[misc]
    for period in PERIODS:
        if period <= length:
            for above in HEADS:
                yield lambda lines, period=period, above=above: _by_period(lines, period, above)  # type: ignore[misc]


def _cost(rows: Sequence[Row], told: Sequence[Line]) -> float:
    """How little rows look like rows, and how much of what is told is in none of them."""
    if not rows:
        return float(3 * len(told) + 1)
    taken = {(cell.line, cell.column) for row in rows for cell in row.cells}
    first = min((line for line, _column in taken), default=0)
    left = sum(
        ABOVE if len(rows) > 1 and cell.kind == "state" and not cell.label and cell.line < first else 1.0
        for line in told for cell in line
        if cell.kind not in SILENT | {"label", "prose"} and (cell.line, cell.column) not in taken
    )  # fmt: skip
    shapes = {tuple(dict.fromkeys((cell.kind, cell.label) for cell in row.cells)) for row in rows}
    odd = sum(map(_oddness, rows))
    places = {row.place_of_state for row in rows}
    return odd + 2.5 * left + 0.3 * (len(places) - 1) + (0.1 * (len(shapes) - 1) / len(rows) if odd else 0)


def _oddness(row: Row) -> float:
    kinds = [cell.kind for cell in row.cells]
    free = [cell for cell in row.cells if not cell.label or cell.label == UNKNOWN]
    texts = sum(cell.kind == "text" for cell in free) + sum(
        cell.label in {"client", "title"} for cell in row.cells
    )
    wanted = 0 if "month" in kinds else FEW_TEXTS
    stand_in = min(max(0, wanted - texts), kinds.count("prose"))
    odd = 3.0 * max(0, wanted - texts - stand_in) + 0.5 * stand_in + 2.0 * max(0, texts - FEW_TEXTS)
    odd += 4.0 * max(0, kinds.count("state") - 1) + 4.0 * max(0, kinds.count("month") - 1)
    labels = [cell.label for cell in row.cells if cell.label and cell.label not in ANY_TIMES]
    odd += 4.0 * (len(labels) - len(set(labels)))
    bare = [cell.kind for cell in free]
    odd += 2.0 * max(0, len({cell.value for cell in free if cell.kind == "yen"}) - 1)
    odd += 1.0 * max(0, sum(kind in {"day", "moment"} for kind in bare) - 1)
    odd += 3.0 * (bare.count("number") not in STARS)
    return odd + 4.0 * (not any(map(_is_anchor, row.cells)))


def _speaks(line: Line) -> bool:
    return any(cell.kind not in SILENT or cell.kind == "prose" for cell in line)


def _is_whole(line: Line, shape_length: int = 0) -> bool:
    """Whether a line is a row of its own: a text with a state or a value, or a month with an amount."""
    cells = [cell for cell in line if cell.kind not in SILENT | {"label"}]
    if shape_length and len(cells) == shape_length and len({cell.column for cell in cells}) > 1:
        return True
    kinds = {cell.kind for cell in cells}
    anchored = any(map(_is_anchor, cells))
    return (_names(line) and anchored) or {"month", "yen"} <= kinds


def _is_anchor(cell: Cell) -> bool:
    """Whether a cell says something of a job: a state, also one that is not known, or a value."""
    return cell.kind == "state" or cell.kind in VALUES or (cell.kind == "text" and cell.label == "state")


def _names(line: Line) -> bool:
    """Whether a line has a text; a sentence is one where other pieces stand beside it."""
    return any(cell.kind == "text" for cell in line) or (
        len(line) > 1 and any(cell.kind == "prose" for cell in line)
    )


def _with_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that name columns, whose names the cells below them have instead.

    A heading covers its own rows: up to the next one, and to the next page.
    """
    columns: dict[int, str] = {}
    money = ""
    found: list[Line] = []
    for at, line in enumerate(lines):
        cells = [cell for cell in line if cell.kind not in SILENT]
        if any(cell.kind == "page" for cell in line):
            columns, money = {}, ""
        if line and fold(line[0].text).rstrip(":") in SUMS:
            found.append([])
        elif _is_head(cells):
            columns = {cell.column: cell.value if cell.kind == "label" else UNKNOWN for cell in cells}
            money = ""
            found.append([])
        elif (
            len(cells) == 1
            and cells[0].kind == "label"
            and cells[0].value in MONEY
            and _whole_behind(lines, at)
        ):
            money = cells[0].value
            found.append([])
        else:
            named = _named(line, columns) if len({cell.column for cell in line}) > 1 else line
            found.append([
                cell._replace(label=money) if cell.kind == "yen" and money and not cell.label else cell
                for cell in named
            ])  # fmt: skip
    return _with_labels_above(found)


def _with_labels_above(lines: Sequence[Line]) -> list[Line]:
    """Values with the name of a label that stands alone on the line above them."""
    found = [*lines]
    for at, (line, below) in enumerate(pairwise(lines)):
        alone = len(line) == 1 and line[0].kind == "label"
        if alone and below and not below[0].label and below[0].kind not in {"label", "page"}:
            kind = "text" if line[0].value in NAMES or below[0].kind == "noise" else below[0].kind
            found[at] = [line[0]._replace(kind="noise")]
            found[at + 1] = [below[0]._replace(kind=kind, label=line[0].value), *below[1:]]
    return found


def _whole_behind(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line that says something is a row of its own."""
    return _is_whole(next((line for line in lines[at + 1 :] if _speaks(line)), []))


def _is_head(cells: Sequence[Cell]) -> bool:
    """Whether a line names columns: most of it are labels, and nothing on it is a value."""
    labels = sum(cell.kind == "label" for cell in cells)
    return labels > 1 and 2 * labels >= len(cells) and all(cell.kind in {"label", "text"} for cell in cells)


def _named(line: Line, columns: dict[int, str]) -> Line:
    """The cells with the names of their columns, where they have none of their own; a state needs none."""
    found: list[Cell] = []
    for cell in line:
        label = cell.label or columns.get(cell.column, "")
        if label in {"client", "title"} and cell.kind not in {"label", "text"} and not cell.label:
            # whoever is called like a button: the column says what it is
            named = cell.kind in {"noise", "page", "state", "prose"}
            found.append(cell._replace(kind="text", value=None, label=label) if named else cell)
        else:
            found.append(cell if cell.kind == "state" else cell._replace(label=label))
    return found


def _by_line(lines: Sequence[Line], shape_length: int = 0) -> Iterator[Row]:
    """Each whole line a row; lines of values behind it belong to it."""
    row: list[Cell] = []
    for line in lines:
        if _is_whole(line, shape_length):
            if row:
                yield Row(tuple(row))
            row = _telling(line)
        elif row and not _names(line):
            row += [cell for cell in line if cell.kind not in SILENT]
    if row:
        yield Row(tuple(row))


def _telling(line: Line) -> list[Cell]:
    """What a line says; a sentence on it may be a title."""
    beside = len({cell.column for cell in line}) > 1
    return [cell for cell in line if cell.kind not in SILENT or (beside and cell.kind == "prose")]


def _by_broken_line(lines: Sequence[Line]) -> Iterator[Row]:
    """Lines of a table whose cells hold line breaks: one with only a text begins the row that follows."""
    row: list[Cell] = []
    begun: list[Cell] = []
    for line in lines:
        if _is_whole(line) and (begun or not row or _full(row)):
            if row:
                yield Row(tuple(row))
            row, begun = [*begun, *_telling(line)], []
        elif _names(line) and not _is_whole(line) and _full(row):
            begun += _telling(line)
        else:
            (begun or row).extend(_telling(line))
    if row or begun:
        yield Row((*row, *begun) if not begun or not _full(row) else tuple(row))


def _full(row: Sequence[Cell]) -> bool:
    """Whether a row names what it must and has something to say of it."""
    texts = sum(cell.kind in {"text", "prose"} for cell in row)
    return not row or (
        texts >= FEW_TEXTS and any(cell.kind == "state" or cell.kind in VALUES for cell in row)
    )


def _by_gap(lines: Sequence[Line]) -> Iterator[Row]:
    """Rows with an empty line between them."""
    row: list[Cell] = []
    for line in [*lines, []]:
        if line:
            row += [cell for cell, _gap in _flat([line], prose=True)]
        elif row:
            yield Row(tuple(row))
            row = []


def _by_heading(lines: Sequence[Line], inner: Way) -> Iterator[Row]:
    """Rows below a state that stands alone on its line and holds for all of them."""
    state: Cell | None = None
    part: list[Line] = []
    for line in [*lines, None]:
        cells = [cell for cell in line or () if cell.kind not in SILENT]
        alone = len(cells) == 1 and cells[0].kind == "state" and not cells[0].label  # a label: of its row
        if line is None or alone:
            for row in inner(part) if part else ():
                yield Row((*row.cells, state)) if state is not None else row
            part = []
            state = cells[0] if alone else None
        else:
            part.append(line)


def _by_period(lines: Sequence[Line], period: int, above: int) -> Iterator[Row]:
    """Every so many lines a row, from a line on, as long as they are made alike."""
    told = [line for line in lines if _speaks(line)][above:]
    first: list[frozenset[str]] = []
    for at in range(0, len(told) - period + 1, period):
        block = told[at : at + period]
        made = [frozenset(_make(cell) for cell in line) for line in block]
        cells = [cell for cell, _gap in _flat(block, prose=True)]
        if not cells or (first and sum(one != other for one, other in zip(first, made, strict=True)) > 1):
            return
        first = first or made
        yield Row(tuple(cells))


def _make(cell: Cell) -> str:
    """What a cell is, for the comparison of blocks; a sentence may stand for a text."""
    return cell.label or ("text" if cell.kind == "prose" else cell.kind)


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


def _flat(lines: Sequence[Line], *, prose: bool = False) -> Iterator[tuple[Cell, bool]]:
    """Every cell that says something, and whether an empty line stands before it; sentences where asked for.

    A label alone on its line names what stands on the next.
    """
    gap, name = False, ""
    for line in lines:
        gap = gap or not line
        for cell in line:
            if cell.kind == "label":
                name = cell.value
            elif (
                cell.kind not in SILENT or (name and cell.kind == "noise") or (prose and cell.kind == "prose")
            ):
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
    texts = sum(each.kind == "text" and (not each.label or each.label in NAMES) for each in row)
    anchored = any(map(_is_anchor, row))
    ended = (row[-1].kind != "text" or bool(row[-1].label)) and anchored
    return ended and (texts >= FEW_TEXTS or (after_gap and has_state and texts > 0))
