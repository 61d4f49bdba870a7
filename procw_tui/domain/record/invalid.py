"""Why a value or a record is refused. The words for it are in `present.words.errors`."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "not_text", "not_a_moment", "not_a_day", "not_a_month", "not_a_number", "not_a_choice", "not_yes_or_no",
    "not_a_list", "unreadable_when", "unreadable_span", "too_small", "too_large", "not_one_decimal",
    "not_two_decimals", "no_total_fits_near",
    "not_whole",
    "missing", "unknown_field", "unknown_kind", "unknown_practice", "before", "needs_one_of", "needs",
    "all_five_or_overall", "five_and_overall", "half_a_pair", "no_total_fits", "waiting_with_reply",
    "not_fifth", "too_many", "bad_text", "not_json", "not_an_object", "known_with_other_content",
    "twice_in_file", "nothing_to_record", "more_logged", "who_was_answered", "no_columns", "column_twice",
    "changed_meanwhile", "several_contracts", "only_net", "open_quote", "too_many_cells",
    "unreadable_text", "nothing_of_client",
    "which_encoding", "day_or_time", "told_twice", "told_of_more", "mean_and_count",
    "rate_not_count", "by_month", "which_month",
    "year_and_months", "is_to_come", "outside_span", "day_twice", "several_tallies",
    "too_general",
]  # fmt: skip


class Invalid(ValueError):  # noqa: N818 - it reads as what it says: raise Invalid("due_on", "before")
    """A value that can't be taken: the field, a reason code, and the facts that its sentence needs."""

    def __init__(self, field: str, reason: Reason, **facts: object) -> None:
        super().__init__(field, reason, facts)
        self.field = field
        self.reason: Reason = reason
        self.facts = facts
