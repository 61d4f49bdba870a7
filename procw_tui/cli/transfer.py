"""`import`, `export` and `merge`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import click
import orjson

from procw_tui.bootstrap import Program
from procw_tui.cli.common import (
    Impossible,
    ToldBefore,
    among_option,
    content_of,
    global_options,
    say,
    write_out,
)
from procw_tui.cli.fields import warn
from procw_tui.cli.show import newer_option, the_kind, to_look_at
from procw_tui.domain.intake.reading import Against, Reading, read_table, remembered
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger, begun
from procw_tui.domain.record.fields import typed_fields
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.names import fold
from procw_tui.domain.record.records import Record, Tally
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.present.sentences import intake
from procw_tui.present.sentences.changes import done
from procw_tui.present.words import doctor, errors, labels
from procw_tui.present.words.sheets import readings_of, sheet_words
from procw_tui.store import backups, files
from procw_tui.store.incoming.charset import ENCODINGS, text_of, texts_of
from procw_tui.store.loading import copy_at
from procw_tui.store.merge import Copy, copy_of
from procw_tui.store.sheets import written
from procw_tui.store.transfer import Import, Line, export_lines, read_lines

from . import completions

T = TypeVar("T")
MOST_WARNINGS = 20


def commands(program: Program) -> list[click.Command]:
    """The commands that carry records in and out."""
    return [_import(program), _export(program), _merge(program)]


def _lines(name: str, content: bytes) -> Iterator[Line]:
    """The lines of JSON Lines."""
    for number, text in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        yield Line(name, number, text.rstrip(b"\r"))


def _is_sheet(name: str, content: bytes) -> bool:
    """Whether a file is CSV: by its name, else where its first line is no JSON."""
    suffix = Path(name).suffix.lower()
    if suffix in {".csv", ".tsv"}:
        return True
    first = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return suffix not in {".jsonl", ".json", ".ndjson"} and bool(first) and first not in {b"{", b"["}


class _How(NamedTuple):
    """What is asked of an import."""

    kind: str | None
    given: Mapping[str, str]
    in_note: bool
    encoding: str
    doubtful: bool


class _SheetFile(NamedTuple):
    """A sheet: its name, its text, and the kind of its records."""

    name: str
    text: str
    kind: str


def _sheet_file(name: str, content: bytes, how: _How) -> _SheetFile:
    """The sheet as it is read: in the one encoding, or of two in that in which its head makes sense."""
    texts = texts_of(content, how.encoding)
    known = readings_of(texts, Path(name).stem, how.kind, KNOWLEDGE.site_words)
    if len(texts) > 1 and len(known) != 1:
        text_of(content, how.encoding)  # says that it can be read in two ways
    if known:
        return _SheetFile(name, *known[0])
    kind = how.kind or labels.kind_of(Path(name).stem)
    if kind is None:
        raise click.UsageError(
            _("Say with --kind what kind of records {file} holds.").format(file=visible(name))
        )
    return _SheetFile(name, texts[0], kind)


def _import(program: Program) -> click.Command:
    @click.command("import", help=_("Take records in from JSON Lines or a sheet."))
    @click.argument("sources", metavar="FILE...", nargs=-1, required=True)
    @click.option(
        "--kind", shell_complete=completions.kinds, help=_("The kind of lines that don't name one.")
    )
    @click.option("--dry-run", is_flag=True, help=_("Only say what would be done."))
    @click.option("--set", "given", multiple=True, metavar="FIELD=VALUE",
                  help=_("What a sheet does not say, the same for each of its rows."))  # fmt: skip
    @click.option("--take-doubtful", is_flag=True, help=_("Save what may be read in two ways as well."))
    @click.option("--keep-columns", is_flag=True, help=_("Keep columns that are not ours in the note."))
    @click.option("--encoding", type=click.Choice(ENCODINGS), help=_("What a sheet is written in."))
    @among_option
    @global_options
    def command(  # noqa: PLR0913 - an option each
        sources: tuple[str, ...], kind: str | None, given: tuple[str, ...], encoding: str | None, *,
        dry_run: bool, take_doubtful: bool, keep_columns: bool, among: bool,
    ) -> None:  # fmt: skip
        name = the_kind(kind) if kind else None
        how = _How(name, _given(given), keep_columns, encoding or "", take_doubtful)
        taken = _Taken(program, sources, how)
        told = ToldBefore(among=among)

        def build(ledger: Ledger) -> Change:
            return told(ledger, taken.change(ledger))

        if dry_run:
            build(program.store.ledger)
        else:
            program.store.commit(build)
        taken.tell(dry_run=dry_run)
        told.tell()
        if not dry_run:
            warn(program, list(taken.records[:MOST_WARNINGS]))

    return command


def _given(texts: Sequence[str]) -> dict[str, str]:
    """What `--set` says, by field."""
    pairs = [text.partition("=") for text in texts]
    if any(not equals or not name.strip() for name, equals, _value in pairs):
        raise click.UsageError(_("--set wants FIELD=VALUE, as in --set type=fixed."))
    return {name.strip().replace("-", "_"): value for name, _equals, value in pairs}


class _Taken:
    """What files hold, and what becomes of it: all of it in one change, or nothing."""

    def __init__(self, program: Program, sources: Sequence[str], how: _How) -> None:
        self._now = program.clock()
        self._how = how
        self._lines: list[Line] = []
        self._sheets: list[_SheetFile] = []
        for source in sources:
            content = content_of(source)
            if _is_sheet(source, content):
                self._sheets.append(_named_in(source, lambda: _sheet_file(source, content, how)))  # noqa: B023
            else:
                self._lines += _lines(source, content)
        self._read: list[tuple[str, Reading]] = []
        self.records: list[Record] = []
        self._known = 0

    def change(self, ledger: Ledger) -> Change:
        """The change that takes all of them in."""
        lines = _readable(read_lines(ledger, self._lines, KNOWLEDGE.practice_ids, self._how.kind))
        change = lines.change(ledger)
        ops, after = list(change.ops), change.applied(ledger)
        self._read = []
        for each in self._sheets:
            reading = self._reading(each, after)
            self._read.append((each.name, reading))
            change = reading.change(after, {}, doubtful=self._how.doubtful)
            ops += change.ops
            after = change.applied(after)
        self.records = [
            op.after for op in ops if op.after is not None and op.before is None and op.after.is_logged
        ]
        self._known = lines.skipped + sum(reading.known for _name, reading in self._read)
        return Change("import", tuple(ops), lines.begun_on)

    def _reading(self, sheet: _SheetFile, ledger: Ledger) -> Reading:
        against = Against(KNOWLEDGE.site_words, ledger, self._now)
        asked = remembered(ledger, sheet.kind)
        asked = asked._replace(given=self._fields(sheet.kind), in_note=self._how.in_note)
        words = sheet_words(sheet.kind, KNOWLEDGE.site_words)
        reading = _named_in(sheet.name, lambda: read_table(sheet.text, sheet.kind, against, words, asked))
        told = reading.sheet
        if told is not None and told.missing:
            names = _(", ").join(labels.field(name) for name in told.missing)
            first = told.missing[0].replace("_", "-")
            said = _("{file}: no column says {names}; say it for all rows with --set {first}=VALUE")
            raise Impossible(said.format(file=visible(sheet.name), names=names, first=first))
        bad = [
            f"{visible(sheet.name)}:{min(each.lines) + 1}: {errors.invalid(each.reason)}"
            for each in sorted(reading.refused, key=lambda each: min(each.lines))
        ]
        if bad:
            raise Impossible("\n".join([*bad, errors.bad_lines(len(bad))]))
        return reading

    def _fields(self, kind: str) -> dict[str, str]:
        """What `--set` says of fields of a kind; a field that no sheet has is wrong usage."""
        called = sheet_words(kind, KNOWLEDGE.site_words).columns
        fields = {field.name for field in typed_fields(kind)}
        given = {called.get(fold(name), name): text for name, text in self._how.given.items()}
        strange = [name for name in given if name not in fields]
        if strange:
            said = _("{field} is no field of {kind}.").format(
                field=visible(strange[0]), kind=labels.kind(kind)
            )
            raise click.UsageError(said)
        return given

    def tell(self, *, dry_run: bool) -> None:
        """How many came, what was told of them, and what was left out."""
        changed = sum(
            op.before is not None and op.after is not None
            for _name, reading in self._read for item in reading.open_items
            for op in item.taken(None, doubtful=self._how.doubtful).ops
        )  # fmt: skip
        told = (
            _("{n} records would be imported, {skipped} are known")
            if dry_run
            else _("{n} records imported, {skipped} were known")
        )
        say(told.format(n=len(self.records), skipped=self._known))
        if changed:
            say(_("changed: {n}").format(n=changed))
        for name, reading in self._read:
            for line in intake.in_short(reading, name, doubtful=self._how.doubtful, every=dry_run):
                say(line)
            if reading.waiting({}, doubtful=self._how.doubtful):
                say(_("Rows marked ? are left out; --take-doubtful takes them."))


def _named_in(source: str, read: Callable[[], T]) -> T:
    """What is read of a file; what can't be is said with its name."""
    try:
        return read()
    except Invalid as reason:
        raise Impossible(f"{visible(source)}: {errors.invalid(reason)}") from None


def _readable(read: Import) -> Import:
    """The import, or every bad line named and nothing done."""
    if not read.bad:
        return read
    named = [
        f"{visible(bad.line.source)}:{bad.line.number}: {errors.invalid(bad.reason)}" for bad in read.bad
    ]
    raise Impossible("\n".join([*named, errors.bad_lines(len(named))]))


def _export(program: Program) -> click.Command:
    @click.command("export", help=_("Write all records as JSON Lines, or as CSV, one kind a file."))
    @click.option(
        "--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", help=_("The form.")
    )
    @click.option("--kind", shell_complete=completions.kinds, help=_("Only this kind."))
    @click.option("--bom", is_flag=True, help=_("Mark CSV as UTF-8, as Excel wants it."))
    @click.option("-o", "--output", metavar="PATH", help=_("A file, or the folder for CSV of every kind."))
    @newer_option
    @global_options
    def command(form: str, kind: str | None, output: str | None, *, bom: bool, newer: bool) -> None:
        ledger = to_look_at(program, newer=newer)
        name = the_kind(kind) if kind else None
        if form == "csv" and name is None:
            _write_sheets(program, output, bom=bom)
            return
        records: Iterable[Record] = ledger.all(KINDS[name]) if name else ledger
        if form == "csv" and name is not None:
            content = written(name, records, mark=bom)
        else:
            content = b"".join(export_lines(records, None if name else ledger.begun_on))
        write_out(program, output, content)

    return command


def _write_sheets(program: Program, output: str | None, *, bom: bool) -> None:
    """One file a kind that has records, into a folder."""
    if output is None or output == "-" or Path(output).is_file():
        raise click.UsageError(_("CSV of every kind needs a folder: -o FOLDER, or --kind for one file."))
    folder = Path(output)
    try:
        files.make_folder(folder)
    except OSError as error:
        raise StoreError("not_writable", path=folder, detail=error.strerror) from None
    for name, cls in KINDS.items():
        if program.store.ledger.count(name):
            write_out(
                program, str(folder / f"{name}.csv"), written(name, program.store.ledger.all(cls), mark=bom)
            )


def _merge(program: Program) -> click.Command:
    @click.command("merge", help=_("Fold another copy in: of each record the later version, deletions too."))
    @click.argument("source", metavar="[FILE]", required=False)
    @global_options
    def command(source: str | None) -> None:
        if source is None:
            _list_unmerged(program)
            return
        change = program.store.merge(_copy(source))
        backups.put_aside(Path(source))
        say(done(change))
        tallies: list[Record] = [op.after for op in change.ops if isinstance(op.after, Tally)]
        warn(program, tallies[:MOST_WARNINGS])

    return command


def _list_unmerged(program: Program) -> None:
    """The copies that are not brought together yet, each with how much of it is missing here."""
    kept = program.store.unmerged()
    for each in kept:
        say(doctor.unmerged_line(each.path, len(each.change.ops)))
    if not kept:
        say(_("Nothing waits to be brought together. Name a file to fold it in."))


def _is_ledger(content: bytes) -> bool:
    """Whether a copy is one object of tables, and no records a line."""
    try:
        data = orjson.loads(content)
    except orjson.JSONDecodeError:
        return b'"kind"' not in content.partition(b"\n")[0].partition(b"{")[2].partition(b"{")[0]
    return isinstance(data, dict) and not isinstance(data.get("kind"), str)


def _copy(source: str) -> Copy:
    """A copy of the ledger: a TinyDB file with its journal, or JSON Lines."""
    content = content_of(source)
    if source == "-" or not _is_ledger(content):
        every = (Line(source, n, text) for n, text in enumerate(content.split(b"\n"), 1))
        known = KNOWLEDGE.practice_ids
        read = _readable(read_lines(Ledger({}), every, known))
        return copy_of(read.records, begun_on=begun(read.begun_on, read.records))
    return copy_at(Path(source))
