"""The four signs before a name: met, at risk, short, unknown. Colour never carries a meaning alone."""

from __future__ import annotations

from procw_tui.domain.certification.standing import State

MET, AT_RISK, SHORT, UNKNOWN = "✓", "▴", "✗", "?"
"""At risk is met today but not at the cut-off, or a reported band that warns."""
SIGNS: dict[State, str] = {"met": MET, "short": SHORT, "unknown": UNKNOWN}
PLAIN = {MET: "+", AT_RISK: "!", SHORT: "-", UNKNOWN: "?"}
"""The same on a terminal that can't show them."""
