"""Pages of the project in a terminal."""

from __future__ import annotations

import re

import pytest

from procw_tui.cli.manual import PAGES
from procw_tui.knowledge import page
from procw_tui.present.cells import width
from procw_tui.present.manual import lines, topics

BY_LANGUAGE = {
    language: {name: topic for each in names for name, topic in topics(page(each)).items()}
    for language, names in PAGES.items()
}
TEXT = """# A *title*

One [link](http://example.com) with `code`
that goes on. <!-- not this -->

![a picture](picture.svg)

- one,
  still one
- two
  1. of two

```
$ as  it is

end
```

| a | 日本 |
|---|---|
| `x` | y |

日本語の行は
そのまま続き、
`code` は空ける。
"""


def test_a_page_in_lines() -> None:
    assert lines(TEXT, 40) == [
        "A title", "-------", "",
        "One link with code that goes on.", "",
        "- one, still one", "- two", "  1. of two", "",
        "    $ as  it is", "", "    end", "",
        "a  日本", "x  y", "",
        "日本語の行はそのまま続き、 code は空ける。", "",
    ]  # fmt: skip


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("cells", [70, 79])
def test_no_sentence_of_a_page_is_wider_than_the_terminal(language: str, cells: int) -> None:
    for name, topic in BY_LANGUAGE[language].items():
        text = re.sub(r"^\|.*\n", "", topic.text, flags=re.MULTILINE)  # tables are as wide as they are
        for line in lines(text, cells):
            assert width(line) <= cells + 2 or line.startswith("    "), (name, line)


def test_both_languages_have_the_same_topics_and_each_says_something() -> None:
    japanese, english = BY_LANGUAGE["ja"], BY_LANGUAGE["en"]
    assert list(japanese) == list(english)
    for topics_of in (japanese, english):
        for name, topic in topics_of.items():
            assert len(lines(topic.text, 79)) > 3, name
    assert japanese["mails"].title == "サイトからのメール"
    assert english["mails"].title == "The site's mails"
