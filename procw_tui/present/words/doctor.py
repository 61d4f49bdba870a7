"""What `doctor` and `backup` say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from procw_tui.domain.record.trouble import StoreError
from procw_tui.present.language import N_, _, n_, sentences

from . import errors

TERMINAL = {
    "encoding": N_("Encoding"), "colours": N_("Colours"), "size": N_("Size"), "tmux": N_("What tmux draws"),
    "width": N_("Cells of an ambiguous character"),
}  # fmt: skip
HELP = {
    "encoding": N_("set LANG to one that ends in UTF-8"), "colours": N_("set TERM, as to xterm-256color"),
    "size": N_("80x24 at least, or parts are cut off"),
    "tmux": N_("leave tmux and come back with: tmux -u attach"),
}  # fmt: skip
KB = 1024


WHY = {
    "apart": N_("what another version has alone"), "edited": N_("before it was changed outside"),
    "replaced": N_("replaced"), "aside": N_("brought together, or left aside"),
    "damaged": N_("damaged, kept as it was"), "bak": N_("before the last writing"),
}  # fmt: skip
"""Why a backup was made that is none of a day, by what its name says."""


def unmerged_line(path: object, number: int) -> str:
    """A copy of what another version of the ledger has alone."""
    told = n_(
        "A copy with {n} record that is missing here: {path}",
        "A copy with {n} records that are missing here: {path}",
        number,
    )
    return told.format(n=number, path=path)


def program_line(version: str, python: str, folder: object) -> str:
    """Which program this is, and where the user's data lies."""
    told = _("procw-tui {version}, Python {python}; data in {folder}")
    return f"  {told.format(version=version, python=python, folder=folder)}"


def backup_line(name: str, records: int | None, size: int) -> str:
    """One backup."""
    told = (
        _("can't be read") if records is None else n_("{n} record", "{n} records", records).format(n=records)
    )
    why = next(
        (_(words) for part, words in WHY.items() if f"-{part}" in name or name.endswith(f".{part}")), ""
    )
    return f"{name}  {told}  {max(1, size // KB)} KB  {why}".rstrip()


def finding_line(what: str, facts: Mapping[str, object], *, well: bool) -> str:
    """One thing that was looked at, with its sign."""
    return f"{'✓' if well else '✗'} {_finding(what, facts, well=well)}"


def _finding(what: str, facts: Mapping[str, object], *, well: bool) -> str:
    trouble = facts.get("trouble")
    if isinstance(trouble, StoreError) and trouble.trouble == "damaged":
        return _("Damaged: {path}: {detail}").format(**errors.trouble_facts(trouble))
    if isinstance(trouble, StoreError):
        return errors.trouble(trouble)
    return _FINDINGS[what](facts, well)


def _file(facts: Mapping[str, object], well: bool) -> str:  # noqa: FBT001 - one of a table
    if not well:
        told = _("File: damaged, but whole in {source} and the journal ({path})")
        return told.format(source=facts["healed"], path=facts["path"])
    if facts["new"]:
        return _("File: none yet, it is made at the first log ({path})").format(path=facts["path"])
    number = int(str(facts["records"]))
    told = n_("File: {n} record ({path})", "File: {n} records ({path})", number)
    return told.format(n=number, path=facts["path"])


def _stamps(facts: Mapping[str, object], _well: bool) -> str:  # noqa: FBT001
    number = int(str(facts["n"]))
    told = n_("{n} record was changed at no moment ({id}): edit it once, and it has one.",
              "{n} records were changed at no moment (first {id}): edit each once.", number)  # fmt: skip
    return told.format(n=number, id=facts["id"])


def _apart(facts: Mapping[str, object], _well: bool) -> str:  # noqa: FBT001
    return unmerged_line(facts["path"], int(str(facts["n"])))


def _edited(_facts: Mapping[str, object], _well: bool) -> str:  # noqa: FBT001
    return _("The file was changed outside this program, or is damaged")


def _journal(facts: Mapping[str, object], well: bool) -> str:  # noqa: FBT001
    number = int(str(facts["n"]))
    words = n_("Journal: {n} change that the file has not yet",
               "Journal: {n} changes that the file has not yet", number)  # fmt: skip
    torn = _("A torn line at its end was never acknowledged and is dropped.") if facts["bad"] else ""
    if not well:
        return _("Journal: damaged; good lines can still be read")
    return sentences(words.format(n=number), torn)


def _private(facts: Mapping[str, object], well: bool) -> str:  # noqa: FBT001
    if well:
        return _("Private: only you can read the files")
    return _("Readable by others: {names} (chmod 600)").format(names=facts["names"])


def _foreign(facts: Mapping[str, object], _well: bool) -> str:  # noqa: FBT001
    return _("Another user's, and closed to you: {files}").format(files=facts["files"])


def _backups(facts: Mapping[str, object], well: bool) -> str:  # noqa: FBT001
    if not facts["n"] and well:
        return _("Backups: none yet")
    told = _("Backups: {good} of {n} can be read, the newest is {name}") if facts["good"] else ""
    spoilt = "" if well else _("Can't be read: {bad}.")
    return (sentences(f"{told}.", spoilt) if told and spoilt else told or spoilt).format(**facts)


def _of_another(facts: Mapping[str, object], _well: bool) -> str:  # noqa: FBT001
    return _("Journal: another version's, and not used ({path})").format(path=facts["path"])


def _short(facts: Mapping[str, object], _well: bool) -> str:  # noqa: FBT001
    return lacking(int(str(facts["n"])))


def _odd(facts: Mapping[str, object], _well: bool) -> str:  # noqa: FBT001
    return _("Not what belongs there: {names}").format(names=facts["names"])


def lacking(number: int) -> str:
    """Changes that were acknowledged and are nowhere."""
    told = n_("{n} change that was logged last is missing in file and journal.",
              "{n} changes that were logged last are missing in file and journal.", number)  # fmt: skip
    return told.format(n=number)


_FINDINGS = {
    "file": _file, "apart": _apart, "stamps": _stamps, "journal": _journal, "private": _private,
    "foreign": _foreign, "backups": _backups, "edited": _edited,
    "of_another": _of_another, "short": _short, "odd": _odd,
}  # fmt: skip
"""What each symptom says, by its name."""


def terminal_line(name: str, value: str, *, well: bool) -> str:
    """One property of the terminal."""
    advice = "" if well else f"  ({_(HELP[name])})"
    return f"{'✓' if well else '▴'} {_(TERMINAL[name])}: {value}{advice}"


def advice(source: str, records: int, lost: int, missing: int) -> str:
    """What a repair would make."""
    told = n_("A repair can save {n} record {origin}.", "A repair can save {n} records {origin}.", records)
    return sentences(
        told.format(n=records, origin=_origin(source, lost, missing)),
        _("procw-tui doctor --repair does it and keeps what is there."),
    )


def foreign_advice(user: object, names: object) -> str:
    """How files come back from another user."""
    return _("Give them back with: sudo chown {user} {files}").format(user=user, files=names)


def lesser_advice(ill: Collection[str]) -> str:
    """What to do where file and journal are well and something else is not."""
    return _(next((words for what, words in _LESSER.items() if what in ill), _BY_HAND))


_BY_HAND = N_("The ledger works; what is marked above is put right by hand.")
_LESSER = {
    "lock": N_("Nothing can be logged until procw-tui doctor --repair moves aside what stands there."),
    "short": N_("Log it again, or look for it in a copy; procw-tui backup lists older versions."),
    "apart": N_("procw-tui merge FILE brings both together; who wants nothing of it deletes the copy."),
    "stamps": _BY_HAND,
    "edited": N_("Look whether anything is wrong in it; procw-tui backup lists older versions."),
    "of_another": N_(
        "The next log begins a journal of its own; what that one had is kept among the backups."
    ),
    "odd": N_("procw-tui doctor --repair moves it aside."),
    "private": N_("procw-tui doctor --repair makes the files private."),
    "backups": N_("The ledger itself is well; procw-tui doctor --repair corrects them or sets them aside."),
}
"""The first of them that is marked is what is said."""


def mended(corrected: Sequence[str], aside: Sequence[str]) -> Iterator[str]:
    """What became of older versions that could not be read."""
    if corrected:
        yield _("Corrected: {names}").format(names=", ".join(corrected))
    if aside:
        yield _("Set aside as damaged: {names}").format(names=", ".join(aside))


def repaired(source: str, records: int, lost: int, missing: int) -> str:
    """What a repair made."""
    told = n_("Repaired: {n} record", "Repaired: {n} records", records).format(n=records)
    return f"{told} {_origin(source, lost, missing)}"


def _origin(source: str, lost: int, missing: int) -> str:
    if source == "journal":
        told = _("(from the journal)")
    else:
        name = _("the file itself") if source == "file" else source
        told = _("(from {name} and the journal)").format(name=name)
    if lost:
        told += n_("; {n} document can't be read", "; {n} documents can't be read", lost).format(n=lost)
    if missing:
        words = n_("; {n} logged change is missing", "; {n} logged changes are missing", missing)
        told += words.format(n=missing)
    return told


def no_advice() -> str:
    """Nothing that could be put in place."""
    return _("Neither the file nor a backup can be read. Look for a copy elsewhere before you begin anew.")
