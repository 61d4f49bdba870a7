"""`import`, `export` and `merge`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click
import orjson

from procw_tui.bootstrap import Program
from procw_tui.cli.common import Impossible, content_of, global_options, say
from procw_tui.cli.fields import warn
from procw_tui.cli.show import newer_option, the_kind, to_look_at
from procw_tui.domain.ledger.changes import Change
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.kinds import KINDS
from procw_tui.domain.record.records import Record
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.language import _
from procw_tui.present.sentences.changes import done
from procw_tui.present.words import errors
from procw_tui.present.words import sheets as sheet_words
from procw_tui.store import files
from procw_tui.store.backups import belongings, folder_of
from procw_tui.store.loading import load
from procw_tui.store.merge import Copy, copy_of
from procw_tui.store.sheets import Words, rows, written
from procw_tui.store.transfer import Import, Line, export_lines, read_lines

from . import completions

MOST_WARNINGS = 20


def commands(program: Program) -> list[click.Command]:
    """The commands that carry records in and out."""
    return [_import(program), _export(program), _merge(program)]


def _lines_of(name: str, kind: str | None, now: datetime) -> Iterator[Line]:
    """The records of a file: JSON Lines, or CSV of a kind that is given or that the file is named after."""
    content = content_of(name)
    if not _is_sheet(name, content):
        for number, text in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
            yield Line(name, number, text.rstrip(b"\r"))
        return
    sheet_kind = kind or sheet_words.kind_of(Path(name).stem)
    if sheet_kind is None:
        raise click.UsageError(
            _("Say with --kind what kind of records {file} holds.").format(file=visible(name))
        )
    words = Words(
        sheet_words.columns(sheet_kind, KNOWLEDGE.site_words.labels), sheet_words.choices(sheet_kind)
    )
    for row in rows(sheet_kind, content, words, now):
        yield Line(name, row.number, b"", row.doc and {"kind": sheet_kind, **row.doc}, row.bad)


def _is_sheet(name: str, content: bytes) -> bool:
    """Whether a file is CSV: by its name, else where its first line is no JSON."""
    suffix = Path(name).suffix.lower()
    if suffix in {".csv", ".tsv"}:
        return True
    first = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return suffix not in {".jsonl", ".json", ".ndjson"} and bool(first) and first not in {b"{", b"["}


def _import(program: Program) -> click.Command:
    @click.command("import", help=_("Take records in from JSON Lines or CSV: all or nothing."))
    @click.argument("sources", metavar="FILE...", nargs=-1, required=True)
    @click.option(
        "--kind", shell_complete=completions.kinds, help=_("The kind of lines that don't name one.")
    )
    @click.option("--dry-run", is_flag=True, help=_("Only say what would be done."))
    @global_options
    def command(sources: tuple[str, ...], kind: str | None, *, dry_run: bool) -> None:
        name, now = the_kind(kind) if kind else None, program.clock()
        lines = [line for source in sources for line in _lines_of(source, name, now)]
        known = KNOWLEDGE.practice_ids
        taken: list[Import] = []

        def build(ledger: Ledger) -> Change:
            taken[:] = [_readable(read_lines(ledger, lines, known, name))]
            return taken[0].change(ledger)

        if dry_run:
            build(program.store.ledger)
        else:
            program.store.commit(build)
        records, skipped = taken[0].records, taken[0].skipped
        told = (
            _("{n} records would be imported, {skipped} are known")
            if dry_run
            else _("{n} records imported, {skipped} were known")
        )
        say(told.format(n=len(records), skipped=skipped))
        if not dry_run:
            warn(program, list(records[:MOST_WARNINGS]))

    return command


def _readable(read: Import) -> Import:
    """The import, or every bad line named and nothing done."""
    if not read.bad:
        return read
    named = [
        f"{visible(bad.line.source)}:{bad.line.number}: {errors.invalid(bad.reason)}" for bad in read.bad
    ]
    raise Impossible("\n".join([*named, errors.bad_lines(len(named))]))


def _write(program: Program, target: Path, content: bytes) -> None:
    """Write an export: whole, but never over the ledger or what belongs to it, and into a device as it is."""
    where = files.real(target)
    if where in belongings(program.path) or where.parent == folder_of(program.path):
        raise Impossible(_("That is the ledger itself: {path}").format(path=visible(str(target))))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            files.replace(target, content, keep_previous=False)
    except OSError as error:
        raise StoreError("not_writable", path=target, detail=error.strerror) from None


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
            content = b"".join(export_lines(records))
        if output is None or output == "-":
            sys.stdout.buffer.write(content)
        else:
            _write(program, Path(output), content)

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
            _write(program, folder / f"{name}.csv", written(name, program.store.ledger.all(cls), mark=bom))


def _merge(program: Program) -> click.Command:
    @click.command("merge", help=_("Fold another copy in: of each record the later version, deletions too."))
    @click.argument("source", metavar="FILE")
    @global_options
    def command(source: str) -> None:
        change = program.store.merge(_copy(source))
        say(done(change))

    return command


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
        return copy_of(_readable(read_lines(Ledger({}), every, known)).records)
    loaded = load(Path(source))
    return copy_of(loaded.ledger, loaded.tables.by_name["deleted"].values())
