"""The words for kinds, fields and choices."""

from __future__ import annotations

import re

from procw_tui.domain.record.fields import FIELDS, Field
from procw_tui.domain.record.names import fold, is_unnamed
from procw_tui.domain.record.records import Contract
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.cells import visible
from procw_tui.present.language import N_, _, each_language, language

KIND = {
    "proposal": N_("Proposal"), "message": N_("Message"), "contract": N_("Contract"),
    "review": N_("Review"), "scout": N_("Scout"), "earning": N_("Month's earnings"),
    "profile_edit": N_("Profile edit"), "assessment": N_("Round's result"),
    "opening": N_("Figures on the site"), "tally": N_("Tally"), "gap": N_("Days without a record"),
    "practice_state": N_("Practice"), "day_note": N_("Note of the day"), "snooze": N_("Put off"),
    "inbox": N_("To look at"), "mail_rule": N_("How mails are read"), "setting": N_("Setting"),
}  # fmt: skip

FIELD = {
    "sent_at": N_("Sent"), "client": N_("Client"), "title": N_("Job"), "category": N_("Category"),
    "route": N_("Way in"), "price_yen": N_("Price with tax"), "outcome": N_("Outcome"),
    "talking_at": N_("Talks since"), "decided_at": N_("Decided"), "follow_up_on": N_("Follow up on"),
    "practices": N_("Practices tried"), "tried": N_("Tried on this one"), "text": N_("Text"),
    "posting": N_("Posting"),
    "received_at": N_("Received"),
    "replied_at": N_("Replied"), "state": N_("State"), "subject": N_("Subject"), "type": N_("Type"),
    "started_on": N_("Started on"), "escrow_on": N_("Escrow paid on"), "due_on": N_("Due on"),
    "delivered_on": N_("Delivered on"), "accepted_on": N_("Accepted on"), "ended_on": N_("Ended on"),
    "milestone_paid": N_("A milestone was paid"), "termination_requested_at": N_("Midway end requested"),
    "termination_by": N_("Requested by"), "termination_answered_at": N_("Request answered"),
    "i_rated_on": N_("I rated on"), "proposal_id": N_("Id of the proposal"),
    "site_id": N_("Number on the site"),
    "contract_id": N_("Id of the contract"), "opened_on": N_("Visible since"), "skill": N_("Skill"),
    "quality": N_("Quality"), "schedule": N_("Schedule"), "communication": N_("Communication"),
    "partnership": N_("Partnership"), "overall": N_("Overall"), "received_on": N_("Received on"),
    "source": N_("Source"), "counts": N_("Counts"), "month": N_("Month"), "gross_yen": N_("Gross with tax"),
    "edited_on": N_("Edited on"), "parts": N_("Parts"), "result": N_("Result"), "mail_on": N_("Mail on"),
    "as_of": N_("As of"), "rating_shown": N_("Rating shown"), "rating_count": N_("Number of ratings"),
    "rating_below_five": N_("Those below 5.0"), "communication_shown": N_("Communication shown"),
    "communication_count": N_("Number of those"), "communication_below_five": N_("Those below 5"),
    "profile_filled": N_("Profile filled in"), "from": N_("From"), "to": N_("To"),
    "completed": N_("Completed contracts"), "ended_midway": N_("Ended midway"), "scouts": N_("Scouts"),
    "sent": N_("applied"), "unanswered": N_("unanswered"), "delivered": N_("delivered"),
    "practice": N_("Practice"), "since": N_("Since"), "day": N_("Day"), "action": N_("Action"),
    "until": N_("Until"), "reason": N_("Reason"), "key": N_("Setting"), "value": N_("Value"),
    "step": N_("Next step"), "note": N_("Note"), "id": N_("Id"), "kind": N_("Kind"),
    "happened": N_("What happened"), "came_at": N_("Came"), "department": N_("Department"),
    "about": N_("About"), "sender": N_("Sender"), "message_id": N_("Id of the mail"),
    "digest": N_("Mark of its content"), "links": N_("Numbers on the site"),
    "passed_on_by": N_("Passed on by"), "records": N_("Records"),
    "means": N_("What has happened"), "client_line": N_("Line of the client"),
    "job_line": N_("Line of the job"), "joined_on": N_("Registered on the site"),
    "weekly_goal": N_("Proposals a week"), "year": N_("or the whole year"), "assumed": N_("Assumed"),
    "at": N_("When"), "changed_at": N_("Changed"),
}  # fmt: skip

CHOICE = {
    "route": {"apply": N_("Applied"), "consult": N_("Direct request (相談)"), "scout": N_("Scouted"),
              "closed": N_("Closed job")},
    "proposal.outcome": {"pending": N_("No reply yet"), "talking": N_("In talks"), "won": N_("Contract"),
                         "lost": N_("Turned down"), "withdrawn": N_("Withdrawn"),
                         "no_answer": N_("No answer")},
    "message.state": {"waiting": N_("Unanswered"), "answered": N_("Answered"),
                      "not_needed": N_("No reply needed")},
    "type": {"fixed": N_("Fixed price"), "hourly": N_("Hourly"), "contest": N_("Contest"),
             "task": N_("Task")},
    "contract.outcome": {"running": N_("Running"), "completed": N_("Completed"),
                         "ended_midway": N_("Ended midway")},
    "termination_by": {"client": N_("the client"), "me": N_("me")},
    "source": {"direct": N_("direct request (相談)"), "flyer": N_("見てみて! flyer"),
               "office": N_("the office"), "closed_job": N_("closed job")},
    "inbox.source": {"paste": N_("pasted"), "sheet": N_("sheet"), "mail": N_("mail")},
    "means": {
        "message": N_("a client wrote"), "consult": N_("a direct request (相談) came"),
        "flyer": N_("a 見てみて! came"), "applied": N_("I have applied"), "withdrawn": N_("I have withdrawn"),
        "lost": N_("the client turned it down"), "won": N_("a contract was made"),
        "escrow": N_("escrow was paid"), "delivered": N_("I have delivered"),
        "accepted": N_("it was accepted (検収)"), "end_requested": N_("a midway end was requested"),
        "ended_midway": N_("it ended midway"), "certified": N_("a certification result"),
        "ignored": N_("nothing for the ledger: pass over such mails"),
    },
    "counts": {"auto": N_("by its source"), "yes": N_("counts"), "no": N_("does not count")},
    "parts": {"skills": N_("skills"), "results": N_("results"), "self_pr": N_("self-PR"),
              "portfolio": N_("portfolio"), "presentation": N_("presentation")},
    "happened": {"nothing": N_("nothing happened"), "unlogged": N_("it was not logged")},
    "result": {"none": N_("Not certified"), "pro": N_("Certified"), "top": N_("TOP class")},
    "practice_state.state": {"untried": N_("untried"), "trying": N_("trying"), "habit": N_("habit"),
                             "not_for_me": N_("not for me")},
    "language": {"ja": N_("Japanese"), "en": N_("English")},
    "department": {"designer": N_("Designer"), "engineer": N_("Engineer"), "writer": N_("Writer"),
                   "business": N_("Business")},
    "theme": {"procw-dark": N_("Dark"), "procw-light": N_("Light"),
              "ansi-dark": N_("Terminal, dark"), "ansi-light": N_("Terminal, light")},
    "notice": {"off": N_("Not at all"), "bell": N_("By the bell"),
               "osc9": N_("Desktop notice (OSC 9)")},
}  # fmt: skip

ASSUMPTION = {
    "cutoff": N_("Judged up to the month's end"), "running_contracts": N_("Running contracts stay out"),
    "milestone": N_("A paid milestone counts as delivered"),
    "spread": N_("Told numbers lie evenly"), "raw_mean": N_("Ratings are judged unrounded"),
    "scout_kinds": N_("Repeated direct requests count"), "closed_jobs": N_("Closed-job invitations count"),
    "communication_item": N_("Communication is one of the five items"),
    "profile_age": N_("The profile only needs filling in"),
    "month_of_earnings": N_("A month earns what is accepted in it"),
    "reported_earnings": N_("What rank 200 earns"), "reply_target": N_("24 hours to reply"),
}  # fmt: skip

GROUP = {
    "ratings": N_("High ratings"), "scouts": N_("Scouts"), "earnings": N_("Earnings"),
    "proposals": N_("Proposals"), "requirements": N_("Where a requirement is not met"),
    "portfolio": N_("Portfolio"), "deck": N_("A deck"), "mindset": N_("State of mind"),
    "questions": N_("Questions people ask"),
}  # fmt: skip


def kind(name: str) -> str:
    """A kind of record."""
    return _(KIND.get(name, name))


def kind_of(name: str) -> str | None:
    """The kind of a name, as of a file that is called after it, in either language."""
    wanted = fold(name).replace("-", "_").replace(" ", "_")
    if wanted in FIELDS:
        return wanted
    for _language in each_language():
        for each in FIELDS:
            if fold(kind(each)) == fold(name):
                return each
    return None


def field(name: str) -> str:
    """A field of a record."""
    return _(FIELD[name]) if name in FIELD else name


def choice(kind_name: str, field_name: str, value: str) -> str:
    """A value of a field that offers a choice."""
    words = CHOICE.get(f"{kind_name}.{field_name}") or CHOICE.get(field_name, {})
    return _(words[value]) if value in words else value


def as_codes(kind_name: str, of: Field, text: str) -> str:
    """Several choices as one calls them, in any language, as the codes that they stand for, each once."""
    codes: dict[str, str] = {}
    for _language in each_language():
        codes |= {fold(choice(kind_name, of.name, code)): code for code in of.choices}
    items = filter(None, re.split(r"[\s,\u3001\uff0c\u30fb/]+", text))
    return " ".join(dict.fromkeys(codes.get(fold(item), item) for item in items))


def contract_state(contract: Contract) -> str:
    """A contract's state in the site's words: one that runs may be delivered already."""
    if contract.outcome == "running" and contract.delivered_on is not None:
        return _("Delivered")
    return choice("contract", "outcome", contract.outcome)


def client(name: str | None) -> str:
    """A client's name, safe to show; one that was logged as a number has none yet."""
    if name is None or not is_unnamed(name):
        return visible(name or "")
    number = name.partition(" ")[2]
    return _("(name to come)") + (f" {number}" if number else "")


def assumption(name: str) -> str:
    """An assumption."""
    return _(ASSUMPTION[name])


ACT = {
    "termination": N_("midway-end request"), "begin": N_("the site's figures"), "profile": N_("the profile"),
    "bunch": N_("bunched acceptances"), "repair": N_("one more contract"), "reply": N_("a reply"),
    "deliver": N_("a delivery"), "rate": N_("a rating to give"), "ask_rating": N_("a rating to ask for"),
    "chase": N_("an acceptance to chase"), "follow_up": N_("a follow-up"), "send": N_("proposals"),
    "result": N_("a round's result"), "refresh": N_("the profile"), "look": N_("looking for direct requests"),
    "check_up": N_("the comparison"), "look_back": N_("a practice"), "practice": N_("a practice"),
    "close_silent": N_("silent proposals"), "nudge": N_("a delivery to ask about"),
    "escrow": N_("an escrow that lapses"), "invite": N_("direct requests of clients you know"),
    "fives": N_("five-stars to win"), "letter": N_("the letter"), "quiet": N_("days without a record"),
    "missed": N_("a rating that was missed"),
}  # fmt: skip


def act(action: str) -> str:
    """What an act of the coach is about, by its id."""
    kind = action.partition(":")[0]
    return _(ACT[kind]) if kind in ACT else visible(action)


def practice(name: str) -> str:
    """A practice's title; the id as it stands where there is no such practice any more."""
    title = next((each.title for each in KNOWLEDGE.practices if each.id == name), None)
    return title[language()] if title is not None else visible(name)


def group(name: str) -> str:
    """A group of practices."""
    return _(GROUP.get(name, name))
