"""Thresholds, departments and reported figures, as read from data/criteria.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

CRITERIA = ("completion", "rating", "earnings_rank", "scouts", "communication", "profile")


class Band(NamedTuple):
    """What certified workers of a department reported for their best month's gross, in yen."""

    hardly_below: int
    likely_from: int
    top_from: int


class Rules(NamedTuple):
    """The numbers of the certification."""

    completion_percent: int
    rating_tenths: int
    communication_tenths: int
    scouts: int
    rank: int
    rank_by_department: Mapping[str, int]
    bands: Mapping[str, Band]
    profile_parts: tuple[str, ...]
    review_months: tuple[int, ...]

    def rank_for(self, department: str | None) -> int:
        """The monthly rank to reach; engineers have their own."""
        return self.rank_by_department.get(department or "", self.rank)


def rules_from(data: Mapping[str, Any]) -> Rules:
    """Rules out of the parsed criteria.toml; KeyError where one is missing."""
    criteria = {entry["id"]: entry for entry in data["criterion"]}
    rank = criteria["earnings_rank"]
    return Rules(
        completion_percent=criteria["completion"]["threshold"],
        rating_tenths=round(criteria["rating"]["threshold"] * 10),
        communication_tenths=round(criteria["communication"]["threshold"] * 10),
        scouts=criteria["scouts"]["threshold"],
        rank=rank["threshold"],
        rank_by_department=rank["threshold_by_department"],
        bands={entry["department"]: Band(entry["hardly_below"], entry["likely_from"], entry["top_from"])
               for entry in data["band"]},
        profile_parts=tuple(criteria["profile"]["parts"]),
        review_months=tuple(data["calendar"]["review_months"]),
    )  # fmt: skip
