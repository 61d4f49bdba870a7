"""What can be logged: one frozen dataclass a kind.

The annotations name the type of each value (`Day`, `Yen`); `fields.py` reads them, so that the codec,
the command line and the forms all follow from this page. `own` names the field that says when a record
came to be: a record whose own day lies after the day in question does not exist for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from .codes import (
    ContractOutcome,
    ContractType,
    Counts,
    MessageState,
    Part,
    PracticeMark,
    ProposalOutcome,
    Result,
    Route,
    ScoutSource,
    SettingKey,
    Side,
)

Text = str
Moment = datetime
Stamp = str  # a moment as the store wrote it
Day = date
Month = str  # YYYY-MM
Yen = int  # whole yen with tax, as the site shows it
Count = int
Star = int  # one item of a review, 1 to 5
Tenths = int  # stars in tenths: 4.8 is 48
Practice = str  # an id of data/practices.toml
Value = str | int | bool  # of a setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has."""

    kind: ClassVar[str]
    own: ClassVar[str | None] = None
    alone_by: ClassVar[str | None] = None  # one record for each value of this field

    id: Text
    note: Text | None = None
    changed_at: Stamp | None = None
    """When the store last took it; never typed. Kept as written: it is looked at only when it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Record):
    """応募."""

    kind: ClassVar[str] = "proposal"
    own: ClassVar[str | None] = "sent_at"

    sent_at: Moment
    client: Text | None = None
    title: Text | None = None
    category: Text | None = None
    route: Route | None = None
    price_yen: Yen | None = None
    outcome: ProposalOutcome = "pending"
    talking_at: Moment | None = None
    decided_at: Moment | None = None
    follow_up_on: Day | None = None
    practices: tuple[Practice, ...] | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Record):
    """連絡: one message of a client. Answered without `replied_at` is answered at a time unknown."""

    kind: ClassVar[str] = "message"
    own: ClassVar[str | None] = "received_at"

    client: Text
    received_at: Moment
    replied_at: Moment | None = None
    state: MessageState = "waiting"
    subject: Text | None = None
    practices: tuple[Practice, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Record):
    """契約."""

    kind: ClassVar[str] = "contract"
    own: ClassVar[str | None] = "started_on"

    client: Text
    type: ContractType
    started_on: Day
    title: Text | None = None
    price_yen: Yen | None = None
    escrow_on: Day | None = None
    due_on: Day | None = None
    delivered_on: Day | None = None
    accepted_on: Day | None = None
    outcome: ContractOutcome = "running"
    ended_on: Day | None = None
    milestone_paid: bool | None = None
    """Of a fixed-price contract ended midway: with one paid, it counts as completed [A]."""
    termination_requested_at: Moment | None = None
    termination_by: Side | None = None
    """Who asked to end it midway; the client where nothing is said."""
    termination_answered_at: Moment | None = None
    i_rated_on: Day | None = None
    proposal_id: Text | None = None

    @property
    def closed_on(self) -> date | None:
        """The day it was completed or ended midway; None while it runs."""
        if self.outcome == "completed":
            return self.accepted_on or self.delivered_on or self.ended_on
        return self.ended_on if self.outcome == "ended_midway" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """評価 by a client: all five items, or the overall alone with or without communication."""

    kind: ClassVar[str] = "review"
    own: ClassVar[str | None] = "opened_on"

    opened_on: Day
    """The day it became visible."""
    client: Text | None = None
    contract_id: Text | None = None
    skill: Star | None = None
    quality: Star | None = None
    schedule: Star | None = None
    communication: Star | None = None
    partnership: Star | None = None
    overall: Tenths | None = None

    @property
    def overall_tenths(self) -> int:
        """The mean of the five items, else the overall typed, in tenths of a star."""
        if self.skill is None:
            return self.overall or 0
        items = (self.skill, self.quality, self.schedule, self.communication, self.partnership)
        return 2 * sum(item or 0 for item in items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scout(Record):
    """スカウト, or a client's direct 相談."""

    kind: ClassVar[str] = "scout"
    own: ClassVar[str | None] = "received_on"

    received_on: Day
    client: Text | None = None
    source: ScoutSource = "direct"
    counts: Counts = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning(Record):
    """A month's gross, instead of what its accepted contracts add up to."""

    kind: ClassVar[str] = "earning"
    own: ClassVar[str | None] = "month"
    alone_by: ClassVar[str | None] = "month"

    month: Month
    gross_yen: Yen


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEdit(Record):
    """An edit of the profile."""

    kind: ClassVar[str] = "profile_edit"
    own: ClassVar[str | None] = "edited_on"

    edited_on: Day
    parts: tuple[Part, ...] | None = None
    practices: tuple[Practice, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Record):
    """審査: what a round decided."""

    kind: ClassVar[str] = "assessment"
    own: ClassVar[str | None] = "mail_on"
    alone_by: ClassVar[str | None] = "month"

    month: Month
    result: Result
    mail_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Record):
    """What the site showed on a day: it stands for every review opened up to then."""

    kind: ClassVar[str] = "opening"
    own: ClassVar[str | None] = "as_of"

    as_of: Day
    rating_shown: Tenths | None = None
    rating_count: Count | None = None
    rating_below_five: tuple[Tenths, ...] | None = None
    """The overall of every review that was not 5.0; with it the total is exact."""
    communication_shown: Tenths | None = None
    communication_count: Count | None = None
    communication_below_five: tuple[Tenths, ...] | None = None
    profile_filled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Record):
    """So many in a span of days, on top of what is logged one by one."""

    kind: ClassVar[str] = "tally"
    own: ClassVar[str | None] = "to"

    from_: Day
    to: Day
    completed: Count | None = None
    ended_midway: Count | None = None
    scouts: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeState(Record):
    """How far the user is with a practice."""

    kind: ClassVar[str] = "practice_state"
    own: ClassVar[str | None] = "since"
    alone_by: ClassVar[str | None] = "practice"

    practice: Practice
    state: PracticeMark
    since: Day | None = None
    step: Text | None = None
    """The next step in the user's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNote(Record):
    """A line about a day."""

    kind: ClassVar[str] = "day_note"
    own: ClassVar[str | None] = "day"

    day: Day
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze(Record):
    """An action put off until a day, or for good."""

    kind: ClassVar[str] = "snooze"

    action: Text
    until: Day | None = None
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """A choice of the user's."""

    kind: ClassVar[str] = "setting"
    alone_by: ClassVar[str | None] = "key"

    key: SettingKey
    value: Value | None = None
