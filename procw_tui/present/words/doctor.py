"""What `doctor` and `backup` say."""

from __future__ import annotations

from collections.abc import Mapping

from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.language import N_, _, n_, sentences

from . import errors

TERMINAL = {
    "encoding": N_("Encoding"), "colours": N_("Colours"), "size": N_("Size"),
    "width": N_("Cells of an ambiguous character"),
}  # fmt: skip
HELP = {
    "encoding": N_("set LANG to one that ends in UTF-8"), "colours": N_("set TERM, as to xterm-256color"),
    "size": N_("80x24 at least, or parts are cut off"),
}  # fmt: skip
KB = 1024


def backup_line(name: str, records: int | None, size: int) -> str:
    """One backup."""
    told = (
        _("can't be read") if records is None else n_("{n} record", "{n} records", records).format(n=records)
    )
    return f"{name}  {told}  {max(1, size // KB)} KB"


def finding_line(what: str, facts: Mapping[str, object], *, well: bool) -> str:
    """One thing that was looked at, with its sign."""
    return f"{'✓' if well else '✗'} {_finding(what, facts, well=well)}"


def _finding(what: str, facts: Mapping[str, object], *, well: bool) -> str:
    if what == "file":
        trouble = facts.get("trouble")
        if isinstance(trouble, StoreError):
            return errors.trouble(trouble)
        if facts["new"]:
            return _("File: none yet, it is made at the first log ({path})").format(path=facts["path"])
        return _("File: {records} records ({path})").format(**facts)
    if what == "journal":
        told = _("Journal: {n} changes that the file has not yet").format(n=facts["n"])
        torn = _("A torn line at its end was never acknowledged and is dropped.") if facts["bad"] else ""
        return sentences(told, torn) if well else _("Journal: damaged; good lines can still be read")
    if what == "private":
        return (
            _("Private: only you can read the files")
            if well
            else _("Readable by others: {names} (chmod 600)").format(names=facts["names"])
        )
    if not facts["n"]:
        return _("Backups: none yet")
    return _("Backups: {good} of {n} can be read, the newest is {name}").format(**facts)


def terminal_line(name: str, value: str, *, well: bool) -> str:
    """One property of the terminal."""
    advice = "" if well else f"  ({_(HELP[name])})"
    return f"{'✓' if well else '▴'} {_(TERMINAL[name])}: {value}{advice}"


def advice(source: str, records: int, lost: int) -> str:
    """What a repair would make."""
    told = n_("A repair can save {n} record {origin}.", "A repair can save {n} records {origin}.", records)
    return sentences(
        told.format(n=records, origin=_origin(source, lost)),
        _("procw-tui doctor --repair does it and keeps what is there."),
    )


def repaired(source: str, records: int, lost: int) -> str:
    """What a repair made."""
    told = n_("Repaired: {n} record", "Repaired: {n} records", records).format(n=records)
    return f"{told} {_origin(source, lost)}"


def _origin(source: str, lost: int) -> str:
    name = {"file": _("the file itself"), "journal": _("the journal")}.get(source, source)
    told = _("(from {name} and the journal)").format(name=name)
    left = (
        n_("; {n} document can't be read", "; {n} documents can't be read", lost).format(n=lost)
        if lost
        else ""
    )
    return told + left


def no_advice() -> str:
    """Nothing that could be put in place."""
    return _("Neither the file nor a backup can be read. Look for a copy elsewhere before you begin anew.")
