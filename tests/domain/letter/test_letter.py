"""応募文チェック: what is found in bad letters, and nothing in good ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procw_tui.domain.letter.answers import SHAPES
from procw_tui.domain.letter.check import check
from procw_tui.domain.letter.finding import PRACTICE, Finding
from procw_tui.domain.letter.frame import frame, winners
from procw_tui.domain.letter.known import For, Known, bare_name, known_from
from procw_tui.domain.letter.placeholders import placeholders
from procw_tui.knowledge import KNOWLEDGE
from procw_tui.present.words.letter import ITEMS
from tests.make import contract, ledger, message, proposal

LETTERS = Path(__file__).parents[2] / "letters"
WORDS = KNOWLEDGE.letter_words
ALONE = Known((), (), ())
CLIENTS = (
    "青空商会",
    "みどり工房",
    "North & Co",
    "花水木サロン",
    "たびノート",
    "株式会社ライト",
    "Bee",
    "光",
    "佐々木",
)
LEDGER = ledger(
    *(message(client, "2026-11-01T10:00") for client in CLIENTS),
    contract("2026-10-01", client="Bee", title="ブログ記事の執筆"), contract("2026-10-01", client="Bee", title="商品説明 10本"),
    proposal("2026-10-01T10:00", client="みどり工房", title="旅行記事",
             text="はじめまして。ライターの佐藤と申します。よろしくお願いいたします。\n"
                  "私は北海道に住んでおり、毎週のように道内の温泉を訪ねています。\n"
                  "湯船の写真に泉質の説明を添える構成は、初めて訪れる方にとても親切だと感じました。"),
)  # fmt: skip
GOOD = sorted(path for path in LETTERS.glob("good_*.txt") if ".posting" not in path.name)


def posting_of(letter: Path) -> str:
    path = letter.with_name(letter.stem + ".posting.txt")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def found(text: str, posting: str = "", known: Known = ALONE, to: For = For()) -> list[tuple[str, int, str]]:  # noqa: B008
    return [(each.check, each.line, each.excerpt) for each in check(text, posting, known, to, WORDS)]


def kinds(text: str, posting: str = "", known: Known = ALONE, to: For = For()) -> list[str]:  # noqa: B008
    link = "" if "http" in text else "\nhttps://example.com"
    return [each[0] for each in found(text + link, posting, known, to)]


@pytest.mark.parametrize("letter", GOOD, ids=[path.stem for path in GOOD])
def test_no_false_alarm_on_a_good_letter(letter: Path) -> None:
    text, posting = letter.read_text(encoding="utf-8"), posting_of(letter)
    assert check(text, posting, known_from(LEDGER), For(), WORDS) == []


def test_everything_in_a_bad_letter_is_named_with_its_place() -> None:
    bad = LETTERS / "bad_ja.txt"
    findings = check(
        bad.read_text(encoding="utf-8"), posting_of(bad), known_from(LEDGER), For("花水木サロン"), WORDS
    )
    assert [(each.check, each.line, each.excerpt, each.other) for each in findings] == [
        ("foreign_name", 1, "青空商会", "青空商会"),
        ("placeholder", 3, "【お名前】", ""),
        ("placeholder", 4, "〇〇", ""),
        ("placeholder", 7, "{実績をここに}", ""),
        ("literal", 2, "ひまわり", ""),
        ("asked", 5, "週の稼働時間", "hours"),
        ("asked", 6, "好きな季節", "好きな季節"),
        ("format", 7, "納品はWord形式でお願いします。", "Word"),
        ("apologetic", 4, "未熟", ""),
        ("apologetic", 5, "経験はありませんが", ""),
        ("portfolio", 0, "", ""),
    ]


def test_everything_in_a_bad_english_letter_too() -> None:
    bad = LETTERS / "bad_en.txt"
    findings = check(bad.read_text(encoding="utf-8"), posting_of(bad), known_from(LEDGER), For("Acme"), WORDS)
    assert [(each.check, each.line, each.excerpt) for each in findings] == [
        ("foreign_name", 3, "North & Co"),
        ("placeholder", 1, "[Client name]"),
        ("placeholder", 4, "XXX"),
        ("asked", 2, "Please include your rate and your available hours."),
        ("asked", 2, "Please include your rate and your available hours."),
        ("format", 3, "Please submit the .psd source file."),
        ("apologetic", 3, "Sorry for writing"),
        ("apologetic", 3, "only a beginner"),
        ("apologetic", 3, "not sure if I"),
        ("portfolio", 0, ""),
    ]


@pytest.mark.parametrize(("text", "excerpt"), [
    ("〇〇様", "〇〇"), ("○○の記事", "○○"), ("×××について", "×××"), ("____さま", "____"), ("10月〇日まで", "〇"),
    ("{client_name}様", "{client_name}"), ("{{name}}", "{{name}}"), ("｛会社名｝", "｛会社名｝"), ("${name}", "${name}"),
    ("【】", "【】"), ("【…】", "【…】"), ("【会社名】様", "【会社名】"), ("【会社名】", "【会社名】"), ("【ここに実績】", "【ここに実績】"),
    ("【花】様", "【花】"), ("Dear [Your Name],", "[Your Name]"), ("Hi <client>,", "<client>"), ("TODO: add", "TODO"), ("$NAME様", "$NAME"), ("（会社名）様", "（会社名）"),
    ("＜お名前＞と申します", "＜お名前＞"), ("（ここに実績を書く）", "（ここに実績を書く）"), ("※要変更", "要変更"), ("◎◎円", "◎◎"), ("■■様", "■■"),
    ("***様", "***"), ("△△と申します", "△△"), ("＿＿様", "＿＿"), ("お名前様", "お名前様"), ("株式会社さま", "株式会社"), ("Hi NAME,", "NAME"),
    ("XX様", "XX"), ("私は【お名前】と申します", "【お名前】"), ("【会社名】の募集", "【会社名】"),
])  # fmt: skip
def test_what_is_still_to_be_filled_in(text: str, excerpt: str) -> None:
    assert ("placeholder", 1, excerpt) in found(text)


@pytest.mark.parametrize("text", [
    "【実績】", "【実績】ブログ記事50本", "【Webライティング】を得意としています", "[1] 参考", "a <b>bold</b> move",
    '{"key": 1} のようなJSON', "評価は◎です", "「○」を付けました", "X線の記事", "5×5の表", "5 x 5 table", "[Portfolio](https://e.com)",
    "【お名前】佐藤 【ご提案金額】5,000円 【会社名】フリーランス", "■■■ 実績 ■■■", "***", "iPhone XXを使っています", "採用ご担当者様", "(会社名は非公開)", "$3,000", "A*B*C",
])  # fmt: skip
def test_what_only_looks_like_a_placeholder(text: str) -> None:
    assert "placeholder" not in kinds(text)


@pytest.mark.parametrize(("text", "to", "names"), [
    ("青空商会様\nよろしくお願いします", For("花水木サロン"), ["青空商会"]),
    ("花水木サロン様\n青空商会様の募集", For("花水木サロン"), ["青空商会"]),
    ("花水木サロン様", For("花水木サロン"), []),
    ("青空商会様\n募集を読みました", For(), []),  # without a proposal, the first line says whom it is for
    ("青空商会様\nみどり工房様の件", For(), ["みどり工房"]),
    ("ライトノベルが好きです", For("A"), []),  # a part of a longer word
    ("ライト様へ", For("A"), ["株式会社ライト"]),
    ("Ｎｏｒｔｈ　＆　Ｃｏ様", For("A"), ["North & Co"]),  # full-width
    ("I keep bees", For("A"), []), ("Dear Bee, hello", For("A"), ["Bee"]),
    ("光の当たる部屋", For("A"), []),  # one character is no name
    ("佐々木さんの件", For("A"), ["佐々木"]),
    ("Dear North & Co, hello みどり工房 team", For(), ["みどり工房"]),
    ("株式会社みどり工房\n佐藤様\n旅行記事のご募集", For(), []), ("みどり工房様\n青空商会様の件", For("みどり工房"), ["青空商会"]),
    ("「商品説明 10本」に応募します", For("A"), ["Bee"]), ("商品説明 10本なら書けます", For("A"), []),
])  # fmt: skip
def test_another_clients_or_jobs_name(text: str, to: For, names: list[str]) -> None:
    others = [
        each.other for each in check(text, "", known_from(LEDGER), to, WORDS) if each.check == "foreign_name"
    ]
    assert others == names


def test_a_name_that_the_posting_has_is_no_trace() -> None:
    assert "foreign_name" not in kinds(
        "青空商会のサイトを見ました", "青空商会です。", known_from(LEDGER), For("B")
    )


def test_a_posting_that_names_somebody_says_whom_the_letter_is_for() -> None:
    posting = "株式会社タビスル編集室です。記事を書いてください。"
    assert "foreign_name" in kinds("青空商会様\nはじめまして", posting, known_from(LEDGER))
    assert "foreign_name" not in kinds(
        "青空商会様\nはじめまして", "記事を書いてください。", known_from(LEDGER)
    )


@pytest.mark.parametrize(
    "text",
    [
        "申し訳程度の",
        "「申し訳ございません」の使い方の記事",
        "No need to be sorry, ever",
        "I am sorry to hear your last writer left",
        "Unfortunately, many sites copy",
        "不慣れな方にも分かる",
        "至らない点がないよう確認します",
        "初心者でも分かる記事",
    ],
)
def test_what_only_sounds_like_an_apology(text: str) -> None:
    assert "apologetic" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "初心者なので",
        "経験は全くありません",
        "安くても構いません",
        "I don't have much experience",
        "My English is bad",
        "勉強不足",
    ],
)
def test_what_sounds_timid(text: str) -> None:
    assert "apologetic" in kinds(text)


@pytest.mark.parametrize("text", ["note.com/yamamoto/n/abc", "www.example.jp", "作品を添付します"])
def test_work_to_look_at(text: str) -> None:
    assert check(text, "", ALONE, For(), WORDS) == []


@pytest.mark.parametrize("text", ["mail a@example.com", "Ver.2.com版"])
def test_what_is_no_link(text: str) -> None:
    assert "portfolio" in [each.check for each in check(text, "", ALONE, For(), WORDS)]


def test_a_passage_about_another_job_is_found_and_one_about_oneself_is_not() -> None:
    known = known_from(LEDGER)
    copied = "はじめまして。ライターの佐藤と申します。\n私は北海道に住んでおり、毎週のように道内の温泉を訪ねています。\n湯船の写真に泉質の説明を添える構成は、初めて訪れる方にとても親切だと感じました。"
    (finding,) = [each for each in check(copied, "", known, For("A"), WORDS) if each.check == "earlier"]
    assert (finding.line, finding.other) == (3, "みどり工房")
    own = "\n".join(copied.splitlines()[:2]) + "\nhttps://example.com"
    assert check(own, "", known, For("A"), WORDS) == []


OWN = "家計簿の続け方を図で見せておられる連載に引き込まれました。読者が最初につまずくのは、固定費の分け方だと思います。"


@pytest.mark.parametrize(("earlier", "text", "n"), [
    (["{}\n一通目の話です。", "{}\n二通目の話です。", "{}\n三通目の話です。"], OWN, 0),  # in most of three
    (["{}\n一通目の話です。", "二通目の話です。", "三通目の話です。"], OWN, 1),  # in one of three
    (["{}\n一通目の話です。"], f"【経歴】\n{OWN}", 0),  # under a heading of one's own
    (["{}\n一通目の話です。"], f"【経歴】\n・銀行員\n\n{OWN}", 1),  # a paragraph of its own again
    (["{}\n一通目の話です。"], OWN, 1),
])  # fmt: skip
def test_what_one_says_of_oneself_repeats_by_right(earlier: list[str], text: str, n: int) -> None:
    sent = [
        proposal(f"2026-10-0{day}T10:00", client=f"C{day}", text=each.format(OWN))
        for day, each in enumerate(earlier, 1)
    ]
    assert kinds(text, known=known_from(ledger(*sent)), to=For("A")).count("earlier") == n


def test_a_letter_is_not_compared_with_itself() -> None:
    own = next(each for each in LEDGER if each.kind == "proposal")
    text = getattr(own, "text", "") + "\nhttps://example.com"
    assert check(text, "", known_from(LEDGER, own.id), For("みどり工房"), WORDS) == []


@pytest.mark.parametrize(("posting", "text", "missing"), [
    ("納品はWordまたはGoogleドキュメントで", "Googleドキュメントで納品します", []),
    ("納品はWordまたはGoogleドキュメントで", "納品します", ["Word / Google Docs"]),
    ("PDF形式と.ai形式で納品", "PDFで納品します", ["AI (Illustrator)"]),
    ("キーワードを送付します", "はい", []),
    ("マニュアルはPDF形式でお渡しします", "はい", []),
    ("ＰＤＦ形式で納品", "ｐｄｆで出します", []),
    ("Submit it as a PDF or PNG", "You get a PNG", []),
])  # fmt: skip
def test_file_formats(posting: str, text: str, missing: list[str]) -> None:
    assert [
        each.other for each in check(text, posting, ALONE, For(), WORDS) if each.check == "format"
    ] == missing


@pytest.mark.parametrize(("posting", "text", "missing"), [
    ("応募時に以下をお書きください\n・実績\n・納期", "実績は50本です", ["due"]),
    ("応募時に以下をお書きください\n・納期を守れること", "はい", []),  # a condition, not an item
    ("未経験の方もお気軽にご応募ください", "はい", []),
    ("「合言葉」を明記してください", "合言葉", []), ("「合言葉」を明記してください", "あいことば", ["合言葉"]),
    ("Please tell us your rate", "My rate is 3,000 yen", []), ("Please tell us your rate", "Hello", ["price"]),
    ("応募時に以下をお書きください\n・1週間に書ける本数\n・お名前", "週に3本書きます。佐藤です。", []),
    ('Start your proposal with the word "mango".', "Hello", ["mango"]), ("応募文の最初に「バナナ」とお書きください。", "はい", ["バナナ"]),
    ("応募文の1行目に『読みました』と記載ください", "はい", ["読みました"]), ("合言葉「青空」を入れてください。", "青空", []),
    ('Proposals that do not contain "purple cow" will be ignored.', "Hello", ["purple cow"]),
    ("仕事の内容\n・記事を書く\n・画像を選ぶ", "はい", []),
])  # fmt: skip
def test_what_is_asked_for(posting: str, text: str, missing: list[str]) -> None:
    asked = [each for each in check(text, posting, ALONE, For(), WORDS) if each.check in {"asked", "literal"}]
    assert [each.other or each.excerpt for each in asked] == missing


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_checked(text: str, posting: str) -> None:
    for each in check(text, posting, known_from(LEDGER), For(), WORDS):
        lines = (posting if each.in_posting else text).splitlines()
        assert 0 <= each.line <= len(lines)


def test_every_check_has_a_practice_that_there_is() -> None:
    assert set(PRACTICE.values()) <= {each.id for each in KNOWLEDGE.practices}
    assert Finding("portfolio", 0, "").practice == "portfolio-every-time"


STRANGE = {
    "brackets": "[]",
    "braces": "{}",
    "names": "ab\n",
    "marks": "〇〇様",
    "quotes": "「",
    "open": "【",
    "links": "a.",
    "dollars": "$A",
    "hours": "1時間以内",
    "labels": "・納期:\n",
    "headings": "■ a\n\n",
    "sections": "【a】\n\n",
    "questions": "いつからですか?\n",
    "tells": "教え",
    "numbers": "12,",
    "asking": "ますか?",
    "words": "ab ",
    "dots": "・",
    "rulers": "-",
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_text_takes_no_longer_than_its_length(name: str) -> None:
    """Nothing is looked at for each pair of places: quadratic, this would take minutes."""
    text = STRANGE[name] * (50_000 // len(STRANGE[name]))
    check(text, text, Known((("ab", "ab"),), (), ()), For("x"), WORDS)


def test_every_thing_that_is_asked_for_has_words_and_shapes_that_there_are() -> None:
    for item in WORDS.items:
        assert item.id in ITEMS
        assert set(item.answer.shapes) | set(item.answer.near_shapes) <= set(SHAPES)
        answer = item.answer
        rest = (answer.words.words, answer.units, answer.shapes, answer.near_words.words, answer.near_units)
        assert item.id == "portfolio" or any((*rest, answer.near_shapes))
    ids = {item.id for item in WORDS.items}
    assert ids >= {*WORDS.instead, *WORDS.instead.values()}


@pytest.mark.parametrize("posting", [
    "応募時に稼働時間を教えてください。", "応募時に希望単価を教えてください。", "ポートフォリオのURLを記載してください。",
    "応募の際は納期を明記してください。", "いつから始められますか？", "Please tell us your rate.", "Please tell us your hours.",
    "When could you start?", "Please send samples when applying.",
])  # fmt: skip
def test_what_is_put_off_or_said_of_the_reader_answers_nothing(posting: str) -> None:
    evasive = (
        "お時間をいただきありがとうございます。円滑に進めます。資料は後日お送りします。すぐにお返事いたします。\n"
        "Thank you for your time. I will send samples later. Happy to discuss your budget and your hours."
    )
    assert [each.check for each in check(evasive, posting, ALONE, For(), WORDS)].count("asked") == 1


WON = proposal("2026-10-01T10:00", client="株式会社みどり", title="旅行記事", outcome="won", category="旅行",
               text="株式会社みどり 様\n「旅行記事」を12月3日までに5本、33,000円でお書きします。\n"
                    "【実績】\n・記事30本 https://example.com/a\n\n見本 https://example.com/b")  # fmt: skip


def test_a_new_letter_begins_from_one_that_won_with_its_places_open() -> None:
    assert frame(WON, ALONE, WORDS) == (
        "【ここに相手の名前】 様\n「【ここに仕事の名前】」を【ここに日付】までに【ここに数】本、【ここに金額】でお書きします。\n"
        "【実績】\n・記事30本 【ここにリンク】\n\n見本 【ここにリンク】"
    )
    other = proposal("2026-11-01T10:00", text="B", outcome="won", category="美容")
    lost = proposal("2026-11-02T10:00", text="C", outcome="lost", category="旅行")
    assert winners(ledger(WON, other, lost), "旅行") == [WON, other]
    assert winners(ledger(WON, other, lost), None) == [other, WON]


def test_what_stands_in_most_letters_stays_in_a_frame() -> None:
    own = "ライター歴は12年です。"
    sent = [
        proposal(f"2026-10-0{day}T10:00", client=f"C{day}", text=f"{own}\n今回は{day}本です。", outcome="won")
        for day in (1, 2, 3)
    ]
    assert frame(sent[0], known_from(ledger(*sent)), WORDS).splitlines() == [
        own,
        "今回は【ここに数】本です。",
    ]


@given(
    st.text(st.sampled_from("あい様AZ 1290円月日本,./\n「」【】$:"), max_size=80),
    st.sampled_from(["", "あい", "AZ"]),
)
def test_every_place_that_a_frame_opens_is_found(text: str, client: str) -> None:
    sent = proposal("2026-10-01T10:00", client=client or None, title="日本", text=text)
    framed = frame(sent, ALONE, WORDS)
    opened = [place for place in (*WORDS.opened["ja"], *WORDS.opened["en"]) if place in framed]
    excerpts = " ".join(each.excerpt for each in placeholders(framed.splitlines(), WORDS))
    assert [place for place in opened if place not in excerpts] == []


@pytest.mark.parametrize(("client", "text", "framed"), [
    ("Al", "Hello Al, I will also finalize all.", "Hello [client's name here], I will also finalize all."),
    ("Kim", "I'm Kimberly, dear Kim", "I'm Kimberly, dear [client's name here]"),
    ("花屋", "花屋敷の隣の花屋様", "花屋敷の隣の【ここに相手の名前】様"),
    ("森", "森様、森の写真", "【ここに相手の名前】様、森の写真"),
    ("株式会社ABC", "ＡＢＣ株式会社様", "【ここに相手の名前】様"),
    ("C+*", "Dear C+*,", "Dear [client's name here],"),
    ("", "I’ve written 12 posts for $30", "I’ve written [number here] posts for [amount here]"),
    ("", "from 9:30-11:00 on Dec 3, in Python 3.11", "from [number here] on [date here], in Python 3.11"),
    ("", "第1回は簿記1級の話、Web3.0も5本", "第1回は簿記1級の話、Web3.0も【ここに数】本"),
])  # fmt: skip
def test_what_of_a_letter_is_opened_and_what_is_not(client: str, text: str, framed: str) -> None:
    sent = proposal("2026-10-01T10:00", client=client or None, text=text)
    assert frame(sent, ALONE, WORDS) == framed


def test_a_word_that_another_posting_wanted_is_a_trace() -> None:
    sent = proposal(
        "2026-10-01T10:00", client="Bee", text="りんご", posting="応募文の最初に「りんご」と書いてください。"
    )
    text = "りんご\nはじめまして。 https://example.com"
    known = known_from(ledger(sent))
    assert found(text, known=known) == [("earlier", 1, "りんご")]
    assert found(text, "「りんご」と書いてください。", known) == []
    assert frame(sent, ALONE, WORDS) == "【ここに合言葉】"


@pytest.mark.parametrize(("text", "posting", "to", "names"), [
    ("株式会社グリーン ご担当者様\nはじめまして", "", For("トラベルリンク"), ["グリーン"]),
    ("株式会社グリーン ご担当者様\nはじめまして", "トラベルリンク株式会社です。", For(), ["グリーン"]),
    ("グリーン株式会社 様", "", For("株式会社グリーン"), []), ("佐藤様", "", For("株式会社グリーン"), []),
    ("株式会社アルファ\nご担当者様", "", For("ベータ"), ["アルファ"]), ("はじめまして。\n株式会社アルファ ご担当者様", "", For("ベータ"), ["アルファ"]),
    ("株式会社アルファのご担当者様、はじめまして。", "", For("ベータ"), ["アルファ"]), ("NPO法人アルファ ご担当者様", "", For("ベータ"), ["アルファ"]),
    ("株式会社ベータ・デザイン ご担当者様", "", For("ベータデザイン"), []),
    ("Dear Acme Inc. team,", "", For("Nihon Stock"), ["acme"]), ("株式会社グリーン様", "", For(), []),
])  # fmt: skip
def test_a_letter_to_another_company_than_the_posting_is_told(
    text: str, posting: str, to: For, names: list[str]
) -> None:
    assert [
        each.other for each in check(text, posting, ALONE, to, WORDS) if each.check == "foreign_name"
    ] == names


@pytest.mark.parametrize("posting", [
    "「募集要項を読みました」の一文を入れてご応募ください", "合言葉：りんご を応募文の冒頭に記載してください", "Begin with PINEAPPLE so I know you read it.",
])  # fmt: skip
def test_a_word_is_wanted_however_it_is_asked_for(posting: str) -> None:
    assert "literal" in kinds("Hello", posting)


@pytest.mark.parametrize("posting", [
    'Do not use the word "cheap" in your proposal.', 'Please avoid using the word "cheap".', "「格安」は使わないでください。",
    'Use the word "sale" on each banner.',
])  # fmt: skip
def test_a_word_that_is_forbidden_is_not_wanted(posting: str) -> None:
    assert "literal" not in kinds("Hello", posting)


def test_the_kind_of_a_company_is_no_part_of_its_name() -> None:
    assert [bare_name(name) for name in ("NPO法人アルファ", "株式会社ABC", "ABC（株）", "アルファ")] == [
        "アルファ", "abc", "abc", "アルファ",
    ]  # fmt: skip
