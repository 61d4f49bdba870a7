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
    Department,
    Happened,
    InboxSource,
    Means,
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
Shown = int  # a mean in hundredths of a star: 4.9 is 490 and has one decimal, 4.87 has two
Practice = str  # an id of data/practices.toml
Value = str | int | bool  # of a setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has."""

    kind: ClassVar[str]
    own: ClassVar[str | None] = None
    alone_by: ClassVar[str | None] = None  # one record for each value of this field
    is_logged: ClassVar[bool] = True  # whether a person logs it

    id: Text
    """A UUID, or what a hand edit gave it; never shown."""
    note: Text | None = None
    """Free text of any length, kept byte for byte."""
    changed_at: Stamp | None = None
    """When the store last took it; never typed. Kept as written: it is looked at only when it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Record):
    """応募."""

    kind: ClassVar[str] = "proposal"
    own: ClassVar[str | None] = "sent_at"

    sent_at: Moment
    """To the minute. It counts from this minute on."""
    client: Text | None = None
    """As the site shows the name."""
    title: Text | None = None
    """The posting's."""
    category: Text | None = None
    """The posting's, in the user's own words; rates are told apart by it."""
    route: Route | None = None
    """How it came to be sent: applied, by 相談, by a scout, to a 非公開 job."""
    price_yen: Yen | None = None
    """What was offered, with tax; 0 or more."""
    outcome: ProposalOutcome = "pending"
    """`won` is a hit; `withdrawn` is the user's own and no miss."""
    talking_at: Moment | None = None
    """When talks began; not before `sent_at`."""
    decided_at: Moment | None = None
    """When it was won, lost or given up; not before `sent_at` and `talking_at`."""
    follow_up_on: Day | None = None
    """The day to write again, not before the day it was sent; due on the day itself."""
    practices: tuple[Practice, ...] | None = None
    """Those it was tried with."""
    text: Text | None = None
    """The letter as it was sent."""
    posting: Text | None = None
    """The posting that it answers, as it was copied."""
    site_id: Text | None = None
    """The number in the site's link, which tells one from every other."""
    assumed: tuple[Text, ...] | None = None
    """Fields whose value nobody stated, as the day of a page that says none: they contradict nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Record):
    """連絡: one message of a client. Answered without `replied_at` is answered at a time unknown."""

    kind: ClassVar[str] = "message"
    own: ClassVar[str | None] = "received_at"

    client: Text
    """Whose waits are timed together."""
    received_at: Moment
    """To the minute; the wait begins here."""
    replied_at: Moment | None = None
    """To the minute, not before `received_at`; exactly the target after it is within the target."""
    state: MessageState = "waiting"
    """`waiting` has no `replied_at`; `not_needed` enters no figure."""
    subject: Text | None = None
    """What it was about."""
    practices: tuple[Practice, ...] | None = None
    """Those it was answered with."""
    site_id: Text | None = None
    """The number in the site's link, which tells one from every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Record):
    """契約."""

    kind: ClassVar[str] = "contract"
    own: ClassVar[str | None] = "started_on"

    client: Text
    """As the site shows the name."""
    type: ContractType
    """Only `fixed` enters the completion rate; a `task` brings no review."""
    started_on: Day
    """The first day of all others of the contract."""
    title: Text | None = None
    """The posting's."""
    price_yen: Yen | None = None
    """Agreed, with tax; it is what the contract earns on the day of `accepted_on`."""
    escrow_on: Day | None = None
    """The day of 仮払い; it lapses 180 days later."""
    due_on: Day | None = None
    """The last day to deliver, itself included."""
    delivered_on: Day | None = None
    """The day of 納品; not before `started_on`."""
    accepted_on: Day | None = None
    """The day of 検収, not before `delivered_on`: it counts and earns from this day on."""
    outcome: ContractOutcome = "running"
    """`completed` needs one of accepted, delivered or ended; `ended_midway` needs `ended_on`."""
    ended_on: Day | None = None
    """The day of a 途中終了, which counts against completion from this day on."""
    milestone_paid: bool | None = None
    """Of a fixed-price contract ended midway: with one paid, it counts as completed [A]."""
    termination_requested_at: Moment | None = None
    """To the minute; 168 hours later an unanswered request ends the contract."""
    termination_by: Side | None = None
    """Who asked to end it midway; the client where nothing is said."""
    termination_answered_at: Moment | None = None
    """To the minute, not before the request; the alarm ends with it."""
    i_rated_on: Day | None = None
    """The day the user rated the client."""
    proposal_id: Text | None = None
    """The proposal that won it."""
    site_id: Text | None = None
    """The number in the site's link, which tells one from every other."""
    assumed: tuple[Text, ...] | None = None
    """Fields whose value nobody stated, as the day of a page that says none: they contradict nothing."""

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
    """As the site shows the name."""
    contract_id: Text | None = None
    """The contract that it is of, where that is known."""
    skill: Star | None = None
    """1 to 5; all five items or none."""
    quality: Star | None = None
    """1 to 5."""
    schedule: Star | None = None
    """1 to 5."""
    communication: Star | None = None
    """1 to 5; also beside an overall without items. What the communication criterion counts."""
    partnership: Star | None = None
    """1 to 5."""
    overall: Tenths | None = None
    """10 to 50, where the items are not known."""
    assumed: tuple[Text, ...] | None = None
    """Fields whose value nobody stated, as the day of a page that says none: they contradict nothing."""

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
    """It counts from this day on, for one year."""
    client: Text | None = None
    """As the site shows the name; repeats are told apart by it."""
    source: ScoutSource = "direct"
    """Only `direct`, and `closed_job` as long as the user has it so, count [A]."""
    counts: Counts = "auto"
    """The user's own word on it, instead of its source's."""
    site_id: Text | None = None
    """The number in the site's link, which tells one from every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning(Record):
    """A month's gross, instead of what its accepted contracts add up to."""

    kind: ClassVar[str] = "earning"
    own: ClassVar[str | None] = "month"
    alone_by: ClassVar[str | None] = "month"

    month: Month
    """The month in which it was accepted."""
    gross_yen: Yen
    """With tax, before the fee; 0 or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEdit(Record):
    """An edit of the profile."""

    kind: ClassVar[str] = "profile_edit"
    own: ClassVar[str | None] = "edited_on"

    edited_on: Day
    """The day of the edit, which is in force from then on."""
    parts: tuple[Part, ...] | None = None
    """What was filled in or edited."""
    practices: tuple[Practice, ...] | None = None
    """Those it was done with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Record):
    """審査: what a round decided."""

    kind: ClassVar[str] = "assessment"
    own: ClassVar[str | None] = "mail_on"
    alone_by: ClassVar[str | None] = "month"

    month: Month
    """The review month: January, April, July or October."""
    result: Result
    """`none` is no certification."""
    mail_on: Day | None = None
    """The day of the mail, from which it is in force; without one from the first of the month."""
    department: Department | None = None
    """The one that the user was in, where it has changed since; else that of the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Record):
    """What the site showed on a day: it stands for every review opened up to then."""

    kind: ClassVar[str] = "opening"
    own: ClassVar[str | None] = "as_of"

    as_of: Day
    """The day it was read; a review opened on it is in the figures."""
    rating_shown: Shown | None = None
    """The mean in hundredths as the site rounds it, to one decimal or two; comes with its count."""
    rating_count: Count | None = None
    """How many ratings; 0 or more."""
    rating_below_five: tuple[Tenths, ...] | None = None
    """The overall of every review that was not 5.0; with it the total is exact."""
    communication_shown: Shown | None = None
    """The mean of the item in hundredths; comes with its count."""
    communication_count: Count | None = None
    """How many ratings have the item; 0 or more."""
    communication_below_five: tuple[Tenths, ...] | None = None
    """Every item that was not 5; with it the total is exact."""
    profile_filled: bool | None = None
    """Whether skills, results and self-PR are filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Record):
    """So many in a span of days, on top of what is logged one by one."""

    kind: ClassVar[str] = "tally"
    own: ClassVar[str | None] = "from_"

    from_: Day
    """The first day of the span, itself included."""
    to: Day
    """The last day, itself included, not before the first. A window that cuts it holds a range of it."""
    completed: Count | None = None
    """Fixed-price contracts completed; 0 to 2,000, 0 says that there was none."""
    ended_midway: Count | None = None
    """Contracts ended midway; 0 to 2,000."""
    scouts: Count | None = None
    """Scouts that count; 0 to 2,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Record):
    """Days without a record, and whether that is because nothing happened."""

    kind: ClassVar[str] = "gap"
    own: ClassVar[str | None] = "from_"

    from_: Day
    """The first day of the span, itself included."""
    to: Day
    """The last day, itself included, not before the first."""
    happened: Happened
    """`unlogged`: what happened was not logged, so the days are not covered; `nothing`: they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeState(Record):
    """How far the user is with a practice."""

    kind: ClassVar[str] = "practice_state"
    own: ClassVar[str | None] = "since"
    alone_by: ClassVar[str | None] = "practice"

    practice: Practice
    """An id of data/practices.toml."""
    state: PracticeMark
    """`untried` is as if there were no record."""
    since: Day | None = None
    """The day of the mark; a week after it, it is asked about."""
    step: Text | None = None
    """The next step in the user's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNote(Record):
    """A line about a day."""

    kind: ClassVar[str] = "day_note"
    own: ClassVar[str | None] = "day"

    day: Day
    """The day it is about."""
    text: Text
    """One line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze(Record):
    """An action put off until a day, or for good."""

    kind: ClassVar[str] = "snooze"

    action: Text
    """The act's id."""
    until: Day | None = None
    """The day it comes back, itself included; without one it never does."""
    reason: Text | None = None
    """Needed where there is no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox(Record):
    """A text that waits until somebody has looked at it; of a mail also that it was read."""

    kind: ClassVar[str] = "inbox"
    own: ClassVar[str | None] = "came_at"
    is_logged: ClassVar[bool] = False

    came_at: Moment
    """When it came, a mail when it was sent; it is read as of then."""
    source: InboxSource
    """Which way it came in."""
    text: Text | None = None
    """The whole of it: what was taken of it is known when it is read again. A mail that is done has none."""
    about: Text | None = None
    """The kind of its rows, where a sheet does not say it itself; the id of the rule that read a mail."""
    subject: Text | None = None
    """Of a mail."""
    sender: Text | None = None
    """The address that a mail came from."""
    message_id: Text | None = None
    """A mail's own, where it has one."""
    digest: Text | None = None
    """What tells a mail's content from others."""
    links: tuple[Text, ...] | None = None
    """The site's addresses in a mail, as `messages/123`."""
    records: tuple[Text, ...] | None = None
    """The ids of the records that a mail has made or met."""
    passed_on_by: Text | None = None
    """Who sent a mail on that the site had sent to somebody."""
    assumed: tuple[Text, ...] | None = None
    """`came_at` where a mail does not say when it was sent, `sender` where a stranger passes it on."""

    @property
    def waits(self) -> bool:
        """Whether somebody has to look at it."""
        return self.text is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRule(Record):
    """How mails of one shape are read, as the user has said; a second one of a subject stands instead.

    The templates: `{client}` and `{job}` stand for what is there, `*` for anything, and a line break,
    written as a backslash and n, for the next line that says something.
    """

    kind: ClassVar[str] = "mail_rule"
    alone_by: ClassVar[str | None] = "subject"

    subject: Text
    """The template of its subject."""
    means: Means
    """What such a mail says has happened."""
    client_line: Text | None = None
    """The template of the line that names the client, where the subject doesn't."""
    job_line: Text | None = None
    """The template of the line that names the job, where the subject doesn't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """A choice of the user's."""

    kind: ClassVar[str] = "setting"
    alone_by: ClassVar[str | None] = "key"

    key: SettingKey
    """One of `SETTINGS`."""
    value: Value | None = None
    """What it may be is told by its key; None takes it back to what holds without."""
