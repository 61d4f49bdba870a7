"""The records behind a criterion: what counts, what not and why, what pulls it down, what leaves when."""

from __future__ import annotations

from procw_tui.domain.certification.evidence import Piece, heaviest, lowest_tenths
from procw_tui.domain.certification.trend import MONTHS, Point
from procw_tui.domain.record.records import Contract, Opening, Record, Review, Scout
from procw_tui.domain.work.months import MonthGross
from procw_tui.present.cells import visible
from procw_tui.present.criteria import scoreboard
from procw_tui.present.criteria.takes import earnings_known, takes
from procw_tui.present.paint import EMPTY, Line, Lines, Role, bar, cell, line, number_cell, paragraph, sign
from procw_tui.present.view import View
from procw_tui.present.words import figures, labels
from procw_tui.present.words import records as lines
from procw_tui.present.words import verdicts as excuses
from procw_tui.present.words.language import _, sentences

DAY, LEAVES, VERDICT = 12, 11, 21
POINT = 6


def head(view: View, name: str, cells: int) -> Lines:
    """Where it stands, what it takes, what pulls it down, how it went."""
    row = scoreboard.row(view.ledger, view.board, view.rules, name)
    standing = view.board.today.of(name)
    mark, *rest = row.at_cutoff.split(" ", 1)
    title = line(
        "  ", sign(row.sign), " ", (row.name, "head"), "   ", (row.today, "strong"),
        (_("   needed {target}   n {n}   at the cut-off ").format(target=row.target, n=standing.n), "dim"),
        sign(mark), (f" {rest[0]}" if rest else "", ""),
    )  # fmt: skip
    shown = [title, *paragraph(takes(view, name), cells), *paragraph(explanation(name), cells, "dim")]
    if name == "earnings_rank":  # its months are the rows below
        return [*shown, *paragraph(earnings_known(view), cells), EMPTY, table_head(name, cells)]
    shown += _heaviest(view, name, cells)
    return [*shown, EMPTY, *trend_lines(view, name, cells), EMPTY, table_head(name, cells)]


def explanation(name: str) -> str:
    """What counts for a criterion and what does not."""
    return {
        "completion": _("Fixed-price contracts of the past year: delivered, against ended midway. "
                        "Hourly, contest and task work stay out."),
        "rating": _("The mean of all reviews of all time; it never ages out."),
        "earnings_rank": _("The rank is shown nowhere, to nobody. "
                           "One good month of the past year is enough."),
        "scouts": _("相談 of clients in the past year. 見てみて! and those of the office do not count."),
        "communication": _("The mean of the communication item of all reviews (assumed)."),
        "profile": _("Skills, results and self-PR filled in. An edit once a year is advised (assumed)."),
    }[name]  # fmt: skip


def _heaviest(view: View, name: str, cells: int) -> Lines:
    piece = heaviest(view.evidence(name), name)
    if piece is None:
        return []
    what = text(piece, name)
    if isinstance(piece.subject, Opening):
        what = _("{stars} in the copied figures").format(stars=f"{lowest_tenths(piece, name) / 10:.1f}")
    told = _("Pulls it down most: {day} {what}").format(day=figures.day(piece.on, view.today), what=what)
    return paragraph(told, cells, "warn")


def trend_lines(view: View, name: str, cells: int) -> Lines:
    """The last twelve months, as many beside each other as fit: month ends, the last one is today."""
    points = view.trend(name)
    each = min(MONTHS, max(1, (cells - 4) // POINT))
    while MONTHS % each:
        each -= 1
    title = _("At the month's end")
    if name == "earnings_rank":
        title = _("Gross of the month, {unit}").format(unit=figures.money_unit())
    shown: Lines = [line("  ", (title, "head"))]
    for start in range(0, MONTHS, each):
        some = points[start : start + each]
        shown += [
            line("    ", *(number_cell(figures.month_name(p.month), POINT, "dim") for p in some)),
            line("    ", *(number_cell(_point(name, p), POINT, _point_role(p)) for p in some)),
        ]
    return shown


def _point(name: str, point: Point) -> str:
    low = point.standing.low
    if name == "earnings_rank":
        return "-" if point.gross is None else figures.money_number(point.gross)
    if name == "profile":
        return scoreboard.SIGNS[point.standing.state]
    if low is None:
        return "-"
    as_text = {"completion": lambda value: figures.percent(value)[:-2], "scouts": figures.count}
    shown = as_text.get(name, figures.stars)(low.value)
    return shown if point.standing.exact else f"{shown}+"


def _point_role(point: Point) -> Role:
    roles: dict[str, Role] = {"met": "good", "short": "bad", "unknown": ""}
    return roles[point.standing.state]


def _what(cells: int) -> int:
    return max(10, cells - 3 - DAY - VERDICT - LEAVES)


def table_head(name: str, cells: int) -> Line:
    """The column names."""
    leaves = "" if name in {"rating", "communication", "profile"} else _("leaves")
    return line("   ", cell(_("day"), DAY, "dim"), cell(_("record"), _what(cells), "dim"),
                cell(_("counts?"), VERDICT, "dim"), (leaves, "dim"))  # fmt: skip


def row(view: View, name: str, piece: Piece, cells: int) -> Line:
    """One piece."""
    day = piece.subject.month if isinstance(piece.subject, MonthGross) else piece.on.isoformat()
    role = _role(piece)
    verdict = excuses.excuse(piece.excuse)
    if piece.counts and piece.against:
        verdict = {"completion": _("counts against"), "profile": _("not filled")}.get(
            name, _("counts, below 5")
        )
    leaves = piece.leaves.isoformat() if piece.leaves else ""
    return line(
        "   ", cell(day, DAY, "dim"), *_body(view, name, piece, _what(cells)), cell(verdict, VERDICT, role),
        (leaves, "warn" if piece.leaves and piece.leaves <= view.board.round.cutoff else "dim"),
    )  # fmt: skip


def _role(piece: Piece) -> Role:
    if not piece.counts:
        return "dim"
    return "bad" if piece.against else ""


def _body(view: View, name: str, piece: Piece, cells: int) -> Line:
    role: Role = _role(piece)
    if not isinstance(piece.subject, MonthGross):
        return (cell(text(piece, name), cells - 1, role), (" ", ""))
    most = max((p.subject.gross for p in view.evidence("earnings_rank")
                if isinstance(p.subject, MonthGross)), default=0)  # fmt: skip
    return (number_cell(figures.yen(piece.subject.gross), 12), ("  ", ""),
            *bar(piece.subject.gross, most, cells - 16), ("  ", ""))  # fmt: skip


def text(piece: Piece, name: str) -> str:
    """A piece in few words, as the criterion sees it."""
    subject = piece.subject
    if isinstance(subject, MonthGross):
        return figures.yen(subject.gross)
    if isinstance(subject, Contract):
        return "  ".join(filter(None, (labels.client(subject.client), visible(subject.title or ""))))
    if isinstance(subject, Opening):
        return _opening(subject, name)
    if isinstance(subject, Review):
        return "  ".join((labels.client(subject.client), f"{lowest_tenths(piece, name) / 10:.1f}")).strip()
    return lines.summary(subject)


def _opening(opening: Opening, name: str) -> str:
    """What copied figures say of one criterion: the mean, how many, and those below five."""
    if name == "profile":
        return _("the site: filled in") if opening.profile_filled else _("the site: not filled in")
    shown, count = getattr(opening, f"{name}_shown"), getattr(opening, f"{name}_count")
    lower = " ".join(f"{tenths / 10:.1f}" for tenths in getattr(opening, f"{name}_below_five") or ())
    copied = _("copied {shown} ({n})").format(shown=f"{shown / 10:.1f}", n=count)
    return f"{copied}  {lower}".strip()


def record_of(piece: Piece) -> Record | None:
    """The record that a piece opens; a month's own, where one was typed."""
    return piece.subject.typed if isinstance(piece.subject, MonthGross) else piece.subject


def detail(view: View, piece: Piece, cells: int) -> Lines:
    """The record in full, why it counts or not, and whether it still will at the cut-off."""
    record = record_of(piece)
    what = lines.line(record) if record else piece.key + "  " + _("from contracts")
    told = excuses.excuse_sentence(piece.excuse)
    if piece.excuse == "not_open":
        told = told.format(day=piece.on.isoformat())
    elif not piece.excuse and isinstance(record, Scout) and record.source == "closed_job":
        told = _("It counts (assumed: a).")
    coming = view.board.round
    if piece.leaves is not None and piece.counts and piece.leaves <= coming.cutoff:
        leaves = _("At the {round} it does not count any more.").format(
            round=figures.round_name(coming.month)
        )
        told = sentences(told, leaves)
    return [*paragraph(what, cells, "strong", "  "), *paragraph(told, cells, "dim")]
