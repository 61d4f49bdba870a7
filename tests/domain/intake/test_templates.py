"""Templates: what is the same in mails of one shape, and what stands in the holes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.intake.templates import found, found_in, line_template, template_of, weight


@pytest.mark.parametrize(("template", "text", "values"), [
    ("【A】{job}について相談がありました", "【A】LP制作について相談がありました", {"job": "LP制作"}),
    ("{client}様から", "山田商店様から", {"client": "山田商店"}),
    ("{client}様から", "山田商店さまから", None),
    ("*「{job}」の契約（{client}）", "至急「記事」の契約（A社）", {"job": "記事", "client": "A社"}),
    ("{job}について", "AについてのBについて", {"job": "AについてのB"}),
    ("「{job}」に*件", "「A「B」C」に12件", {"job": "A「B」C"}),
    ("相談*件", "相談12件", {}), ("相談*件", "相談件", {}), ("相談", "相談", {}), ("相談", "相談です", None),
    ("{job}", "", None), ("*", "", {}), ("", "", {}), ("", "x", None),
    ("{client} 様", "山田\u3000\u3000様", {"client": "山田"}), ("{client}様", "様", None),
    ("{job}{client}", "AB", {"job": "A", "client": "B"}), ("*{job}", "AB", {"job": "AB"}),
    ("{job}*", "AB", {"job": "AB"}), ("a**b", "axxb", {}),
])  # fmt: skip
def test_what_a_template_finds(template: str, text: str, values: dict[str, str] | None) -> None:
    assert found(template, text) == values


def test_a_line_is_found_wherever_it_stands() -> None:
    lines = ["お世話になります", "", "クライアント名", "", "山田商店", "仕事：LP"]
    assert found_in(r"クライアント名\n{client}", lines) == {"client": "山田商店"}
    assert found_in("仕事：{job}", lines) == {"job": "LP"}
    assert found_in("納期：{job}", lines) is None
    assert found_in(r"仕事：{job}\n{client}", lines) is None


def test_a_template_is_made_of_what_is_marked() -> None:
    subject = "【A】「LP 2026」に新着 3件（山田商店）"
    made = template_of(subject, {"client": "山田商店", "job": "LP 2026"})
    assert made == "【A】「{job}」に新着 *件（{client}）"
    assert found(made, "【A】「記事」に新着 12件（佐藤）") == {"job": "記事", "client": "佐藤"}
    lines = ["クライアント名", " ", "山田商店", "担当：佐藤様（2名）"]
    assert line_template(lines, 2, "client", "山田商店") == r"クライアント名\n{client}"
    assert line_template(lines, 3, "client", "佐藤") == "担当：{client}様（*名）"
    assert line_template(["山田"], 0, "client", "山田") == "{client}"


@pytest.mark.parametrize(("text", "marked", "template"), [
    ("様式: 山様から山様へ連絡", {"client": "山"}, "様式: {client}様から*様へ連絡"),
    ("クラウドワークス: ク様から連絡", {"client": "ク"}, "クラウドワークス: {client}様から連絡"),
    ("{X}様から連絡", {"client": "{X}"}, "{client}様から連絡"), ("{a}の件 山様", {"client": "山"}, "*a*の件 {client}様"),
    ("「山田商店のLP」山田商店様から", {"client": "山田商店", "job": "山田商店のLP"}, "「{job}」{client}様から"),
    ("山田商店と山田商店様", {"client": "山田商店"}, "山田商店と{client}様"), ("12345", {}, "*"),
])  # fmt: skip
def test_a_value_is_meant_where_it_stands_as_a_name(text: str, marked: dict[str, str], template: str) -> None:
    assert template_of(text, marked) == template
    assert found(template, text) == marked


def test_the_one_that_says_most_weighs_most() -> None:
    assert weight("{client}様からの相談") > weight("*相談") > weight("*")


@given(
    parts=st.lists(st.text(alphabet="あいう様（）:【】x", min_size=1, max_size=4), min_size=2, max_size=4),
    values=st.lists(st.text(alphabet="山田商店LP", min_size=1, max_size=6), min_size=2, max_size=2),
)
def test_what_was_marked_is_found_again(parts: list[str], values: list[str]) -> None:
    """Where the marked texts stand once, the template finds them in the text that it was made of."""
    client, job = f"甲{values[0]}", f"乙{values[1]}"
    text = parts[0] + client + parts[1] + job + "".join(parts[2:])
    made = template_of(text, {"client": client, "job": job})
    again = found(made, text)
    assert again is not None
    assert again["client"] == client
    assert again["job"].startswith(job[0])


@given(st.text(alphabet="a{}*clientjob\\n ", max_size=30), st.text(max_size=60))
def test_no_template_breaks(template: str, text: str) -> None:
    values = found(template, text)
    assert values is None or all(values.values())
    found_in(template, text.split("\n"))
