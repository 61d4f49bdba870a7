"""応募文チェック in words: each finding, where it is, the practice behind it; a sentence for a gap."""

from __future__ import annotations

from collections.abc import Sequence

from procw_tui.domain.evening.practices import Practice
from procw_tui.domain.letter.finding import Finding
from procw_tui.present.cells import visible, width
from procw_tui.present.language import N_, _, language
from procw_tui.present.paint import Lines, Role, cell, line, paragraph

ITEMS = {
    "results": N_("your results"), "portfolio": N_("your portfolio"), "hours": N_("your hours"),
    "price": N_("your price"), "due": N_("the delivery date"), "start": N_("when you can start"),
    "genre": N_("your field"), "reason": N_("why you apply"), "introduction": N_("who you are"),
    "tools": N_("your tools"), "contact": N_("how to reach you"), "name": N_("your name"),
    "qualification": N_("your qualifications"), "headcount": N_("how many you can do"),
    "equipment": N_("your equipment"), "computer": N_("your computer"), "age": N_("your age"),
    "place": N_("where you live"), "zone": N_("your time zone"), "occupation": N_("your occupation"),
    "language": N_("your native language"), "account": N_("your account"),
    "meeting": N_("when you can talk"),
}  # fmt: skip
FINDINGS = {
    "foreign_name": N_("Another client's or job's name: {excerpt}"),
    "placeholder": N_("Still to be filled in: {excerpt}"),
    "earlier": N_("Stands in the letter to {other} as well: {excerpt}"),
    "apologetic": N_("Sounds like an apology: {excerpt}"),
    "asked": N_("The posting asks for {item}"),
    "literal": N_("The posting wants these words in it: {excerpt}"),
    "format": N_("The posting names a format: {other}"),
    "portfolio": N_("No link and no work attached"),
}
ENDS = " 。.、,"
"""What a sentence brings itself."""
ROLE: dict[str, Role] = {"foreign_name": "bad", "placeholder": "bad"}
PLACE, LEAST_ROOM, PRACTICE_CELLS, LEAST_PRACTICE, NARROW, WIDE = 13, 20, 26, 12, 60, 100


def words(finding: Finding) -> str:
    """What was found."""
    item = _(ITEMS[finding.other]) if finding.other in ITEMS else finding.other
    return _(FINDINGS[finding.check]).format(
        excerpt=visible(finding.excerpt), other=visible(finding.other), item=visible(item)
    )


def place(finding: Finding) -> str:
    """Where: a line of the letter or of the posting; nothing where it is nowhere."""
    if not finding.line:
        return ""
    told = _("posting {n}") if finding.in_posting else _("line {n}")
    return told.format(n=finding.line)


def practice(finding: Finding, known: Sequence[Practice]) -> str:
    """The title of the practice behind it."""
    return next((each.title[language()] for each in known if each.id == finding.practice), "")


def rows(findings: Sequence[Finding], known: Sequence[Practice], cells: int) -> Lines:
    """Each finding as a line: where, what, and the practice with what that leaves."""
    free = cells - 3 - PLACE
    room, told = max(LEAST_ROOM, free), 0
    if cells >= NARROW:  # below, what was found matters more than the practice behind it
        widest = max((width(words(each)) for each in findings), default=0)
        usual = free - 1 - PRACTICE_CELLS - max(0, cells - WIDE)
        room = max(LEAST_ROOM, usual, min(widest, free - 1 - LEAST_PRACTICE))
        told = free - 1 - room
    return [
        line(
            "  ", cell(place(each), PLACE, "dim"), cell(words(each), room, ROLE.get(each.check, "")),
            " ", cell(practice(each, known), told, "dim"),
        )
        for each in findings
    ]  # fmt: skip


def as_text(findings: Sequence[Finding], known: Sequence[Practice]) -> list[str]:
    """The findings for the command line."""
    told = [" | ".join(filter(None, (place(each), words(each), practice(each, known)))) for each in findings]
    return told or [_("Nothing found.")]


def summary(text: str, findings: Sequence[Finding], cells: int) -> Lines:
    """What stands where no finding does."""
    if not text.strip():
        told = _(
            "Paste or type the letter here, the posting under Tab. Each is read by words alone: no network."
        )
        return paragraph(told, cells, "dim", "  ")
    return [] if findings else [line("  ", (_("Nothing found."), "good"))]


def gap_questions() -> list[tuple[str, str]]:
    """Three questions about a requirement that is not met, each with an example."""
    return [
        (_("What is asked for that you do not have?"), _("Illustrator 2026; five years of experience")),
        (_("What of yours comes nearest, and since when?"),
         _("I have used Illustrator 2024 for four years; three years, from plan to publication alone")),
        (_("What have you done or learnt for it?"), _("I have gone through what changed")),
    ]  # fmt: skip


def gap_sentence(answers: Sequence[str]) -> str:
    """The sentence to edit: the nearest that one has, what one learns, no apology, no lie."""
    asked, nearest, learnt = (answer.strip(ENDS) for answer in answers)
    closing = _("A first piece will show you how it turns out.")
    if language() == "ja":
        told = f"{asked}とのことですが、{nearest}。" + (f"{learnt}。" if learnt else "")
        return told + closing
    return f"You ask for {asked}. {nearest}. " + (f"{learnt}. " if learnt else "") + closing
