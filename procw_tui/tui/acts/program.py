"""The keys that are about the program."""

from __future__ import annotations

import sys

from procw_tui.domain.ledger import changes
from procw_tui.domain.record.records import Setting
from procw_tui.present.commands import CommandId, available
from procw_tui.present.forms.settings import SettingsForm
from procw_tui.present.language import _, language, next_language, set_language
from procw_tui.present.paint import paragraph
from procw_tui.present.sentences.changes import aside_line, redone, undone
from procw_tui.present.sentences.drafts import draft_words, first_of
from procw_tui.tui.desk import Desk
from procw_tui.tui.session import Refused
from procw_tui.tui.terminal.driver import forget_screen
from procw_tui.tui.terminal.in_place import HandedOver, run_in_place

NOT_IN_PALETTE: frozenset[CommandId] = frozenset({"palette", "redraw"})


def undo(desk: Desk) -> None:
    """Take back the last change."""
    desk.attempt(desk.session.undo, undone, "redo")


async def redo(desk: Desk) -> None:
    """Put it on again; where something was logged since, one of those that were taken back before."""
    kept = [] if desk.session.store.can_redo else desk.session.store.set_aside()
    if not kept:
        desk.attempt(desk.session.redo, redone)
        return
    title = _("Something was logged since. Put which one on again?")
    chosen = await desk.pick(title, [(str(each.number), aside_line(each.at, each.change)) for each in kept])
    if chosen is not None:
        desk.attempt(lambda: desk.session.put_on_again(int(chosen)), redone)


def switch_language(desk: Desk) -> None:
    """The next language, saved; where it can't be saved it is switched all the same."""
    wanted = next_language()
    desk.screen.unsay()  # it was said in the language that is left
    record = Setting(id=changes.new_id(), key="language", value=wanted)
    try:
        desk.session.commit(lambda ledger: changes.log(ledger, record, "setting"))
    except Refused as refused:
        set_language(wanted)
        desk.refresh()
        desk.say(refused.text, "bad")


OF_A_CHOICE = 8
"""Lines of a choice that are not what is told of it."""


async def show_drafts(desk: Desk) -> None:
    """What each draft is of and which key takes it up; one that is chosen can be thrown away."""
    drafts = desk.session.drafts
    options = [(name, str(draft_words(desk.view.ledger, name))) for name in reversed(list(drafts))]
    if not options:
        desk.say(_("No drafts wait."), "dim")
        return
    chosen = await desk.pick(_("Drafts"), options)
    if chosen is None:
        return
    what = str(draft_words(desk.view.ledger, chosen))
    rows = dict(drafts.get(chosen) or {})
    told = [each for row, text in rows.items() if not row.startswith("was ")
            for part in f"{row}: {text}".splitlines()
            for each in paragraph(part, desk.app.size.width, "dim")]  # fmt: skip
    sure = [("keep", _("keep it")), ("throw", _("throw it away, for good"))]
    if first_of(chosen) != chosen:
        sure.insert(1, ("take", _("let the key take up this one; the other one stays here")))
    choice = await desk.pick(what, sure, told[: max(1, desk.app.size.height - OF_A_CHOICE)])
    if choice == "throw":
        drafts.drop(chosen)
        desk.say(_("Thrown away: {what}").format(what=what), "dim")
    elif choice == "take":
        drafts.swap(chosen, first_of(chosen))


def show_demo(desk: Desk) -> None:
    """The demo in a program of its own, in the same terminal; this one goes on behind it."""
    try:
        run_in_place(desk.app, [sys.executable, "-m", "procw_tui", "demo", "--lang", language()])
    except HandedOver as error:
        desk.say(str(error), "bad")


async def settings(desk: Desk) -> None:
    """Every setting."""
    await desk.fill(SettingsForm(desk.view.ledger, desk.view.now))


async def show_keys(desk: Desk) -> None:
    """All keys of this screen."""
    from procw_tui.tui.dialogs.help import HelpDialog  # no dialog is needed for the first frame

    await desk.ask(HelpDialog(desk.room.id))


async def open_palette(desk: Desk) -> None:
    """Find a command by its name."""
    from procw_tui.tui.dialogs.palette import PaletteDialog  # no dialog is needed for the first frame

    works = [command for command in available(desk.room.id) if command.id not in NOT_IN_PALETTE]
    if desk.view.hypotheses is not None:
        from .table import function_in_what_if

        works = [command for command in works if function_in_what_if(command.id) is not None]
    command = await desk.ask(PaletteDialog(works))
    if command is not None:
        desk.do(command)


def redraw(desk: Desk) -> None:
    """Draw every cell anew."""
    forget_screen(desk.app)
    desk.screen.refresh(layout=True)


def leave(desk: Desk) -> None:
    """Everything is saved already."""
    desk.app.exit()
