"""Text of any source, from its lines to the change that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from procw_tui.domain.ledger.changes import Change, Op, log, new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.codes import InboxSource
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.names import fold, who
from procw_tui.domain.record.records import Inbox, Setting

from .cells import VALUES, Cell, Reader
from .items import Item, RefusedRow, Way
from .matching import Matcher
from .names import names_of
from .pages import PageReader
from .row_facts import OVERALL, RowReader
from .rows import Row, rows_of
from .shapes import Shape, shapes_from, shapes_text
from .sheets import Sheet, SheetAsked, columns_from, columns_text, read_sheet
from .tables import SheetWords, kind_of_table
from .threads import ThreadReader, Written, is_list_of_threads, written
from .words import ITEMS, PAGES, Page, SiteWords

NAVIGATION = 3
"""A page that something else weighs so many times as much on is only named by the site's menu."""
NAMED_PAGE = 1000
"""What a page's own heading weighs against rows that fit: it says which of two readings is meant."""
SPREAD = 2  # cells: so many stars, so many times
SUMMARY = 4  # cells: the label, the mean, as signs too, and how many
_COUNT = re.compile(r"\(\d[\d,]*(?: ?件(?:の評価)?)?\)|\d[\d,]* ?件(?:の評価)?|評価(?:数|件数):? ?\d+ ?件?")
_BREAK = re.compile(r"\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c")


class Reading(NamedTuple):
    """What was understood of a text. `page` None where it is none of the known ones."""

    page: Page | None
    items: tuple[Item, ...]
    refused: tuple[RefusedRow, ...]
    unread: tuple[tuple[int, str], ...]
    """The lines that say nothing that is known: number from 0 and text."""
    rows: tuple[Row, ...]
    senders: tuple[str, ...] = ()
    """Of a thread: who writes, where none of them is known to be the user."""
    me: str = ""
    """The sender in a thread that was said to be the user, to be remembered."""
    writers: tuple[str, ...] = ()
    """Everybody who writes in a thread."""
    shape: Shape | None = None
    """The shape that was marked, to be remembered."""
    text: str = ""
    """What was read."""
    now: datetime | None = None
    """As of when."""
    sheet: Sheet | None = None
    """What was read of a sheet, where it is one."""
    headed: bool = False
    """Whether a heading says which page it is."""
    threads: bool = False
    """Whether it is a list of threads, which shows no replies: one of them must be opened."""

    @property
    def open_items(self) -> list[Item]:
        """What the ledger does not say already."""
        return [item for item in self.items if not item.same]

    @property
    def known(self) -> int:
        """How many the ledger says already."""
        return len(self.items) - len(self.open_items)

    def waiting(self, chosen: Mapping[Hashable, Way], *, doubtful: bool = False) -> list[Item]:
        """The items that are left out until somebody has looked at them."""
        ways = ((item, item.taken(chosen.get(item.key), doubtful=doubtful)) for item in self.open_items)
        return [item for item, way in ways if way.act == "wait"]

    def change(self, ledger: Ledger, chosen: Mapping[Hashable, Way], *, doubtful: bool = False) -> Change:
        """The change that takes each item as chosen, else in its first way, and what is to be remembered.

        What may be read in two ways is left out where nothing was chosen, unless `doubtful` ones are taken.
        """
        ops: list[Op] = []
        for item in self.open_items:
            ops += item.taken(chosen.get(item.key), doubtful=doubtful).ops
        for key, value in self._to_remember(ledger):
            ops += log(ledger, Setting(id=new_id(), key=key, value=value)).ops
        ops += self._kept(ledger, waits=bool(self.waiting(chosen, doubtful=doubtful)))
        return Change("paste" if self.sheet is None else "import", tuple(ops))

    def _kept(self, ledger: Ledger, *, waits: bool) -> list[Op]:
        """A text of which something waits is kept, once; it goes when nothing of it waits any more."""
        there = [each for each in ledger.all(Inbox) if each.text == self.text]
        if not waits:
            return [Op(each, None) for each in there]
        if there or self.now is None:
            return []
        source: InboxSource = "paste" if self.sheet is None else "sheet"
        about = self.sheet.kind if self.sheet is not None else None
        fresh = Inbox(id=new_id(), came_at=self.now, source=source, text=self.text, about=about)
        return [Op(None, fresh)]

    def _to_remember(self, ledger: Ledger) -> list[tuple[Any, str]]:
        kept: list[tuple[Any, str]] = []
        if self.me and who(str(ledger.setting("my_name") or "")) != who(self.me):
            kept.append(("my_name", self.me))
        if self.shape is not None:
            shapes = shapes_from(str(ledger.setting("paste_shapes") or ""))
            if shapes.get(self.shape.page) != self.shape:
                kept.append(("paste_shapes", shapes_text({**shapes, self.shape.page: self.shape})))
        if self.sheet is not None and self.sheet.asked.columns:
            before = str(ledger.setting("sheet_columns") or "")
            after = columns_text(before, self.sheet.kind, self.sheet.asked.columns)
            if columns_from(before, self.sheet.kind) != columns_from(after, self.sheet.kind):
                kept.append(("sheet_columns", after))
        return kept


class Asked(NamedTuple):
    """What the user has said about a text: which page it is, who in it is the user, how a row is made."""

    page: Page | None = None
    me: str = ""
    shape: Shape | None = None
    nobody: bool = False
    """Whether the user is none of a thread's senders: all of them are clients."""


class Against(NamedTuple):
    """What a text is read against: the site's words, the ledger, and now."""

    words: SiteWords
    ledger: Ledger
    now: datetime


class _Text(NamedTuple):
    """A text's lines, as they are and as cells."""

    raw: list[str]
    cells: list[list[Cell]]


def read_table(text: str, kind: str, against: Against, words: SheetWords, asked: SheetAsked) -> Reading:
    """Understand a sheet of records of a kind against a ledger; Invalid where it has no head."""
    sheet = read_sheet(text, kind, words, against.now, asked)
    refused = [RefusedRow(reason, frozenset({number - 1})) for number, reason in sheet.bad]
    every = Matcher(against.ledger, against.now).items(sheet.candidates)
    sheet = sheet._replace(asked=asked)
    return _reading(None, [*every, *refused])._replace(text=text, now=against.now, sheet=sheet)


def read_any(
    text: str, against: Against, asked: Asked, sheets: Callable[[], Mapping[str, SheetWords]]
) -> Reading:
    """A page of the site; a sheet where no heading says that it is a page, and its columns tell its kind."""
    page = read(text, against, asked)
    if asked.page is not None or page.headed or page.threads or page.senders:
        return page
    every = sheets()
    kind = kind_of_table(text, every)
    if kind is None:
        return page
    table = read_table(text, kind, against, every[kind], remembered(against.ledger, kind))
    whole = bool(table.items) and not table.refused
    return table if whole and not (page.items and len(page.items) > len(table.items)) else page


def remembered(ledger: Ledger, kind: str) -> SheetAsked:
    """What the user has said once about the columns of sheets of a kind."""
    return SheetAsked(columns=columns_from(str(ledger.setting("sheet_columns") or ""), kind))


def read(text: str, against: Against, asked: Asked | None = None) -> Reading:
    """Understand a text against a ledger. What says nothing that is known is handed back as unread."""
    reading = _read(text, against, asked or Asked())
    return reading._replace(text=text, now=against.now)


def _read(text: str, against: Against, asked: Asked) -> Reading:
    words, ledger, now = against
    names = names_of(ledger)
    raw = _BREAK.split(text)
    letter, lines = _letter(Reader(words, now, names.every).lines(raw), raw)
    lines = _without_summary(lines)
    whole = _Text(raw, lines)
    sections = _sections(lines) if asked.page is None else []
    if len({page for page, _part in sections}) > 1:
        every = [_list(_Text(raw, part), page, against, asked, letter="") for page, part in sections]
        return _together(every, whole)
    me = asked.me or str(ledger.setting("my_name") or "")
    messages = [each for each in written(lines, words, me) if each.at <= now]
    shapes = shapes_from(str(ledger.setting("paste_shapes") or ""))
    if asked.shape is not None:
        shapes[asked.shape.page] = asked.shape
    page = asked.page or _page(lines, words, messages, shapes)
    if page in {None, "thread"} and asked.page is None and is_list_of_threads(lines):
        return Reading(None, (), (), _unread(raw, lines, frozenset()), (), threads=True)
    if page == "thread":
        return _thread(whole, messages, against, asked)
    if page is None:
        return Reading(None, (), (), _unread(raw, lines, frozenset()), tuple(rows_of(lines)))
    parts = [part for head, part in sections if head == page]
    below = [next(filter(None, each), []) for each in zip(*parts, strict=True)] if parts else lines
    return _list(_Text(raw, below), page, against, asked, letter=letter)


def _list(text: _Text, page: Page, against: Against, asked: Asked, *, letter: str) -> Reading:
    """A list of contracts, applications, ratings or earnings."""
    words, ledger, now = against
    shapes = shapes_from(str(ledger.setting("paste_shapes") or ""))
    shape = asked.shape if asked.shape is not None and asked.shape.page == page else shapes.get(page)
    lines = _without_me(text.cells, asked.me or str(ledger.setting("my_name") or ""))
    if page != "reviews":  # pages are numbered, and nothing else is a bare digit there
        lines = [[_no_digit(cell) for cell in line] for line in lines]
    rows = rows_of(lines, len(shape.parts) if shape is not None else 0)
    found = RowReader(page, words, names_of(ledger), now, shape).facts(rows)
    if letter and len(found) == 1:
        found = [replace(found[0], letter=letter)]
    refused = [
        RefusedRow(Invalid("gross_yen", "only_net"), each.lines) for each in found
        if page == "earnings" and each.month and each.yen is None and each.net
    ]  # fmt: skip
    twice = sum(cell.kind == "page" and cell.value == page for line in lines for cell in line) > 1
    reader = PageReader(page, words, now, may_repeat=twice)
    every = Matcher(ledger, now).items(list(reader.candidates(found)))
    reading = _reading(page, [*every, *refused])
    used = frozenset(
        line
        for each in (*reading.items, *reading.refused)
        for line in each.lines  # type: ignore[attr-defined]
    )
    headed = any(cell.kind == "page" for line in lines for cell in line)
    unread = _unread(text.raw, lines, used)
    return reading._replace(unread=unread, rows=tuple(rows), shape=asked.shape, headed=headed)


def _no_digit(cell: Cell) -> Cell:
    return cell._replace(kind="noise") if cell.kind == "number" and not cell.label else cell


def _sections(lines: Sequence[list[Cell]]) -> list[tuple[Page, list[list[Cell]]]]:
    """The parts of a text below the headings of pages, where rows stand below them; other lines are empty."""
    heads = [
        (number, line[0].value) for number, line in enumerate(lines)
        if len(line) == 1 and line[0].kind == "page" and line[0].value in PAGES
    ]  # fmt: skip
    found: list[tuple[Page, list[list[Cell]]]] = []
    for at, (number, page) in enumerate(heads):
        end = heads[at + 1][0] if at + 1 < len(heads) else len(lines)
        kinds = {cell.kind for line in lines[number + 1 : end] for cell in line}
        if kinds & (VALUES | {"state"}) and kinds & {"text", "prose", "month"}:
            part: list[list[Cell]] = [[]] * number + [*lines[number:end]] + [[]] * (len(lines) - end)
            found.append((page, part))
    return found


def _together(parts: Sequence[Reading], text: _Text) -> Reading:
    """Several pages of one text as one reading."""
    used = {line for part in parts for each in (*part.items, *part.refused) for line in each.lines}  # type: ignore[attr-defined]
    return parts[0]._replace(
        items=tuple(item for part in parts for item in part.items),
        refused=tuple(row for part in parts for row in part.refused),
        unread=_unread(text.raw, text.cells, frozenset(used)),
        rows=tuple(row for part in parts for row in part.rows),
    )


def _without_me(lines: Sequence[list[Cell]], me: str) -> list[list[Cell]]:
    """The lines of a list without the user's own name, which is nobody's client."""
    if not who(me):
        return [*lines]
    mine = {who(me), *(who(me) + end for end in ("さん", "様"))}
    return [
        [
            cell._replace(kind="noise") if cell.kind == "text" and who(cell.text) in mine else cell
            for cell in line
        ]
        for line in lines
    ]


def _reading(page: Page | None, every: Iterable[Item | RefusedRow]) -> Reading:
    items, refused = list[Item](), list[RefusedRow]()
    for each in every:
        (items if isinstance(each, Item) else refused).append(each)  # type: ignore[arg-type]
    return Reading(page, tuple(items), tuple(refused), (), ())


def _thread(text: _Text, messages: Sequence[Written], against: Against, asked: Asked) -> Reading:
    """The messages of a thread; the senders instead, where it is not known which of them is the user.

    One whose name is known may not have written yet: then all are clients' messages.
    """
    known = str(against.ledger.setting("my_name") or "")
    me = asked.me or known
    reader = ThreadReader(names_of(against.ledger), against.words, me, against.now)
    wrote = any(map(reader.is_me, messages))
    writers = tuple(reader.senders(messages))
    if not wrote and not asked.nobody and (not known or (asked.me and who(asked.me) != who(known))):
        return Reading("thread", (), (), (), (), writers, writers=writers)
    first = min((each.line for each in messages), default=len(text.raw))
    above = frozenset(range(max(0, first - len(messages[0].names) if messages else 0), first))
    unread = _unread(text.raw[:first], text.cells[:first], above)
    every = Matcher(against.ledger, against.now).items(list(reader.candidates(messages)))
    return _reading("thread", every)._replace(unread=unread, me=asked.me if wrote else "", writers=writers)


def _page(
    lines: Sequence[list[Cell]], words: SiteWords, messages: Sequence[Written], shapes: Mapping[Page, Shape]
) -> Page | None:
    """Which page it is: by its heading, by the states on it, by stars, by months with amounts."""
    cells = [cell for line in lines for cell in line]
    heads = [cell.value for cell in cells if cell.kind == "page" and cell.value in PAGES]
    weights: dict[Page, int] = dict.fromkeys(PAGES, 0) | {
        "contracts": _states(cells, words, "contracts") + sum(cell.label == "hourly" for cell in cells),
        "applications": _states(cells, words, "applications") + sum(cell.label == "sent" for cell in cells),
        "thread": len(messages),
        "reviews": sum(cell.label in ITEMS or _is_star(cell) for cell in cells),
        "earnings": min(sum(c.kind == "month" for c in cells), sum(c.kind == "yen" for c in cells)),
    }
    for page, shape in shapes.items():
        alike = sum(len(line) == len(shape.parts) for line in lines)
        weights[page] += alike if alike and not any(weights.values()) else 0
    most = max(weights.values())
    for page, weight in weights.items():
        if weight and page in heads and weight * NAVIGATION >= most:
            weights[page] = weight + NAMED_PAGE
    alone = {line[0].value for line in lines if len(line) == 1 and line[0].kind == "page"}
    if len(set(heads)) == 1 and alone & {*heads} and heads[0] != "thread" and not weights["thread"]:
        return heads[0] if _by_heading(heads, cells) or most else None  # the one page that is named at all
    best = max(weights, key=lambda page: weights[page])
    return best if weights[best] else _by_heading(heads, cells)


def _is_star(cell: Cell) -> bool:
    return cell.kind == "number" and "\u2605" in cell.text


def _states(cells: Sequence[Cell], words: SiteWords, page: Page) -> int:
    return sum(cell.kind == "state" and cell.value in words.states[page] for cell in cells)


def _by_heading(heads: Sequence[Page], cells: Sequence[Cell]) -> Page | None:
    """A page that only its heading names, where there is something else on it."""
    return heads[0] if heads and any(cell.kind in {"text", "yen", "number"} for cell in cells) else None


def _without_summary(lines: list[list[Cell]]) -> list[list[Cell]]:
    """The lines without the mean of all ratings: an overall with so many ratings beside or below it."""
    told = [cell for line in lines for cell in line if cell.kind != "page"]
    gone: set[int] = set()
    for at, cell in enumerate(told):
        if cell.label == OVERALL or (cell.kind == "label" and cell.value == OVERALL):
            near = told[at : at + SUMMARY]
            count = next((n for n, each in enumerate(near) if _COUNT.fullmatch(fold(each.text))), 0)
            gone |= {id(each) for each in near[: count + 1]} if count else set()
    for line in lines:
        if len(line) == SPREAD and line[0].kind == "number" and _COUNT.fullmatch(fold(line[1].text)):
            gone.add(id(line[0]))  # how many had so many stars
    return [
        [cell._replace(kind="noise", label="") if id(cell) in gone else cell for cell in line]
        for line in lines
    ]


def _letter(lines: list[list[Cell]], raw: Sequence[str]) -> tuple[str, list[list[Cell]]]:
    """The letter behind its label, up to the end or the next label, and the lines without it."""
    starts = [n for n, line in enumerate(lines) if line and _is_letter(line[0])]
    if len(starts) != 1:
        return "", lines
    start = starts[0]
    after = (n for n in range(start + 1, len(lines)) if any(c.label or c.kind == "label" for c in lines[n]))
    end = next(after, len(lines))
    behind = raw[start].replace("\uff1a", ":").partition(":")[2]
    letter = "\n".join([*([behind.strip()] if behind.strip() else []), *raw[start + 1 : end]]).strip()
    return letter, [*lines[:start], *([] for _ in range(start, end)), *lines[end:]]


def _is_letter(cell: Cell) -> bool:
    return cell.label == "letter" or (cell.kind == "label" and cell.value == "letter")


def _unread(
    raw: Sequence[str], lines: Sequence[list[Cell]], used: frozenset[int]
) -> tuple[tuple[int, str], ...]:
    """The lines with something on them that nothing was made of; comments below a row are part of it."""
    silent = {"noise", "page", "label"} | ({"prose"} if used else set())
    return tuple(
        (number, raw[number].strip()) for number, cells in enumerate(lines)
        if number not in used and any(cell.kind not in silent for cell in cells)
    )  # fmt: skip
