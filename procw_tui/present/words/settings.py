"""Each setting's title and what it does."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from procw_tui.domain.record.codes import SettingKey
from procw_tui.domain.record.records import Value
from procw_tui.present.language import N_, _

from . import labels


class SettingWords(NamedTuple):
    """In English; translated where they are shown."""

    title: str
    does: str


def _words(key: SettingKey) -> SettingWords:  # noqa: C901, PLR0912 - a table
    match key:
        case "language":
            return SettingWords(N_("Language"), N_("The language of the program."))
        case "my_name":
            return SettingWords(
                N_("My name on the site"), N_("Your name as the site shows it in message threads.")
            )
        case "paste_shapes":
            return SettingWords(
                N_("Rows marked when pasting"),
                N_("How you marked rows of pasted pages; emptied, it is asked for again."),
            )
        case "sheet_columns":
            return SettingWords(
                N_("Columns of my sheets"),
                N_("What you said that columns of your sheets are; emptied, they are asked for again."),
            )
        case "department":
            return SettingWords(
                N_("Department"),
                N_("Where your earnings are ranked. Engineers need rank 100, all others 200."),
            )
        case "cutoff_days":
            return SettingWords(
                N_("Move the last day"),
                N_("Days by which the cut-off is moved from the month's end (assumed): -90 to 30."),
            )
        case "count_running":
            return SettingWords(
                N_("Running contracts as undelivered"),
                N_("Running contracts lower the completion rate until they are delivered."),
            )
        case "milestone_completes":
            return SettingWords(
                N_("A paid milestone delivers"),
                N_("A contract ended midway counts as delivered where a milestone was paid."),
            )
        case "rounded_means":
            return SettingWords(
                N_("Judge rounded ratings"), N_("A mean shown as 4.8 is enough: from 4.75 on.")
            )
        case "count_repeats":
            return SettingWords(
                N_("Count repeated scouts"),
                N_("A second direct request (相談) of the same client counts as another scout."),
            )
        case "count_closed_jobs":
            return SettingWords(
                N_("Count closed-job invitations"), N_("An invitation to a 非公開 job counts as a scout.")
            )
        case "profile_yearly":
            return SettingWords(
                N_("Profile edit every year"), N_("The profile must have been edited within the past year.")
            )
        case "joined_on":
            return SettingWords(
                N_("Registered on the site"),
                N_("Before that day nothing can have been: the month is enough."),
            )
        case "complete_since":
            return SettingWords(
                N_("Everything logged since"), N_("From that day on nothing is missing here.")
            )
        case "reply_target_minutes":
            return SettingWords(
                N_("Reply target in minutes"), N_("Your own target for replies. 1440 minutes are 24 hours.")
            )
        case "earnings_bar_yen":
            return SettingWords(N_("My bar for a month"), N_("The month's gross that you aim for."))
        case "weekly_goal":
            return SettingWords(N_("Proposals a week"), N_("How many proposals you want to send in a week."))
        case "follow_up_days":
            return SettingWords(N_("Follow up after days"), N_("After how many days you follow up."))
        case "give_up_days":
            return SettingWords(
                N_("Silent after days"), N_("After how many days without an answer a proposal is marked.")
            )
        case "theme":
            return SettingWords(
                N_("Colours"), N_("The colours; the terminal's own send the least over a slow line.")
            )
        case "mouse":
            return SettingWords(
                N_("Mouse"), N_("From the next start on. Over a slow line the mouse costs much.")
            )
        case "ascii":
            return SettingWords(N_("Plain signs only"), N_("Signs that every terminal can show."))
        case "mail_folder":
            return SettingWords(
                N_("Mail folder"),
                N_("A Maildir with the site's mails, looked at once a minute; it is only read."),
            )
        case "bell":
            return SettingWords(N_("Bell"), N_("Ring when something can't be done."))
        case "notice":
            return SettingWords(
                N_("Call me"),
                N_("Before a reply misses its target, and at a midway-end request, while the app is open."),
            )
    assert_never(key)


def setting_title(key: SettingKey) -> str:
    """A setting."""
    return _(_words(key).title)


def setting_help(key: SettingKey) -> str:
    """What a setting does, in a sentence."""
    return _(_words(key).does)


def setting_value(key: SettingKey, value: Value | None) -> str:
    """What a setting holds."""
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return labels.choice("setting", key, str(value))
