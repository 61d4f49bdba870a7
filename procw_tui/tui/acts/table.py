"""From each command to its function, and to the one that stands for it in what-if.

A command without a function, and a function that was renamed, are errors to mypy.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, assert_never

from procw_tui.present.commands import CommandId
from procw_tui.tui.desk import Desk

from . import coach, evening, finding, going, letter, lists, logging, mails, practices, program, what_if

Function = Callable[[Desk], Coroutine[Any, Any, None] | None]
"""A coroutine function where it may ask."""


def function_of(command: CommandId) -> Function:  # noqa: C901, PLR0912, PLR0915 - a table
    """What a command does."""
    match command:
        case "proposal":
            return logging.log_proposal
        case "message":
            return logging.log_message
        case "reply":
            return logging.reply
        case "scout":
            return logging.log_scout
        case "contract":
            return logging.log_contract
        case "earning":
            return logging.log_month
        case "opening":
            return logging.copy_figures
        case "termination":
            return logging.log_termination
        case "result":
            return logging.log_result
        case "paste":
            return evening.paste
        case "mails":
            return mails.open_mails
        case "night":
            return evening.log_evening
        case "again":
            return evening.log_again
        case "other":
            return logging.log_other
        case "evidence":
            return going.open_evidence
        case "what-if":
            return what_if.turn
        case "edit":
            return lists.edit
        case "these":
            return going.list_these
        case "change":
            return going.change_assumption
        case "assumption":
            return going.open_assumptions
        case "back":
            return going.back
        case "stage":
            return lists.next_stage
        case "answer-all":
            return lists.answer_all
        case "filter":
            return finding.filter_list
        case "sort":
            return finding.sort
        case "select":
            return finding.select
        case "select-all":
            return finding.select_all
        case "letter":
            return letter.check_letter
        case "rates":
            return going.open_rates
        case "do":
            return coach.do_act
        case "open":
            return going.open_open_things
        case "behind":
            return lists.edit
        case "put-off":
            return coach.put_off
        case "earlier":
            return going.earlier
        case "later":
            return going.later
        case "delete":
            return lists.delete
        case "rename":
            return lists.rename
        case "import":
            return evening.take_sheet
        case "section":
            return lists.next_section
        case "practice":
            return practices.mark
        case "reword":
            return practices.reword
        case "undo":
            return program.undo
        case "redo":
            return program.redo
        case "go-today":
            return going.go_today
        case "go-board":
            return going.go_board
        case "go-replies":
            return going.go_replies
        case "go-proposals":
            return going.go_proposals
        case "go-work":
            return going.go_work
        case "go-mindset":
            return going.go_mindset
        case "day":
            return going.open_day
        case "report":
            return going.open_report
        case "drafts":
            return program.show_drafts
        case "demo":
            return program.show_demo
        case "language":
            return program.switch_language
        case "settings":
            return program.settings
        case "help":
            return program.show_keys
        case "palette":
            return program.open_palette
        case "redraw":
            return program.redraw
        case "quit":
            return program.leave
    assert_never(command)


def function_in_what_if(command: CommandId) -> Function | None:
    """What a command does while nothing is saved; None where it would save something."""
    match command:
        case "reply":
            return what_if.imagine_rating
        case "scout":
            return what_if.imagine_scout
        case "contract":
            return what_if.imagine_delivery
        case "termination":
            return what_if.imagine_midway_end
        case "undo":
            return what_if.imagine_less
        case (
            "earning"
            | "evidence"
            | "what-if"
            | "assumption"
            | "back"
            | "go-today"
            | "go-board"
            | "go-replies"
            | "go-proposals"
            | "go-work"
            | "go-mindset"
            | "help"
            | "palette"
            | "redraw"
            | "quit"
        ):
            return function_of(command)
        case (
            "proposal"
            | "message"
            | "opening"
            | "result"
            | "paste"
            | "mails"
            | "night"
            | "again"
            | "other"
            | "edit"
            | "these"
            | "change"
            | "stage"
            | "answer-all"
            | "filter"
            | "sort"
            | "select"
            | "select-all"
            | "letter"
            | "rates"
            | "do"
            | "behind"
            | "put-off"
            | "earlier"
            | "later"
            | "delete"
            | "section"
            | "rename"
            | "import"
            | "practice"
            | "reword"
            | "redo"
            | "open"
            | "day"
            | "report"
            | "drafts"
            | "demo"
            | "language"
            | "settings"
        ):
            return None
    assert_never(command)
