"""Mails as bytes: each of the corpus says what it should, and nothing that can be in a mailbox ends a look."""

from __future__ import annotations

import random
import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.knowledge import KNOWLEDGE
from procw_tui.store.incoming.mail import may_be_of_site, parsed

WORDS = KNOWLEDGE.mail_words
CORPUS = Path(__file__).parents[2] / "mails"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((CORPUS / "expected.toml").read_text(encoding="utf-8"))
SUBJECT = "【クラウドワークス】LP制作について相談がありました"


def bytes_of(name: str) -> bytes:
    return (CORPUS / f"{name}.eml").read_bytes()


def test_every_mail_of_the_corpus_is_told_and_says_that_it_is_invented() -> None:
    assert {path.stem for path in CORPUS.glob("*.eml")} == set(EXPECTED)
    for name, told in EXPECTED.items():
        assert told.get("unreadable") or b"X-Invented" in bytes_of(name)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_says_what_it_says(name: str) -> None:
    told, found = EXPECTED[name], parsed(bytes_of(name), WORDS)
    assert found.is_mail == (not told.get("unreadable"))
    if told.get("foreign") or told.get("unreadable"):
        assert found.mails == ()
        return
    (mail,) = found.mails
    assert mail.subject == told.get("subject", SUBJECT)
    assert (f"{mail.sent_at:%Y-%m-%d %H:%M}" if mail.sent_at else "") == told.get("sent", "2026-11-22 21:04")
    assert [*mail.links] == told.get("links", ["jobs/12345", "messages/777"])
    assert mail.text.strip().split("\n")[0] == told.get("begins", "お世話になっております。")
    assert mail.sender == told.get("sender", "no-reply@crowdworks.jp")
    assert may_be_of_site(bytes_of(name))


def test_what_is_attached_or_hidden_in_a_page_is_not_the_mail() -> None:
    (mail,) = parsed(bytes_of("attachment"), WORDS).mails
    assert "偽の本文" not in mail.text
    (mail,) = parsed(bytes_of("html-alone"), WORDS).mails
    assert "alert" not in mail.text
    assert "color" not in mail.text


def test_the_same_mail_passed_on_says_the_same() -> None:
    """However it was passed on: the minute, the subject, the links and the words are those of the first."""
    (first,) = parsed(bytes_of("plain-utf8"), WORDS).mails
    for name in (
        "forwarded-gmail-ja",
        "forwarded-gmail-en",
        "forwarded-outlook",
        "forwarded-quoted",
        "base64",
    ):
        (mail,) = parsed(bytes_of(name), WORDS).mails
        assert mail.head == first.head, name
        assert (mail.digest == first.digest) == (name == "base64"), name
        assert mail.was_theirs, name
    for name in ("forwarded-by-a-stranger", "forwarded-attached-by-a-stranger"):
        (mail,) = parsed(bytes_of(name), WORDS).mails
        assert not mail.was_theirs, name


@pytest.mark.parametrize("line", [
    '"no-reply@crowdworks.jp" <evil@example.com>', "no-reply@crowdworks.jp <evil@example.com>",
    "クラウドワークス(no-reply@crowdworks.jp) <evil@example.com>", "(<no-reply@crowdworks.jp>) evil@example.com",
    "no-reply@crowdworks.jp [mailto:evil@example.com]", "no-reply@crowdworks.jp@example.com",
    "x@crowdworks.jp。example.com", "no-reply@crowdworks.jp_example.com", "no-reply@crowdworks.jpé.com",
    "evil@example.com <no-reply@crowdworks.jp>", r'evil@example.com (\) <no-reply@crowdworks.jp> " ) "',
    'evil@example.com (")") <no-reply@crowdworks.jp>', "no-reply@crowdworks.jp..", "no-reply@.crowdworks.jp",
    "no-reply@evil-.crowdworks.jp", "@crowdworks.jp", "no-reply@crowdworks.jp.", '"<no-reply@crowdworks.jp>',
    "a@example.com, no-reply@crowdworks.jp", "x: no-reply@crowdworks.jp;", "<no-reply@crowdworks.jp> x",
])  # fmt: skip
def test_nobody_else_is_taken_for_the_site(line: str) -> None:
    """In the head of a mail, and above one that is passed on in its text."""
    body = f"From: {line}\nTo: <me@example.com>\nSubject: {SUBJECT}\n\nhttps://crowdworks.jp/messages/1\n"
    assert parsed(body.encode(), WORDS).mails == ()
    passed = f"From: me@example.com\nSubject: Fwd: x\nContent-Type: text/plain; charset=UTF-8\n\n{body}"
    assert parsed(passed.encode(), WORDS).mails == ()


@pytest.mark.parametrize("line", [
    "no-reply@crowdworks.jp", "<no-reply@crowdworks.jp>", '"クラウドワークス, (株)" <no-reply@crowdworks.jp>',
    "CrowdWorks (no reply) <No-Reply@sub.CrowdWorks.jp>", "a@crowdworks.co.jp (CW)",
])  # fmt: skip
def test_the_site_is_taken_for_itself(line: str) -> None:
    body = f"From: {line}\nTo: <me@example.com>\nSubject: {SUBJECT}\n\nx\n"
    assert len(parsed(body.encode(), WORDS).mails) == 1


def test_a_strange_charset_ends_at_once() -> None:
    content = (
        b"From: no-reply@crowdworks.jp\nContent-Type: text/plain; charset=punycode\n\n-" + b"kva" * 300_000
    )
    assert len(parsed(content, WORDS).mails) == 1  # its codec takes minutes


def test_a_large_mail_is_read_at_once() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "no-reply@crowdworks.jp", SUBJECT
    mail.set_content("https://crowdworks.jp/messages/777\n" + "本文です。\n" * 70_000)
    assert len(mail.as_bytes()) > 1_000_000
    (found,) = parsed(mail.as_bytes(), WORDS).mails
    assert found.links == ("messages/777",)
    assert len(found.text) < 100_000


@pytest.mark.parametrize("content", [
    b"From: no-reply@crowdworks.jp\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 3000,
    b"From: no-reply@crowdworks.jp\nContent-Type: text/html\n\n" + b"<div>" * 20_000 + b"LP",
    b"From: no-reply@crowdworks.jp\n" + b"Subject: =?utf-8?B?" + b"44" * 50_000 + b"?=\n\nx",
    b"From: no-reply@crowdworks.jp\nSubject: \xff\xfe\xed\xa0\x80\nMessage-ID: <\xff@x>\n\n\x00",
    b"From: no-reply@crowdworks.jp\nContent-Type: text/plain; charset=unicode_escape\n\n\\ud800",
    b"From: no-reply@crowdworks.jp\nContent-Type: text/plain; charset*=bad''\xff\n\n\xff",
], ids=["parts", "nested html", "long subject", "half characters", "escapes", "charset"])  # fmt: skip
def test_what_is_made_to_break_it_is_one_mail(content: bytes) -> None:
    (mail,) = parsed(content, WORDS).mails
    for text in (mail.subject, mail.text, mail.message_id):
        assert text.encode().decode() == text


@given(name=st.sampled_from(sorted(EXPECTED)), seed=st.integers(0, 10**9))
def test_a_mangled_mail_ends_nothing_and_believes_nobody_else(name: str, seed: int) -> None:
    """Bytes turned, cut out and doubled: something comes of it, and a sender is never made of another."""
    pick = random.Random(seed)  # noqa: S311 - no secret
    content = bytearray(bytes_of(name))
    for _ in range(pick.randrange(1, 12)):
        if not content:
            break
        at = pick.randrange(len(content))
        what = pick.randrange(4)
        if what == 0:
            content[at] = pick.randrange(256)
        elif what == 1:
            del content[at : at + pick.randrange(1, 40)]
        elif what == 2:
            content[at:at] = content[at : at + pick.randrange(1, 40)]
        else:
            content[at:at] = pick.choice(
                [b"\r\n", b"\r\n\r\n", b"=?", b"?=", b"\x1b$B", b"\x00", b"--", b":", b"<", b'"']
            )
    for mail in parsed(bytes(content), WORDS).mails:
        assert mail.sender.rpartition("@")[2].endswith(("crowdworks.jp", "crowdworks.co.jp"))
        assert mail.text.encode().decode() == mail.text
        assert mail.digest
