"""What the state of a contract means, whichever source names it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from procw_tui.domain.record.times import JST

from .candidates import Doubt

CLOSED = frozenset({"completed", "ended_midway"})


def settle(state: str, values: dict[str, Any], doubts: list[Doubt], now: datetime) -> dict[str, Any]:
    """Put the outcome into `values`; what a contract then needs and nobody says is handed back, as of `now`.

    `state` is a word's meaning in data/site_words.toml; empty where none is known.
    """
    today = now.astimezone(JST).date()
    assumed: dict[str, Any] = {"type": "fixed"}
    if state:
        values["outcome"] = state if state in CLOSED else "running"
    if state in CLOSED:
        name, other = ("accepted_on", "ended_on") if state == "completed" else ("ended_on", "accepted_on")
        if values.get(name) is None and values.get(other) is not None:
            values[name] = values.pop(other)
        if values.get(name) is None and not (state == "completed" and values.get("delivered_on")):
            assumed[name] = today
            doubts.append("no_day")
    elif state == "delivered" and values.get("delivered_on") is None:
        assumed["delivered_on"] = today
        doubts.append("day_assumed")
    elif state == "end_requested":
        assumed["termination_requested_at"] = now.astimezone(JST).replace(second=0, microsecond=0)
        doubts.append("end_requested")
    if values.get("started_on") is None:
        days = [day for day in (*values.values(), *assumed.values()) if type(day) is date]
        assumed["started_on"] = min([*days, *([] if state in CLOSED else [today])], default=today)
        if state not in CLOSED and "day_assumed" not in doubts:
            doubts.append("day_assumed")
    return assumed
