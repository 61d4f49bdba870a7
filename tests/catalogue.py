"""Keeps the Japanese catalogue in step with the program.

python -m tests.catalogue            takes up new strings, drops old ones, compiles
python -m tests.catalogue --check    says what is missing, left over or not compiled; exits 1 if anything
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "procw_tui" / "locale" / "ja" / "LC_MESSAGES" / "procw_tui.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}

Key = tuple[str, str | None]


def key_of(message: Message) -> Key:
    """What tells one string from another: its (first) English form and its context."""
    return (message.id[0] if isinstance(message.id, (list, tuple)) else message.id, message.context)


def in_program() -> Catalog:
    """Every string of the program."""
    found = Catalog()
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT / "procw_tui", [("**.py", "python")], {}, KEYWORDS
    ):
        found.add(message, context=context)
    return found


def translated() -> Catalog:
    """The Japanese catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="ja")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it; the same bytes for the same words, on any day."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def problems() -> list[str]:
    """What is wrong with the catalogue."""
    catalogue, program = translated(), in_program()
    have = {key_of(m): m for m in catalogue if m.id}
    need = {key_of(m): m for m in program if m.id}
    found = [f"not translated: {key[0]!r}" for key in need.keys() - have.keys()]
    found += [f"left over: {key[0]!r}" for key in have.keys() - need.keys()]
    found += [
        f"empty or fuzzy: {key[0]!r}"
        for key, m in have.items()
        if not m.string or m.string == ("",) or m.fuzzy
    ]
    found += [f"{key[0]!r}: {error}" for key, m in have.items() for error in m.check(catalogue)]
    if MO.read_bytes() != compiled(catalogue):
        found.append("the .mo file is not the .po file's (make catalogues)")
    return sorted(found)


def update() -> None:
    """Take up new strings with an empty translation, drop old ones, and compile."""
    catalogue, program = translated(), in_program()
    have = {key_of(m): m for m in catalogue if m.id}
    fresh = Catalog(
        locale="ja", project="procw-tui", header_comment=catalogue.header_comment, fuzzy=False,
    )  # fmt: skip
    for message in program:
        if message.id:
            old = have.get(key_of(message))
            fresh.add(message.id, old.string if old else None, context=message.context, flags=message.flags)
    out = BytesIO()
    write_po(out, fresh, width=100, sort_output=True, omit_header=True)
    PO.write_bytes(HEADER.encode() + out.getvalue())
    MO.write_bytes(compiled(translated()))


HEADER = """\
# Japanese words of procw-tui, in the terms of the site.
msgid ""
msgstr ""
"Project-Id-Version: procw-tui\\n"
"Language: ja\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

if __name__ == "__main__":
    if "--check" not in sys.argv:
        update()
    wrong = problems()
    print("\n".join(wrong) if wrong else "the catalogue is complete")
    sys.exit(bool(wrong))
