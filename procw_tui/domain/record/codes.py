"""The values that a field may be chosen from, as they stand in the file."""

from __future__ import annotations

from typing import Literal, get_args

Route = Literal["apply", "consult", "scout", "closed"]
ProposalOutcome = Literal["pending", "talking", "won", "lost", "withdrawn", "no_answer"]
MessageState = Literal["waiting", "answered", "not_needed"]
ContractType = Literal["fixed", "hourly", "contest", "task"]
ContractOutcome = Literal["running", "completed", "ended_midway"]
Side = Literal["client", "me"]
ScoutSource = Literal["direct", "flyer", "office", "closed_job"]
Counts = Literal["auto", "yes", "no"]
Part = Literal["skills", "results", "self_pr", "portfolio", "presentation"]
Result = Literal["none", "pro", "top"]
Department = Literal["designer", "engineer", "writer", "business"]
InboxSource = Literal["paste", "sheet", "mail"]
Means = Literal[
    "message",
    "consult",
    "flyer",
    "applied",
    "withdrawn",
    "lost",
    "won",
    "escrow",
    "delivered",
    "accepted",
    "end_requested",
    "ended_midway",
    "certified",
    "ignored",
]
"""What a mail of the site says has happened."""
Happened = Literal["nothing", "unlogged"]
PracticeMark = Literal["untried", "trying", "habit", "not_for_me"]
Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""Each with a catalogue, save English, whose sentences stand in the code; what data/ knows has them all."""
SettingKey = Literal[
    "language",
    "my_name",
    "paste_shapes",
    "sheet_columns",
    "department",
    "joined_on",
    "complete_since",
    "cutoff_days",
    "count_running",
    "milestone_completes",
    "rounded_means",
    "count_repeats",
    "count_closed_jobs",
    "profile_yearly",
    "reply_target_minutes",
    "earnings_bar_yen",
    "weekly_goal",
    "follow_up_days",
    "give_up_days",
    "theme",
    "mouse",
    "ascii",
    "bell",
    "notice",
    "mail_folder",
]

AHEAD = frozenset({"due_on", "follow_up_on", "until"})
"""Fields that name a day to come: without a year, the next one."""
