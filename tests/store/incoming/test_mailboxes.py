"""Where mails lie: files, mboxes, Maildirs and folders; they are read and stay as they are."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.record.trouble import StoreError
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.store.incoming.gathering import MailFolder, gathered
from procw_tui.store.incoming.mailboxes import Letter, in_stream, letters
from tests.store.incoming.test_mail import bytes_of

WORDS = KNOWLEDGE.mail_words
MAIL = bytes_of("plain-utf8")
BEGIN = b"From no-reply@crowdworks.jp Sun Nov 22 21:04:30 2026\n"


def subjects(found: list[Letter]) -> list[str]:
    return [mail.subject for mail in gathered(found, WORDS).mails]


def maildir(path: Path, *names: str) -> Path:
    for part in ("new", "cur", "tmp"):
        (path / part).mkdir(parents=True)
    for name in names:
        (path / "new" / name).write_bytes(MAIL.replace(b"plain-utf8", name.encode()))
    return path


def state(path: Path) -> list[tuple[str, int, int]]:
    every = sorted(path.rglob("*"))
    return [(str(each), each.stat().st_size, each.stat().st_mtime_ns) for each in every]


def mbox(*mails: bytes) -> bytes:
    return b"".join(BEGIN + mail.replace(b"\r\n", b"\n") + b"\n" for mail in mails)


def test_an_mbox_is_cut_where_mails_begin_and_nowhere_else() -> None:
    other = MAIL.replace(
        b"\r\n\r\n", b"\r\n\r\nFrom here on\r\n\r\nFrom Monday 10:30 on it is 2026\r\nnothing\r\n\r\n", 1
    )
    quoted = MAIL.replace(b"\r\n\r\n", b"\r\n\r\n>From me\r\n>>From you\r\n", 1)
    found = list(in_stream(io.BytesIO(mbox(MAIL, other, quoted))))
    assert len(found) == 3
    texts = [mail.text for mail in gathered(found, WORDS).mails]
    assert "From here on\n" in texts[1]
    assert "From Monday 10:30 on it is 2026\nnothing" in texts[1]
    assert texts[2].startswith("From me\n>From you\n")


def test_an_mbox_as_other_programs_write_it() -> None:
    plain = MAIL.replace(b"\r\n", b"\n")
    for begin in (b"From x@y Sun Nov 22 20:01:00 2026 +0900\n", b"From - Sun Nov 22 20:01:00 2026\n", BEGIN):
        for between in (b"", b"\n", b"\n\n"):
            for before in (b"", b"\n", b"\xef\xbb\xbf"):
                box = before + between.join((begin + plain, begin + plain, begin + plain))
                assert len(gathered(in_stream(io.BytesIO(box)), WORDS).mails) == 3


def test_what_is_half_there_is_read_once_it_is_whole(tmp_path: Path) -> None:
    box, plain = maildir(tmp_path / "box"), tmp_path / "plain"
    plain.mkdir()
    for place, name in ((box, "new/1.a"), (plain, "Re: a.eml")):
        (place / name).write_bytes(b"")
        folder = MailFolder(place, tmp_path / "a.json", WORDS)
        look = folder.gather(Ledger.of(()))
        folder.remember(look, Ledger.of(()))
        assert len(look.unreadable) == 1
        (place / name).write_bytes(MAIL)
        (place / name.replace("Re: a", "Re: b")).write_bytes(MAIL)
        assert len(folder.gather(Ledger.of(())).mails) == 2 - (place is box)


@pytest.mark.parametrize("content", [b"", b"From ", b"From x\n", BEGIN, BEGIN + b"\n", b"\n\n"])
def test_the_beginning_of_an_mbox_alone_is_no_mail(content: bytes) -> None:
    assert gathered(in_stream(io.BytesIO(content)), WORDS).mails == []


def test_one_mail_with_the_line_of_an_mbox_before_it_is_one() -> None:
    assert len(list(in_stream(io.BytesIO(BEGIN + MAIL)))) == 1
    assert len(gathered(in_stream(io.BytesIO(BEGIN + MAIL)), WORDS).mails) == 1


def test_files_and_folders(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box", "1.a", "2.b:2,S")
    (box / "tmp" / "3.c").write_bytes(MAIL)
    (box / "new" / ".hidden").write_bytes(MAIL)
    assert [letter.name for letter in letters(box)] == ["1.a", "2.b"]
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "a.eml").write_bytes(MAIL)
    (plain / "a.txt").write_bytes(MAIL)
    assert [letter.name for letter in letters(plain)] == ["a.eml"]
    assert [letter.name for letter in letters(plain / "a.eml")] == ["a.eml"]
    (tmp_path / "mbox").write_bytes(mbox(MAIL, MAIL))
    assert [letter.name for letter in letters(tmp_path / "mbox")] == ["mbox", "mbox 2"]
    with pytest.raises(StoreError) as none:
        list(letters(tmp_path / "nothing"))
    assert none.value.trouble == "no_such_file"


def test_what_is_no_file_is_left_and_named(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box", "1.a")
    os.mkfifo(box / "new" / "2.fifo")
    (box / "new" / "3.folder").mkdir()
    (box / "new" / "4.gone").symlink_to(tmp_path / "nowhere")
    look = gathered(letters(box), WORDS)
    assert (len(look.mails), look.unreadable) == (1, ["2.fifo", "3.folder", "4.gone"])
    with pytest.raises(StoreError) as none:
        list(letters(box / "new" / "2.fifo"))
    assert none.value.trouble == "not_a_file"


def test_a_look_changes_nothing_in_a_folder(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box", "1.a", "2.b")
    before = state(box)
    MailFolder(box, tmp_path / "a.json", WORDS).gather(Ledger.of(()))
    assert state(box) == before


def test_a_second_look_reads_only_what_is_new(tmp_path: Path) -> None:
    """What left nothing in the ledger is not read again, unless mails are read in another way by then."""
    box = maildir(tmp_path / "box")
    (box / "new" / "1.friend").write_bytes(bytes_of("sender-looks-alike"))
    (box / "new" / "2.site").write_bytes(bytes_of("newsletter"))
    empty = Ledger.of(())
    folder = MailFolder(box, tmp_path / "a.json", WORDS)
    look = folder.gather(empty)
    folder.remember(look, empty)
    assert not folder.has_changed()
    again = MailFolder(box, tmp_path / "a.json", WORDS)
    assert again.has_changed()
    assert again.is_read(again.gather(empty), empty)
    (box / "new" / "3.new").write_bytes(MAIL)
    assert [*again.gather(empty).names] == ["3.new"]
    (box / "new" / "3.new").rename(box / "cur" / "3.new:2,S")
    (box / "new" / "1.friend").rename(box / "cur" / "1.friend:2,RS")
    assert [*again.gather(empty).names] == ["3.new"]
    assert subjects(list(letters(box, {"1.friend", "3.new"}))) == [look.mails[0].subject]
    other_ledger = MailFolder(box, tmp_path / "b.json", WORDS)
    assert len(other_ledger.gather(empty).names) == 3
