"""応募文チェック on the screen: typed or pasted, checked as one types, kept, and edited elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Proposal
from procw_tui.store import drafts
from procw_tui.tui.app import ProcwApp
from procw_tui.tui.dialogs.form_rows import FormRows
from procw_tui.tui.dialogs.letter import LetterDialog
from tests.make import message, proposal
from tests.tui.conftest import app_on, words
from tests.tui.test_app import SIZE, fresh, put

LETTERS = Path(__file__).parent.parent / "letters"
BAD = (LETTERS / "bad_ja.txt").read_text(encoding="utf-8")
POSTING = (LETTERS / "bad_ja.posting.txt").read_text(encoding="utf-8")
PAUSE = 0.5


def area(app: ProcwApp) -> TextArea:
    return app.screen.query_one(TextArea)


async def test_a_pasted_letter_is_checked_with_its_posting(empty: ProcwApp) -> None:
    put(empty, message("青空商会", "2026-11-01T10:00", "2026-11-01T11:00"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d")
        assert "Paste or type the letter here" in words(empty)
        empty.post_message(Paste(BAD))
        await pilot.pause(PAUSE)
        assert "line 3 Still to be filled in: 【お名前】" in words(empty)
        assert "line 4 Sounds like an apology: 未熟" in words(empty)
        await pilot.press("tab")
        empty.post_message(Paste(POSTING))
        await pilot.pause(PAUSE)
        assert "posting 5 The posting asks for your hours" in words(empty)
        assert "posting 7 The posting names a format: Word" in words(empty)
        await pilot.press("ctrl+n")
        assert area(empty).text.rstrip() == BAD.rstrip()
        assert area(empty).cursor_location[0] == 2


async def test_esc_keeps_both_texts_for_the_next_time(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello", "tab", *"Wanted", "escape")
        assert "Kept as a draft." in words(empty)
        await pilot.press("d")
        assert area(empty).text == "Hello"
        await pilot.press("tab")
        assert area(empty).text == "Wanted"
    again = app_on(empty.store.path)
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d")
        assert area(again).text == "Hello"


async def test_a_letter_that_was_sent_is_logged_with_its_proposal(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello", "enter", *"there", "ctrl+s")
        await pilot.press(*"Acme", "ctrl+s")
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert (sent.client, sent.text) == ("Acme", "Hello\nthere")
        assert empty.session.drafts.get("letter") is None


async def test_the_letter_of_a_proposal_is_kept_with_it(empty: ProcwApp) -> None:
    put(
        empty,
        proposal("2026-11-20T10:00", client="Acme", text="Dear Bee,"),
        message("Bee", "2026-11-01T10:00"),
    )
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "2")
        assert "Another client's or job's name: Bee" in words(empty)
        await pilot.press("end", *"xx", "ctrl+s")
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert sent.text == "Dear Bee,xx"
        await pilot.press("u")
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert sent.text == "Dear Bee,"


async def test_three_questions_make_a_sentence(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello. ", "ctrl+t")
        await pilot.press(*"Word 2026", "enter", *"I use 2024", "escape", "enter", "enter", "enter")
        await pilot.pause()
        assert area(empty).text == (
            "Hello. \nYou ask for Word 2026. I use 2024. A first piece will show you how it turns out."
        )


async def test_without_answers_nothing_is_written(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello", "ctrl+t", "enter", "enter", "enter")
        await pilot.pause()
        assert area(empty).text == "Hello"
        assert "nothing was written" in words(empty)
        await pilot.press("ctrl+t", "escape")
        assert isinstance(empty.screen, LetterDialog)


@contextlib.contextmanager
def _handed_over() -> Iterator[None]:
    yield


@pytest.mark.parametrize(("editor", "text", "said"), [
    ("sed -i s/Hello/Bye/", "Bye", ""),
    ("false", "Hello", "ended with an error"),
    ("sh -c 'printf Bye > $0; exit 3'", "Bye", "what it had saved was taken"),
    (r"sh -c 'printf \\357\\273\\277Bye > $0'", "Bye", ""),
    (r"sh -c 'printf \\202\\261\\202\\361 > $0'", "こん", ""),
    ("/nowhere/vi", "Hello", "gave nothing back"), ("rm", "Hello", "gave nothing back"),
    ("sh -c 'rm $0; mkdir $0'", "Hello", "gave nothing back"), ("printf", "Hello", ""),
    ("", "Hello", "Set $EDITOR"),
    ("'", "Hello", "Set $EDITOR"),
])  # fmt: skip
async def test_the_users_own_editor(
    empty: ProcwApp, monkeypatch: pytest.MonkeyPatch, editor: str, text: str, said: str
) -> None:
    empty.session.editor = editor
    monkeypatch.setattr(empty, "suspend", _handed_over)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello")
        await pilot.pause(PAUSE)
        await pilot.press("ctrl+o")
        assert said in words(empty)
        assert area(empty).text == text


async def test_a_terminal_that_can_not_be_handed_over_says_so(empty: ProcwApp) -> None:
    empty.session.editor = "true"
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello", "ctrl+o")
        assert "can't be handed to another program" in words(empty)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10), (20, 5)])
async def test_any_size_shows_the_text(empty: ProcwApp, size: tuple[int, int]) -> None:
    async with empty.run_test(size=size) as pilot:
        await pilot.press("4", "d")
        empty.post_message(Paste(BAD))
        await pilot.pause(PAUSE)
        assert area(empty).size.height >= 1
        await pilot.press("ctrl+n", "ctrl+n", "escape")
        assert empty.return_code is None


async def test_a_letter_that_was_changed_elsewhere_is_not_overwritten_unseen(empty: ProcwApp) -> None:
    sent = proposal("2026-11-20T10:00", client="Acme", text="Dear Acme")
    put(empty, sent)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "2", "end", *", mine")
        other = app_on(empty.store.path)
        other.store.commit(lambda ledger: changes.edit(ledger, sent.id, {"text": "THEIRS"}))
        await pilot.press("ctrl+s")
        assert "changed elsewhere meanwhile" in words(empty)
        (found,) = fresh(empty).ledger.all(Proposal)
        assert found.text == "THEIRS"
        await pilot.press("ctrl+s")
        (found,) = fresh(empty).ledger.all(Proposal)
        assert found.text == "Dear Acme, mine"


async def test_the_draft_of_a_proposal_that_is_gone_is_a_new_letters(empty: ProcwApp) -> None:
    sent = proposal("2026-11-20T10:00", client="Acme")
    put(empty, sent)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "1", *"new", "escape")
        await pilot.press("d", "2", *"mine")
        app_on(empty.store.path).store.commit(lambda ledger: changes.delete(ledger, [sent.id]))
        await pilot.press("ctrl+s", "escape")
        await pilot.press("d")
        assert area(empty).text == "new\n\nmine"
        assert set(drafts.load(empty.store.path)) == {"letter"}


async def test_what_another_session_left_as_a_draft_is_taken_up(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"one", "escape")
        drafts.save(empty.store.path, {"letter": {"text": "two", "posting": ""}}, {"letter"})
        await pilot.press("d")
        assert area(empty).text == "two"
        await pilot.press("escape")
        assert drafts.load(empty.store.path)["letter"]["text"] == "two"


async def test_a_letter_obeys_no_escape(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", client="Acme", text="A\x1b[31mRED\x00\nB\tC\x9b\u202e"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "2")
        assert area(empty).text == "A␛[31mRED␀\nB\tC<009B><202E>"


async def test_a_kill_loses_at_most_what_was_typed_just_now(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello")
        await pilot.pause(PAUSE)
        assert drafts.load(empty.store.path)["letter"]["text"] == "Hello"


async def test_the_answers_on_the_way_are_kept_with_the_letter(empty: ProcwApp) -> None:
    """A line that is cut between two of the three questions, and Esc as well."""
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello", "ctrl+t", *"Figma", "enter", *"Penp")
        empty.keep_drafts()
    again = app_on(empty.store.path)
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "ctrl+t")
        assert again.screen.query_one("#answer", Input).value == "Figma"
        await pilot.press("enter")
        assert again.screen.query_one("#answer", Input).value == "Penp"
        await pilot.press(*"ot", "enter", "enter")
        assert "Penpot" in again.screen.query_one(TextArea).text
        await pilot.press("ctrl+t")
        assert again.screen.query_one("#answer", Input).value == ""


async def test_the_posting_is_kept_with_its_proposal_and_its_contract_knows_it(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"Hello", "tab", *"Tell us your rate.", "ctrl+s")
        await pilot.press(*"Acme", "ctrl+s")
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert (sent.text, sent.posting) == ("Hello", "Tell us your rate.")
        await pilot.press("d", "2", "tab")
        assert area(empty).text == "Tell us your rate."
        assert "The posting asks for your price" in words(empty)
        await pilot.press("end", *" Soon.", "ctrl+s")
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert (sent.text, sent.posting) == ("Hello", "Tell us your rate. Soon.")
        await pilot.press("n", "n", "1")
        await pilot.press("5")
        assert "Posting: Tell us your rate. Soon." in words(empty)


async def test_a_new_letter_begins_from_one_that_won(empty: ProcwApp) -> None:
    won = proposal(
        "2026-11-01T10:00", client="Acme", title="Blog", text="Dear Acme,\nfor $300", outcome="won"
    )
    put(empty, won, proposal("2026-11-02T10:00", client="Bee", text="lost", outcome="lost"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "3", "1")
        assert area(empty).text == "Dear [client's name here],\nfor [amount here]"
        await pilot.pause(PAUSE)
        assert "line 2 Still to be filled in: [amount here]" in words(empty)
        await pilot.press("escape", "d", "3", "1")
        assert area(empty).text.count("[amount here]") == 1  # it was begun from that already
        await pilot.press("ctrl+home", "right", *"Mine", "escape", "d", "3", "1")
        assert area(empty).text.startswith("DMineear")
        assert area(empty).text.count("[amount here]") == 2  # behind what was there: nothing is lost
        assert area(empty).cursor_location[0] == 3


async def test_what_is_sent_again_is_the_newest(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"ONE", "ctrl+s", *"Acme", "escape")
        await pilot.press("d", "ctrl+home", *"v2 ", "tab", *"Wanted", "ctrl+s", "ctrl+s")
        (sent,) = fresh(empty).ledger.all(Proposal)
        assert (sent.client, sent.text, sent.posting) == ("Acme", "v2 ONE", "Wanted")


async def test_a_draft_that_began_from_an_older_letter_says_so(empty: ProcwApp) -> None:
    sent = proposal("2026-11-20T10:00", client="Acme", text="first", posting="asked")
    put(empty, sent)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "2", *"DRAFT ", "escape")
        newer = {"text": "NEWER", "posting": "NEWER asked"}
        app_on(empty.store.path).store.commit(lambda ledger: changes.edit(ledger, sent.id, newer))
        empty.store.refresh()
        await pilot.press("d", "2", "ctrl+s")
        assert "changed elsewhere meanwhile" in words(empty)
        await pilot.press("ctrl+s")
        (found,) = fresh(empty).ledger.all(Proposal)
        assert (found.text, found.posting) == ("DRAFT first", "NEWER asked")  # the other side was never typed


async def test_two_sessions_change_a_side_each(empty: ProcwApp) -> None:
    sent = proposal("2026-11-20T10:00", client="Acme", text="text", posting="posting")
    put(empty, sent)
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "2", "tab", *"B1 ")
        theirs = {"text": "A1 text"}
        app_on(empty.store.path).store.commit(lambda ledger: changes.edit(ledger, sent.id, theirs))
        await pilot.press("ctrl+s")
        (found,) = fresh(empty).ledger.all(Proposal)
        assert (found.text, found.posting) == ("A1 text", "B1 posting")


async def test_the_drafts_of_another_session_are_left_alone(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"mine", "escape")
        drafts.save(empty.store.path, {"letter": {"text": "theirs", "posting": ""}}, {"letter"})
        await pilot.press("p", *"Acme", "escape")
        assert drafts.load(empty.store.path)["letter"]["text"] == "theirs"
        drafts.save(empty.store.path, {}, {"letter"})
        await pilot.press("m", *"Bee", "escape")
        assert "letter" not in drafts.load(empty.store.path)


async def test_a_dialog_that_nothing_was_typed_in_drops_no_draft_of_another_session(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d")
        drafts.save(empty.store.path, {"letter": {"text": "theirs"}}, {"letter"})
        await pilot.press("escape")
        assert drafts.load(empty.store.path)["letter"]["text"] == "theirs"
        await pilot.press("p")
        drafts.save(empty.store.path, {"Form proposal": {"client": "Theirs"}}, {"Form proposal"})
        await pilot.press(*"Mine", "escape")
        found = drafts.load(empty.store.path)
        assert {name: rows["client"] for name, rows in found.items() if "client" in rows} == {
            "Form proposal": "Mine", "Form proposal (2)": "Theirs",
        }  # fmt: skip


async def test_a_letter_that_was_not_touched_is_no_change(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", client="Acme", text="Dear Acme"))
    async with empty.run_test(size=SIZE) as pilot:
        before = fresh(empty).ledger.all(Proposal)
        await pilot.press("4", "d", "2", "ctrl+s")
        assert list(fresh(empty).ledger.all(Proposal)) == list(before)
        assert empty.screen is empty.main


async def test_the_form_left_behind_a_letter_has_no_older_copy_of_it(empty: ProcwApp) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"ONE", "ctrl+s", *"Acme", "escape")
        assert drafts.load(empty.store.path)["Form proposal"] == {"client": "Acme"}
        assert drafts.load(empty.store.path)["letter"]["text"] == "ONE"


async def test_what_is_typed_over_in_the_form_goes_on_as_the_letter(empty: ProcwApp) -> None:
    old = {"text": "OLD", "client": "Acme"}
    drafts.save(empty.store.path, {"Form proposal": old}, {"Form proposal"})
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", *"NEW", "ctrl+s")
        rows = empty.screen.query_one(FormRows)
        at = [field.attr for field in rows.form.fields].index("text")
        await pilot.press(*["down"] * (at - rows.index), "end", *"ER", "escape")
        found = drafts.load(empty.store.path)
        assert found["letter"]["text"] == "NEWER"
        assert found["Form proposal"] == old  # what the form had is not the letter's


async def test_a_letter_goes_to_the_proposal_that_was_there_already(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-01T10:00", client="Acme", title="Blog"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "1", *"LETTER", "ctrl+s", *"Acme", "tab", *"Blog", "ctrl+s")
        assert "The same" in words(empty)
        await pilot.press("2", "ctrl+s")
        (found,) = fresh(empty).ledger.all(Proposal)
        assert found.text == "LETTER"
        assert empty.session.drafts.get("letter") is None


async def test_the_draft_of_a_proposal_that_was_deleted_since_is_taken_up(empty: ProcwApp) -> None:
    put(empty, proposal("2026-11-20T10:00", client="Acme"))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d", "2", *"mine", "escape", "D", "d")
        assert area(empty).text == "mine"
        await pilot.press("escape")
        assert set(drafts.load(empty.store.path)) == {"letter"}


async def test_each_clash_of_drafts_keeps_one_more_and_any_can_be_taken_up(empty: ProcwApp) -> None:
    drafts.save(empty.store.path, {"Form proposal (2)": {"client": "First"}}, {"Form proposal (2)"})
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        drafts.save(empty.store.path, {"Form proposal": {"client": "Theirs"}}, {"Form proposal"})
        await pilot.press(*"Mine", "escape")
        found = drafts.load(empty.store.path)
        assert {name: rows["client"] for name, rows in found.items()} == {
            "Form proposal": "Mine", "Form proposal (2)": "First", "Form proposal (3)": "Theirs",
        }  # fmt: skip
        await pilot.press("B")
        assert "draft of Proposal (3)" in words(empty)
        names = list(reversed(list(empty.session.drafts)))
        await pilot.press(str(names.index("Form proposal (2)") + 1), "2", "p")
        assert empty.screen.query_one(FormRows).form.texts["client"] == "First"
        assert drafts.load(empty.store.path)["Form proposal (2)"] == {"client": "Mine"}


async def test_a_draft_that_can_not_be_written_says_so_and_is_written_later(
    empty: ProcwApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with empty.run_test(size=SIZE) as pilot:
        real = drafts.save
        monkeypatch.setattr(drafts, "save", lambda *_args: False)
        await pilot.press("p", *"Acme", "escape")
        assert "could not be written: it is kept until you quit" in words(empty)
        monkeypatch.setattr(drafts, "save", real)
        await pilot.press("m", *"Bee", "escape")
        assert {rows["client"] for rows in drafts.load(empty.store.path).values()} == {"Acme", "Bee"}
