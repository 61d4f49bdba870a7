"""The keys of a short evening: paste, the strip of numbers, the last log again."""

from __future__ import annotations

from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.repeat import repeated
from procw_tui.domain.record.records import Inbox
from procw_tui.present.forms.night import NightStrip
from procw_tui.present.language import _
from procw_tui.present.sentences.records import record_line
from procw_tui.tui.desk import Desk


async def paste(desk: Desk) -> None:
    """Take over a page of the site, or look at a text that waits."""
    texts = [each for each in desk.view.ledger.all(Inbox) if each.source != "mail"]
    current = desk.current
    if isinstance(current, Inbox):
        await desk.look_at(current)
        return
    new = ("", _("A new text"))
    waiting = [(each.id, record_line(each)) for each in texts]
    choice = await desk.pick(_("What was left out waits here"), [new, *waiting]) if texts else ""
    chosen = next((each for each in texts if each.id == choice), None)
    if chosen is not None:
        await desk.look_at(chosen)
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
    """The evening in numbers; on the day view of the day that it shows."""
    from procw_tui.tui.dialogs.night import NightDialog  # no dialog is needed for the first frame

    strip = NightStrip(desk.view.now)
    if desk.room is desk.rooms.day:
        strip.other_day((desk.rooms.day.day - strip.day).days)
    dialog = NightDialog(strip, desk.session, desk.asking)
    change = await desk.ask(dialog)
    if change is not None and not change.ops and strip.only_zeros:
        desk.say(_("Nothing to log in zeros. A day of rest is the last number."), "dim")
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
