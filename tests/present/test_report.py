"""The report: Markdown that holds no markup of the user's, the same page on the screen, in both languages."""

from __future__ import annotations

import pytest

from procw_tui.domain.certification.look_back import look_back, week
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import set_language
from procw_tui.present.paint import line_width, plain
from procw_tui.present.report import as_markdown, page
from procw_tui.present.rooms import report as screen
from procw_tui.present.view import View
from tests.make import RULES, done, ledger, m, message, scout


def shown(*records: object) -> View:
    return View(ledger(*records), m("2026-11-22T21:30"), KNOWLEDGE)  # type: ignore[arg-type]


def test_the_report_says_what_changed_what_moved_and_the_next_step() -> None:
    view = shown(done("2026-11-20", client="Acme"), message("Bee", "2026-11-22T10:00"))
    text = as_markdown(page(view, look_back(view.ledger, week(view.today), RULES)))
    assert text.startswith("# The week of 11/16 to 11/22\n")
    assert "- Accepted: 1" in text
    assert "| Completion rate | ? - | ✓ 100.0 % |" in text
    assert "### Completion rate\n\n- 11/20 + Acme" in text
    assert text.endswith(
        "**Reply to Bee.**\n\nIt has been 11 h. A fast answer moves the communication rating most, and takes no skill."
    )


def test_text_of_the_user_is_no_markup() -> None:
    view = shown(scout("2026-11-20", client="[x](http://e) **b** <i> | # `c` \x1b[31m\n&lt;"))
    text = as_markdown(page(view, look_back(view.ledger, week(view.today), RULES)))
    (line,) = [each for each in text.split("\n") if "11/20" in each]
    assert (
        line == r"- 11/20 + \[x\](http://e) \*\*b\*\* \<i\> \| \# \`c\` ␛\[31m␊\&lt; / direct request (相談)"
    )


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("cells", [40, 80, 120])
def test_the_page_fits_the_screen(language: str, cells: int) -> None:
    set_language(language)
    view = shown(*(scout("2026-11-20", client=f"とても長い名前の株式会社{each}") for each in range(20)))
    lines = screen.page(view, look_back(view.ledger, week(view.today), RULES), cells)
    assert [plain(each) for each in lines if line_width(each) > max(cells, 70)] == []
    assert any("8" in plain(each) for each in lines)
