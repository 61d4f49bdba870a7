"""Mails of the site beside a ledger: what goes in by itself, what waits, what is the same, what is learnt.

Subjects that data/mail_words.toml does not know are invented here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.intake.mail import Mail
from procw_tui.domain.intake.mails import (
    Taken,
    confirm_all,
    not_understood,
    take,
    worn_out,
)
from procw_tui.domain.intake.reading import Against, read
from procw_tui.domain.ledger import changes
from procw_tui.domain.ledger.by_mail import in_queue, read_up_to
from procw_tui.domain.ledger.changes import Change, new_id
from procw_tui.domain.ledger.ledger import Ledger
from procw_tui.domain.ledger.renaming import renamed
from procw_tui.domain.record.invalid import Invalid
from procw_tui.domain.record.records import (
    Assessment,
    Contract,
    Inbox,
    MailRule,
    Message,
    Proposal,
    Record,
    Scout,
)
from procw_tui.domain.work.replies import replies, reply
from procw_tui.knowledge import KNOWLEDGE
from tests.make import contract, m, message, part, proposal, scout, setting

WORDS = KNOWLEDGE.mail_words
NOW = m("2026-11-22 22:00")
SITE = "no-reply@crowdworks.jp"
CONSULT = "【クラウドワークス】LP制作について相談がありました"
APPLIED = "【クラウドワークス】「LP制作」にご応募いただきありがとうございます"
WITHDRAWN = "【クラウドワークス】応募・スカウトが辞退されました"
CERTIFIED = "おめでとうございます！「プロクラウドワーカー」新規認定のお知らせ"
RESULT = "2026年10月度審査\n前回の認定結果：なし\n今回の認定結果：{}"
WROTE = "{}様から新着メッセージがあります"  # invented

RULE = MailRule(id="rule", subject="{client}様から新着メッセージがあります", means="message")


def mail(subject: str = CONSULT, at: str | None = "2026-11-22 21:04", text: str = "x", **values: Any) -> Mail:
    links = values.pop("links", ())
    return Mail(values.pop("sender", SITE), subject, text, m(at) if at else None, links=links, **values)


def look(ledger: Ledger, *mails: Mail, now: datetime = NOW) -> tuple[Ledger, Taken]:
    taken = take(ledger, mails, WORDS, now)
    return taken.change.applied(ledger), taken


def after(ledger: Ledger, *mails: Mail, now: datetime = NOW) -> Ledger:
    return look(ledger, *mails, now=now)[0]


def confirmed(ledger: Ledger, *mails: Mail, doubtful: bool = False) -> Ledger:
    taken = take(ledger, mails, WORDS, NOW)
    return confirm_all(taken, ledger, WORDS, NOW, doubtful=doubtful).applied(ledger)


def only(ledger: Ledger, cls: type[Any]) -> Any:
    (record,) = ledger.all(cls)
    return record


class TestByThemselves:
    """A 相談, a message and an application go in with the minute and the site's numbers."""

    def test_a_direct_request(self) -> None:
        known = after(part(), mail(links=("jobs/12", "messages/77")))
        came, wrote = only(known, Scout), only(known, Message)
        assert (came.client, came.source, came.site_id, came.received_on) == ("-", "direct", "12", NOW.date())
        assert (wrote.client, wrote.received_at, wrote.state) == ("-", m("2026-11-22 21:04"), "waiting")
        assert (wrote.subject, wrote.site_id) == ("LP制作", "77")
        assert replies(known, NOW).waiting[0].since == m("2026-11-22 21:04")

    def test_an_application(self) -> None:
        sent = only(after(part(), mail(APPLIED, links=("proposals/5",))), Proposal)
        assert (sent.sent_at, sent.title, sent.site_id) == (m("2026-11-22 21:04"), "LP制作", "5")
        assert (sent.client, sent.outcome) == (None, "pending")

    def test_a_learnt_message(self) -> None:
        wrote = only(after(part(RULE), mail(WROTE.format("山田商店"))), Message)
        assert (wrote.client, wrote.state) == ("山田商店", "waiting")

    def test_a_minute_after_midnight_in_japan(self) -> None:
        at = "2026-11-23 00:00"
        assert only(after(part(), mail(at=at), now=m("2026-11-23 00:05")), Scout).received_on.day == 23

    def test_old_ones_are_answered_at_a_time_unknown(self) -> None:
        """Nobody who reads a year of mails has a year of waits; the day itself of the bound still waits."""
        known = after(part(RULE), *(
            mail(WROTE.format(f"{days}日前"), at=f"{NOW - timedelta(days=days):%Y-%m-%d %H:%M}")
            for days in (30, 31)
        ))  # fmt: skip
        assert {each.client: each.state for each in known.all(Message)} == {
            "30日前": "waiting",
            "31日前": "answered",
        }

    def test_without_names_each_thread_is_one(self) -> None:
        known = after(
            part(), mail(links=("messages/1",)), mail(at="2026-11-22 21:10", links=("messages/1",)),
            mail(at="2026-11-22 21:20", links=("messages/2",)),
        )  # fmt: skip
        assert [each.client for each in known.all(Message)] == ["-", "-", "- 2"]

    @pytest.mark.parametrize(("there", "links", "text"), [
        (message("甲野", "2026-11-01 10:00", site_id="77"), ("messages/77",), ""),
        (contract("2026-11-01", client="甲野", title="LP制作"), (), ""),
        (contract("2026-11-01", client="甲野", title="別"), (), "甲野様から相談です"),
        (proposal("2026-11-01 10:00", client="甲野", title="別"), (), "担当： 甲野 さん"),
    ])  # fmt: skip
    def test_whose_it_is_the_ledger_knows(self, there: Record, links: tuple[str, ...], text: str) -> None:
        known = after(part(there), mail(links=links, text=text))
        assert only(known, Scout).client == "甲野"

    def test_of_two_names_none_is_taken(self) -> None:
        there = part(contract("2026-11-01", client="甲野"), contract("2026-11-01", client="乙野"))
        assert only(after(there, mail(text="甲野様、乙野様")), Scout).client == "-"


class TestNothing:
    """What is no matter of the ledger leaves nothing there."""

    @pytest.mark.parametrize(
        "subject",
        [
            "新着のお仕事 12件",
            "保存した検索条件に合うお仕事",
            "【クラウドワークス重要】出金期限に関するお知らせ",
        ],
    )
    def test_of_no_matter(self, subject: str) -> None:
        _known, taken = look(part(), mail(subject))
        assert (taken.change.ops, taken.change.beside, taken.ignored) == ((), (), 1)

    def test_newsletters(self) -> None:
        assert look(part(), mail(sender="a@magazine.crowdworks.jp"))[1].ignored == 1


class TestProposed:
    """A state, a result and money wait until somebody has confirmed them."""

    @pytest.mark.parametrize(("said", "result"), [
        ("プロクラウドワーカー", "pro"), ("TOPプロクラウドワーカー", "top"), ("認定なし", "none"), ("非認定", "none"),
    ])  # fmt: skip
    def test_a_certification(self, said: str, result: str) -> None:
        one = mail(CERTIFIED, text=RESULT.format(said))
        assert after(part(), one).count("assessment") == 0
        known = confirmed(part(), one)
        assert (only(known, Assessment).month, only(known, Assessment).result) == ("2026-10", result)
        assert only(known, Assessment).mail_on == NOW.date()
        assert in_queue(known) == []

    @pytest.mark.parametrize("text", ["", "2026年10月度審査", RESULT.format("未定")])
    def test_one_that_does_not_say_all(self, text: str) -> None:
        known = confirmed(part(), mail(CERTIFIED, text=text), doubtful=True)
        assert (known.count("assessment"), len(in_queue(known))) == (0, 1)

    def test_a_withdrawal_does_not_say_whose(self) -> None:
        there = part(proposal("2026-11-01 10:00", client="甲野", title="LP制作", site_id="5"))
        one = mail(WITHDRAWN, links=("proposals/5",))
        for waits in (after(there, one), confirmed(there, one)):
            assert (only(waits, Proposal).outcome, len(in_queue(waits))) == ("pending", 1)
        assert only(confirmed(there, one, doubtful=True), Proposal).outcome == "withdrawn"

    @pytest.mark.parametrize(("means", "expected"), [
        ("escrow", {"escrow_on": NOW.date(), "outcome": "running"}),
        ("delivered", {"delivered_on": NOW.date(), "outcome": "running"}),
        ("accepted", {"accepted_on": NOW.date(), "outcome": "completed"}),
        ("ended_midway", {"ended_on": NOW.date(), "outcome": "ended_midway"}),
        ("end_requested", {"termination_requested_at": m("2026-11-22 21:04"), "outcome": "running"}),
    ])  # fmt: skip
    def test_a_contract(self, means: Any, expected: dict[str, Any]) -> None:
        rule = MailRule(id="r", subject="{client}様の「{job}」", means=means)
        there = part(rule, contract("2026-11-01", client="甲野", title="LP"))
        one = mail("甲野様の「LP」")
        assert only(after(there, one), Contract) == only(there, Contract)
        known = only(confirmed(there, one), Contract)
        assert {name: getattr(known, name) for name in expected} == expected

    def test_a_contract_that_was_made_goes_with_its_proposal(self) -> None:
        rule = MailRule(id="r", subject="{client}様の「{job}」", means="won")
        there = part(rule, proposal("2026-11-01 10:00", client="甲野", title="LP"))
        known = confirmed(there, mail("甲野様の「LP」"))
        assert only(known, Contract).proposal_id == only(known, Proposal).id
        assert only(known, Proposal).outcome == "won"

    def test_without_a_date_or_ahead_of_the_clock(self) -> None:
        for one in (mail(at=None), mail(at="2026-11-23 22:00")):
            known = after(part(), one)
            assert (known.count("scout"), len(in_queue(known))) == (0, 1)
            again = after(known)
            assert (again.count("scout"), len(in_queue(again))) == (0, 1)
            assert confirmed(known, doubtful=True).count("scout") == 1
        assert (
            after(part(), mail(at="2026-11-22 22:10")).count("scout") == 1
        )  # a clock that is a little ahead


class TestOnce:
    """One event, one record: however a mail comes, and whatever was there before it."""

    def test_by_its_own_id_and_by_what_it_says(self) -> None:
        one = mail(message_id="<1>", links=("messages/7",))
        again = [one, one._replace(message_id=""), one._replace(message_id="<other>"), one._replace(text="> x"),
                 one._replace(text="見て\nx", message_id="", passed_on_by="me@example.com")]  # fmt: skip
        known = after(part(), one)
        for other in again:
            assert after(known, other).count("message") == 1
        assert after(part(), one, *again).count("message") == 1

    def test_passed_on_before_or_after_it_came_straight(self) -> None:
        one = mail(message_id="<1>", links=("messages/7",))
        sent_on = one._replace(message_id="", text="見て\nx", passed_on_by="me@example.com")
        first = after(part(), sent_on)
        for known in (after(first, one), after(part(), one, sent_on), after(part(), sent_on, one)):
            assert known.count("message") == 1
        back = take(part(), [sent_on], WORDS, NOW).change
        assert after(back.inverse().applied(first), one).count("message") == 0

    def test_two_straight_ones_of_a_minute_are_two(self) -> None:
        wrote = mail(WROTE.format("甲野"), text="一通目", links=("messages/7",))
        other = wrote._replace(text="二通目")
        assert take(part(RULE), [wrote, other], WORDS, NOW).known == 0

    def test_what_a_stranger_passes_on_waits(self) -> None:
        one = mail(passed_on_by="stranger@example.com", was_theirs=False)
        known = after(after(part(), one))
        assert (known.count("scout"), len(in_queue(known))) == (0, 1)
        assert confirmed(known).count("scout") == 0
        assert confirmed(known, doubtful=True).count("scout") == 1

    def test_taken_back_from_the_queue_it_does_not_come_again(self) -> None:
        known = after(part(), mail(WROTE.format("甲野")))
        ruled = changes.log(known, RULE).applied(known)
        taken = take(ruled, (), WORDS, NOW).change
        back = taken.inverse().applied(taken.applied(ruled))
        assert (back.count("message"), in_queue(back)) == (0, [])
        assert after(back, mail("何か")).count("message") == 0

    def test_other_mails_are_others(self) -> None:
        """Also of the same id, as a broken mailer gives it, or in the same minute."""
        one = mail(message_id="<1>", links=("messages/7",))
        others = [one._replace(subject=CONSULT.replace("LP", "記事")), one._replace(sent_at=m("2026-11-22 21:05")),
                  one._replace(message_id="<2>", text="y"), one._replace(message_id="<2>", links=("messages/8",))]  # fmt: skip
        for other in others:
            assert after(part(), one, other).count("scout") == 2

    def test_a_message_that_was_typed_that_day_is_that_one(self) -> None:
        there = part(RULE, message("甲野", "2026-11-22 21:30"))
        known = after(there, mail(WROTE.format("甲野"), links=("messages/7",)))
        assert only(known, Message).received_at == m("2026-11-22 21:04")
        assert (only(known, Message).id, only(known, Message).site_id) == (only(there, Message).id, "7")

    def test_each_of_two_meets_the_nearest(self) -> None:
        there = part(RULE, message("甲野", "2026-11-22 15:10"), message("甲野", "2026-11-22 21:30"))
        wrote = WROTE.format("甲野")
        known = after(there, mail(wrote, at="2026-11-22 15:00"), mail(wrote, at="2026-11-22 21:04"))
        assert sorted(f"{each.received_at:%H:%M}" for each in known.all(Message)) == ["15:00", "21:04"]

    def test_one_that_a_mail_has_met_is_not_met_again(self) -> None:
        known = after(part(RULE, message("甲野", "2026-11-22 21:30")), mail(WROTE.format("甲野")))
        again = after(known, mail(WROTE.format("甲野"), at="2026-11-22 21:40"))
        assert again.count("message") == 2

    def test_another_day_client_or_a_reply_before_it_is_another(self) -> None:
        others = [message("甲野", "2026-11-21 21:30"), message("乙野", "2026-11-22 21:30"),
                  message("甲野", "2026-11-22 20:00", "2026-11-22 20:30")]  # fmt: skip
        for there in others:
            assert after(part(RULE, there), mail(WROTE.format("甲野"))).count("message") == 2

    def test_what_was_answered_stays_so(self) -> None:
        there = part(RULE, message("甲野", "2026-11-22 21:30", "2026-11-22 21:45"))
        known = only(after(there, mail(WROTE.format("甲野"))), Message)
        assert (known.received_at, known.replied_at) == (m("2026-11-22 21:04"), m("2026-11-22 21:45"))

    def test_a_number_of_the_evening_gets_its_minute_and_name(self) -> None:
        known = after(part(RULE, message("-", "2026-11-22 21:30")), mail(WROTE.format("甲野")))
        assert (only(known, Message).client, only(known, Message).received_at) == (
            "甲野",
            m("2026-11-22 21:04"),
        )

    def test_two_of_one_thread_are_two(self) -> None:
        wrote = WROTE.format("甲野")
        known = after(part(RULE), mail(wrote, links=("messages/7",)))
        known = after(known, mail(wrote, at="2026-11-22 21:40", links=("messages/7",)))
        assert known.count("message") == 2

    def test_a_scout_and_an_application_that_were_typed(self) -> None:
        there = part(scout("2026-11-22", client="甲野"), message("甲野", "2026-11-22 21:30"),
                     proposal("2026-11-22 21:10", client="乙野", title="LP制作"))  # fmt: skip
        known = after(there, mail(text="甲野様から", links=("jobs/1",)), mail(APPLIED))
        assert (known.count("scout"), known.count("message"), known.count("proposal")) == (1, 1, 1)
        assert only(known, Scout).site_id == "1"
        assert only(known, Proposal).sent_at == m("2026-11-22 21:10")

    def test_without_a_name_a_typed_one_is_asked_about(self) -> None:
        there = part(scout("2026-11-22", client="甲野"))
        known = after(there, mail())
        assert (known.count("scout"), len(in_queue(known))) == (1, 1)
        assert confirmed(known, doubtful=True).count("scout") == 2
        earlier = after(part(message("甲野", "2026-11-22 20:00")), mail())
        assert in_queue(earlier) == []  # it was typed before the mail was sent

    def test_a_page_pasted_before_or_after(self) -> None:
        thread = "メッセージ\n甲野\n2026年11月22日 21:03\nよろしくお願いします\n佐藤\n2026年11月22日 21:30\n承知しました\n"
        me = part(RULE, setting("my_name", "佐藤"))
        reading = read(thread, Against(KNOWLEDGE.site_words, me, NOW))
        known = reading.change(me, {}).applied(me)
        assert known.count("message") == 1
        known = after(known, mail(WROTE.format("甲野")))
        assert known.count("message") == 1
        first = after(me, mail(WROTE.format("甲野")))
        reading = read(thread, Against(KNOWLEDGE.site_words, first, NOW))
        both = reading.change(first, {}, doubtful=True).applied(first)
        assert both.count("message") == 1
        assert only(both, Message).state == "answered"

    def test_the_names_of_applications_come_by_paste(self) -> None:
        """And the contract of one wins it, whichever way it comes."""
        known = after(part(), mail(APPLIED), mail(APPLIED.replace("LP制作", "記事"), at="2026-11-22 20:00"))
        text = "応募した仕事\nLP制作\n甲野商店\n50,000円\n2026年11月22日\n応募中\n"
        reading = read(text, Against(KNOWLEDGE.site_words, known, NOW))
        named = reading.change(known, {}, doubtful=True).applied(known)
        assert {(each.title, each.client) for each in named.all(Proposal)} == {
            ("LP制作", "甲野商店"),
            ("記事", None),
        }
        won = MailRule(id="w", subject="{client}様と「{job}」の契約", means="won")
        done = confirmed(changes.log(named, won).applied(named), mail("乙野様と「記事」の契約"))
        assert {(each.title, each.client, each.outcome) for each in done.all(Proposal)} == {
            ("LP制作", "甲野商店", "pending"), ("記事", "乙野", "won"),
        }  # fmt: skip

    def test_one_that_was_half_there_is_the_same_once_it_is_whole(self) -> None:
        half = mail(message_id="<1>", text="x")
        known = after(part(), half, half._replace(text="xy", links=("messages/7", "jobs/1")))
        assert (known.count("scout"), known.count("message")) == (1, 1)

    def test_one_that_waits_half_there_is_completed(self) -> None:
        half = mail("何か", message_id="<1>", text="お相手： 甲")
        whole = half._replace(text="お相手： 甲野\n案件： LP\n", links=("messages/7",))
        known = after(after(part(), half), whole)
        (note,) = in_queue(known)
        assert (note.text, note.links) == (whole.text, whole.links)
        assert in_queue(after(known, half, whole)) == [note]
        other = half._replace(text="まったく別の文、もっと長いもの")
        assert [each.text for each in in_queue(after(known, other))] == [whole.text]

    def test_a_thread_is_of_who_was_renamed(self) -> None:
        known = after(part(RULE), mail(WROTE.format("甲野"), links=("messages/7",)))
        known = renamed(known, "甲野", "甲社").applied(known)
        known = after(known, mail(WROTE.format("甲野"), at="2026-11-22 21:30", links=("messages/7",)))
        assert {each.client for each in known.all(Message)} == {"甲社"}

    def test_taken_back_and_thrown_away_it_does_not_come_again(self) -> None:
        one, unknown = mail(message_id="<1>"), mail("何か", message_id="<2>")
        known, taken = look(part(), one, unknown)
        back = taken.change.inverse().applied(known)
        assert (back.count("scout"), len(in_queue(back))) == (0, 1)
        assert after(back, one, unknown).count("scout") == 0
        gone = changes.delete(known, [in_queue(known)[0].id]).applied(known)
        assert in_queue(gone) == []
        assert in_queue(after(gone, one, unknown)) == []

    def test_two_machines_make_the_same_records(self) -> None:
        one = [mail(message_id="<1>", links=("messages/7",)), mail(APPLIED, message_id="<2>"), mail("何か")]
        assert {each.id for each in after(part(), *one)} == {
            each.id for each in after(part(), *reversed(one))
        }

    def test_no_count_and_no_date_knows_the_notes(self) -> None:
        known = after(part(), mail("何か"))
        (note,) = known.all(Inbox)
        assert not note.is_logged
        assert note.text == "x"
        done = after(part(), mail())
        assert all(each.text is None for each in done.all(Inbox))


class TestLearning:
    """A shape is said once, and read from then on; where it can't be any more, it is said."""

    def test_what_waits_is_read_once_the_rule_is_there(self) -> None:
        known = after(part(), mail(WROTE.format("甲野")), mail(WROTE.format("乙野"), at="2026-11-22 21:10"))
        assert len(not_understood(known, WORDS)) == 2
        known = after(changes.log(known, RULE).applied(known))
        assert {each.client for each in known.all(Message)} == {"甲野", "乙野"}
        assert in_queue(known) == []

    def test_names_on_lines_of_their_own(self) -> None:
        rule = MailRule(
            id="r", subject="新着メッセージのお知らせ", means="message",
            client_line=r"クライアント\n{client}", job_line="仕事：{job}",
        )  # fmt: skip
        text = "お世話になります\n\nクライアント\n甲野\n\n仕事：LP制作\n"
        wrote = only(after(part(rule), mail("新着メッセージのお知らせ", text=text)), Message)
        assert (wrote.client, wrote.subject) == ("甲野", "LP制作")
        lacks = after(part(rule), mail("新着メッセージのお知らせ", text="相手 甲野"))
        assert (lacks.count("message"), len(in_queue(lacks))) == (0, 1)

    def test_three_in_a_row_that_it_can_not_read(self) -> None:
        rule = MailRule(id="r", subject="新着", means="message", client_line="相手：{client}")
        texts = ["相手：甲野", "甲野です", "甲野だ", "甲野"]
        known = part(rule)
        for number, text in enumerate(texts):
            assert worn_out(known, WORDS) == []
            known = after(known, mail("新着", at=f"2026-11-22 21:0{number}", text=text))
        assert [each.id for each in worn_out(known, WORDS)] == ["r"]
        known = after(known, mail("新着", at="2026-11-22 21:09", text="相手：乙野"))
        assert worn_out(known, WORDS) == []

    def test_the_users_own_word_stands_before_what_is_known_of_all(self) -> None:
        rule = MailRule(id="r", subject="【クラウドワークス】{job}について相談がありました", means="ignored")
        _known, taken = look(part(rule), mail())
        assert (taken.change.ops, taken.ignored) == ((), 1)

    def test_what_waits_is_passed_over_once_that_is_said(self) -> None:
        known = after(part(), mail("お知らせ 1"), mail("お知らせ 2", at="2026-11-22 21:10"))
        rule = MailRule(id="r", subject="お知らせ *", means="ignored")
        assert in_queue(after(changes.log(known, rule).applied(known))) == []

    @pytest.mark.parametrize(
        "subject", ["*", "", "{client}", "{job} {client}", "** *", "【】", "{client}\\n"]
    )
    def test_one_that_fits_any_mail_is_none(self, subject: str) -> None:
        with pytest.raises(Invalid, match="too_general"):
            changes.log(part(), MailRule(id="r", subject=subject, means="ignored"))
        with pytest.raises(Invalid, match="too_general"):
            changes.edit(part(RULE), "rule", {"client_line": subject})

    def test_the_line_says_more_than_the_subject(self) -> None:
        rule = MailRule(id="r", subject="{client}様から", means="message", client_line="お名前：{client}")
        known = after(
            part(rule), mail("CW様から", text="お名前：佐藤"), mail("田中様から", at="2026-11-22 21:10")
        )
        assert {each.client for each in known.all(Message)} == {"佐藤", "田中"}

    def test_of_a_subject_there_is_one_rule(self) -> None:
        known = changes.log(part(RULE), MailRule(id=new_id(), subject=RULE.subject, means="flyer"))
        assert [each.means for each in known.applied(part(RULE)).all(MailRule)] == ["flyer"]


def test_an_evening_takes_one_key() -> None:
    """Two messages and a 相談 have come by mail; one reply has gone: r."""
    known = after(
        part(RULE), mail(WROTE.format("甲野"), at="2026-11-22 19:00"),
        mail(WROTE.format("乙野"), at="2026-11-22 20:00"), mail(links=("messages/9",)),
    )  # fmt: skip
    known = reply(known, replies(known, NOW).waiting[0].client, NOW).applied(known)
    states = {each.client: each.state for each in known.all(Message)}
    assert states == {"甲野": "answered", "乙野": "waiting", "-": "waiting"}
    assert known.count("scout") == 1
    assert read_up_to(known) == m("2026-11-22 21:04")


@given(st.lists(
    st.tuples(st.sampled_from([CONSULT, APPLIED, WITHDRAWN, CERTIFIED, WROTE.format("甲野"), "何か", ""]),
              st.integers(0, 90), st.sampled_from(["", "<1>", "<2>"]), st.sampled_from(["", "messages/7", "jobs/1"])),
    max_size=12,
), st.integers(0, 12))  # fmt: skip
def test_in_whatever_pieces_they_come(every: list[tuple[str, int, str, str]], cut: int) -> None:
    """Looks at parts of the mails, again and again, leave what one look at all of them leaves."""
    mails = [
        Mail(SITE, subject, "x", NOW - timedelta(minutes=7 * minutes), name, (link,) if link else ())
        for subject, minutes, name, link in every
    ]
    mails.sort(key=lambda each: (each.sent_at or NOW, each.message_id))
    whole = after(part(RULE), *mails)
    pieces = after(after(after(part(RULE), *mails[:cut]), *mails[cut:]), *mails)
    for cls in (Message, Scout, Proposal):
        counts = [
            sorted(str(getattr(each, cls.own or "")) for each in known.all(cls)) for known in (whole, pieces)
        ]
        assert counts[0] == counts[1]
    assert whole.count("assessment") == pieces.count("assessment") == 0
    assert Change("mail", take(pieces, mails, WORDS, NOW).change.ops).ops == ()
