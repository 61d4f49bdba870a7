"""The six criteria and the numbers of the certification, as read from data/criteria.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

CriterionId = Literal["completion", "rating", "earnings_rank", "scouts", "communication", "profile"]
CRITERIA: tuple[CriterionId, ...] = get_args(CriterionId)
"""In the order of the site."""


class Band(NamedTuple):
    """What certified workers of a department reported for their best month's gross, in yen with tax [W]."""

    hardly_below: int
    likely_from: int
    top_from: int


class Rules(NamedTuple):
    """The numbers of the certification: what each criterion asks for, what is reported, when it is judged."""

    criteria: Mapping[str, Mapping[str, Any]]
    """By criterion its entry of the file; the module of the criterion knows what else stands in it."""
    bands: Mapping[str, Band]
    """By department."""
    review_months: tuple[int, ...]
    """1 to 12."""

    def threshold(self, criterion: CriterionId) -> float:
        """What is needed at least, in the criterion's own unit: percent, stars, a rank, a number."""
        value: float = self.criteria[criterion]["threshold"]
        return value

    def band(self, department: object) -> Band | None:
        """What is reported for a department, if anything is."""
        return self.bands.get(str(department))


def rules_from(data: Mapping[str, Any]) -> Rules:
    """Rules out of the parsed criteria.toml; KeyError where a criterion or its threshold is missing."""
    criteria = {entry["id"]: entry for entry in data["criterion"]}
    for name in CRITERIA:
        _ = criteria[name]["threshold"]
    bands = {
        entry["department"]: Band(entry["hardly_below"], entry["likely_from"], entry["top_from"])
        for entry in data["band"]
    }
    return Rules(criteria, bands, tuple(data["calendar"]["review_months"]))
