"""The keys of a short evening: paste, the strip of numbers, the last log again, a day of rest."""

from __future__ import annotations

from procw_tui.domain.evening.night import evening_of
from procw_tui.domain.ledger import changes, days
from procw_tui.domain.ledger.repeat import repeated
from procw_tui.domain.record.records import Inbox
from procw_tui.present.commands import KEY
from procw_tui.present.forms.night import NightStrip
from procw_tui.present.language import _
from procw_tui.present.sentences.records import record_line
from procw_tui.tui.desk import Desk


async def paste(desk: Desk) -> None:
    """Take over a page of the site, or look at a text that waits."""
    texts = list(desk.view.ledger.all(Inbox))
    current = desk.current
    if isinstance(current, Inbox):
        await desk.read_page(current.text, kind=current.about or "")
        return
    new = ("", _("A new text"))
    waiting = [(each.id, record_line(each)) for each in texts]
    choice = await desk.pick(_("What was left out waits here"), [new, *waiting]) if texts else ""
    chosen = next((each for each in texts if each.id == choice), None)
    if chosen is not None:
        await desk.read_page(chosen.text, kind=chosen.about or "")
    elif choice is not None:
        await desk.read_page("")


async def take_sheet(desk: Desk) -> None:
    """Take over a sheet from a file."""
    from procw_tui.tui.dialogs.questions import QuestionsDialog  # no dialog is needed for the first frame

    title = _("Import")
    while title:
        asked = await desk.ask(QuestionsDialog(title, [(_("Which file?"), "~/Downloads/sales.csv")]))
        path = asked[0].strip() if asked else ""
        title = await desk.read_sheet(path) if path else ""


async def log_evening(desk: Desk) -> None:
    """The evening in numbers."""
    from procw_tui.tui.dialogs.night import NightDialog  # no dialog is needed for the first frame

    strip = NightStrip(desk.view.now)
    dialog = NightDialog(strip, desk.session, desk.asking)
    change = await desk.ask(dialog)
    if change is not None and not change.ops and strip.only_zeros:
        desk.say(_("Nothing to log in zeros. A day of rest is {key:rest}.").format(key=KEY), "dim")
    else:
        desk.say_taken(change)
    await desk.read_page_of(dialog)


def log_again(desk: Desk) -> None:
    """The last log once more."""
    last = desk.session.last_logged()
    if last is None:
        desk.say(_("Nothing was logged yet that could be logged again."), "dim")
        return
    record = repeated(last, desk.view.now)
    desk.record(lambda ledger: changes.log(ledger, record, "again"))


def rest(desk: Desk) -> None:
    """This evening's day is a day of rest, or no more; on the day view the day that it shows."""
    shown = desk.rooms.day
    day = shown.day if desk.room is shown else evening_of(desk.view.now)
    rested = days.rests(desk.view.ledger, day) is not None
    said = _("No day of rest any more.") if rested else _("A day of rest. It costs nothing.")
    desk.record(lambda ledger: days.rest(ledger, day), said)
