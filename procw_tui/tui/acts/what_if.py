"""What-if: the logging keys add what never was, everything on the scoreboard moves, nothing is saved."""

from __future__ import annotations

from procw_tui.domain.ledger.hypotheses import Imagined, hypothesis
from procw_tui.present.language import _
from procw_tui.present.sentences.records import record_line
from procw_tui.tui.desk import Desk

STARS = ("5", "4", "3", "2", "1")


def turn(desk: Desk) -> None:
    """Begin, or end and forget."""
    if desk.view.hypotheses is not None:
        end(desk)
    elif desk.room.tab == "board":
        desk.screen.unsay()
        desk.session.imagine([])


def end(desk: Desk) -> None:
    """Back to what really is."""
    desk.screen.end_what_if()


def imagine_scout(desk: Desk) -> None:
    """One more scout."""
    _imagine(desk, "scout")


def imagine_delivery(desk: Desk) -> None:
    """One more contract delivered and accepted."""
    _imagine(desk, "acceptance")


def imagine_midway_end(desk: Desk) -> None:
    """One more contract ended midway."""
    _imagine(desk, "midway")


async def imagine_rating(desk: Desk) -> None:
    """A review: of how many stars?"""
    options = [(stars, _("{n} stars in every item").format(n=stars)) for stars in STARS]
    stars = await desk.pick(_("What if a rating came"), options, keys="54321")
    if stars is not None:
        _imagine(desk, "review", int(stars))


def imagine_less(desk: Desk) -> None:
    """Without the last of them."""
    imagined = list(desk.view.hypotheses or ())
    if imagined:
        desk.say(_("Not imagined any more: {what}").format(what=record_line(imagined.pop())), "dim")
        desk.session.imagine(imagined)


def _imagine(desk: Desk, kind: Imagined, stars: int = 5) -> None:
    desk.session.imagine([*(desk.view.hypotheses or ()), hypothesis(kind, desk.view.today, stars)])
