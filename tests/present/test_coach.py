"""The first act of each ledger of the coach's table, in words: what to do, and why just this."""

from __future__ import annotations

import pytest

from procw_tui.domain.record.codes import LANGUAGES
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.language import set_language
from procw_tui.present.sentences import acts
from procw_tui.present.view import View
from tests.domain.coach.test_coach import TABLE
from tests.make import ledger, m

WORDS: dict[str, tuple[str, str] | None] = {
    "nobody waits and all six hold": None,
    "a request before everything else": (
        "Answer the midway-end request of A.",
        "Unanswered until 11/27 10:00 (4 d left) it brings 1-star in every item.",
    ),
    "the profile that the site shows as not filled in, before a message": (
        "Fill in your profile: skills, results, self-PR.",
        "At the Jan round it would fail, and it is in your own hand alone.",
    ),
    "a client who waits, before the week's applications": (
        "Reply to A.",
        "It has been 1 h. A fast answer moves the communication rating most, and takes no skill.",
    ),
    "of two who wait the one who waits longer": (
        "Reply to A.",
        "It has been 11 h. A fast answer moves the communication rating most, and takes no skill.",
    ),
    "a delivery that is due today, before a message of this evening": (
        "Deliver A: today.",
        "In time keeps the schedule star; accepted by 12/31 it counts for the Jan round.",
    ),
    "a delivery that is due in two weeks can wait": None,
    "one more delivery in hand repairs the rate": (
        "Deliver A: in 14 days.",
        "The completion rate would be short; accepted by 12/31 it counts for the Jan round.",
    ),
    "no delivery in hand: a small one has to be won": (
        "Win 1 more small fixed-price contract.",
        "At the Jan round 1 delivery is missing for 90 %.",
    ),
    "a rating about to close": (
        "Rate R: 11/25 is the last day.",
        "A rating stays hidden until both sides have rated: yours opens theirs.",
    ),
    "a rating that can bring the five-star that is missing": (
        "Rate R: 12/10 is the last day.",
        "A rating stays hidden until both sides have rated: yours opens theirs. 1 five-star is missing for 4.80.",
    ),
    "scouts that leave before the cut-off": (
        "Look for a new direct request (相談) in the site's message list.",
        "2 more scouts are needed by 12/31, and the bell does not ring for a direct request (相談).",
    ),
    "acceptances that can be bunched to reach what is reported": (
        "Have these accepted by the end of Nov: A, A.",
        "Nov would then gross ¥110,000, more than your best month (¥60,000). Certified writers report ¥100,000 and more.",
    ),
    "nothing to send this week": (
        "Pick the field of your best-paid job and put it into your title.",
        "For Earnings rank, the weakest of the six at the Jan round.",
    ),
    "the week's applications": (
        "Send the next proposal: 0 of 7 this week.",
        "New contracts come from proposals.",
    ),
    "a delivery that nobody accepted": (
        "Write A a polite line: whether the delivery can be accepted.",
        "Delivered on 11/14, and not accepted yet. From 11/28 on the office can be asked.",
    ),
    "a delivery that nobody accepted, two weeks on": (
        "Ask the office to remind A to accept.",
        "Delivered on 11/8. Acceptance takes about a week, and only what is accepted counts.",
    ),
    "the figures of the site, once something was logged": (
        "Answer what the ledger can't know: the questions of the first evening.",
        (
            "Not known yet: Completion rate, Overall rating, Scouts received, Communication rating. "
            "It takes two minutes, and each question can be skipped."
        ),
    ),
    "a certified newcomer with nothing logged": (
        "Answer what the ledger can't know: the questions of the first evening.",
        "Not known yet: Completion rate, Scouts received. It takes two minutes, and each question can be skipped.",
    ),
    "a rating that can be given today for the last time, before a client who waits": (
        "Rate R: 11/22 is the last day.",
        "A rating stays hidden until both sides have rated: yours opens theirs.",
    ),
    "a request before a rating's last day": (
        "Answer the midway-end request of A.",
        "Unanswered until 11/27 10:00 (4 d left) it brings 1-star in every item.",
    ),
    "a rating that is there without a link is asked of nobody": None,
    "escrow that lapses in two weeks": (
        "The escrow of E lapses on 12/6: settle it before.",
        "Escrow is held for 180 days: deliver and have it accepted, or talk with the client before.",
    ),
    "one bad rating, and contracts that run": (
        "10 five-stars are missing; they can come from R0, R1, R2 and 9 more.",
        "10 five-stars are missing for 4.80.",
    ),
    "scouts that leave, and a client who was satisfied": (
        "Let satisfied clients order the next job by a direct request (相談): C9, C8, C7 and 6 more.",
        "2 more scouts are needed by 12/31. One of a client you know counts as well (assumed).",
    ),
    "ninety proposals without a contract": (
        "Change something: the letter (d checks it), the postings you choose, or the sample.",
        "90 decided without a contract happen to 5 % at one in thirty.",
    ),
    "forty days without a record": (
        "41 days without a record since 11/21: did nothing happen, or was it not logged?",
        "Until you say so, those days are reckoned as they are logged: nothing happened.",
    ),
    "what a round brought": (
        "Log what the Jan round brought.",
        "Your own results are all that tells where the earnings rank lies.",
    ),
}


def view(name: str) -> View:
    (row,) = [each for each in TABLE if each[0] == name]
    return View(ledger(*row[2]), m(row[1]), KNOWLEDGE)


@pytest.mark.parametrize("name", [row[0] for row in TABLE])
def test_what_to_do_and_why(name: str) -> None:
    shown = view(name)
    action = shown.next_action
    assert (None if action is None else (acts.text(shown, action), acts.why(shown, action))) == WORDS[name]


@pytest.mark.parametrize("name", [row[0] for row in TABLE])
def test_every_act_has_its_words_in_both_languages(name: str) -> None:
    shown = view(name)
    told = []
    for language in LANGUAGES:
        set_language(language)
        told.append([(acts.text(shown, each), acts.why(shown, each)) for each in shown.every_action])
    assert all(what and why for each in told for what, why in each)
    assert all(ja != en for ja, en in zip(*told, strict=True))
