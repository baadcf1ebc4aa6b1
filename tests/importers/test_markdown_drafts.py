"""Markdown of other programs and hands as a draft: its title, its front matter, its language."""

from __future__ import annotations

import pytest

from yizhu.content.faults import Faults
from yizhu.importers import Decision, EditorDecisions, EditorStatements, as_json, draft_from
from yizhu.importers.command import _refuse_unreadable
from yizhu.importers.markdown.writer import article_markdown
from yizhu.importers.model.draft import Draft, find_unaccounted
from yizhu.importers.report import summarize

BODY = "這是正文的第一段，說明來由，也說一說後來的事。\n\n## 小節\n\n第二段。\n"


def draft(text: str) -> Draft:
    found = draft_from(text.encode(), name="m.md")
    _refuse_unreadable(found)
    return found


@pytest.mark.parametrize("title", ["# 城市三十年", "城市三十年\n===", "#城市三十年"])
@pytest.mark.parametrize(
    "above",
    [
        "",
        "> * 原文地址：[A City](https://e.example/a)\n> * 譯者：小林\n\n",
        "![封面](a.png)\n\n",
        "* 原文：[A City](https://e.example/a)\n* 譯者：小林\n\n![封面](a.png)\n\n---\n\n",
    ],
)
def test_the_title_below_what_stands_above(above: str, title: str) -> None:
    """A heading is the title below quotations, pictures and lists of where a text is from, which stay."""
    found = draft(f"{above}{title}\n\n{BODY}")
    assert found.meta.title == "城市三十年"
    assert article_markdown(found) == f"---\ntitle: 城市三十年\ndraft: true\n---\n\n{above}{BODY}"


def test_a_heading_within_the_text_is_no_title() -> None:
    """Where a text has begun, its first section's heading does not become its title."""
    with pytest.raises(Faults, match="no title was found"):
        draft(f"說明。\n\n{BODY.split(chr(10) * 2, 1)[1]}")


HEXO = "title: 城市三十年\ndate: 2020-03-01 10:00:00\ncategories: 隨筆\nauthor: 小林\nlayout: post\n"
HUGO = 'title: "城市三十年"\ndate: 2020-03-01T10:00:00+08:00\ntags: ["隨筆"]\nparams:\n  author: 小林\n  toc: true\nweight: 10\n'
JEKYLL = 'layout: post\ntitle:  "城市三十年"\ndate:   2020-03-01 16:16:01 -0600\nauthor: 小林\ntags: 隨筆\npermalink: /x/\n'
OBSIDIAN = 'title: "城市三十年"\nauthor:\n  - "[[小林]]"\npublished: 2020-03-01\ntags: ["#隨筆"]\naliases: [別名]\ncssclasses: wide\n'


@pytest.mark.parametrize("front", [HEXO, HUGO, JEKYLL, OBSIDIAN])
def test_front_matter_of_other_programs(front: str) -> None:
    """What means the same here is taken over; what nothing here reads is left out and told."""
    found = draft(f"---\n{front}---\n\n{BODY}")
    meta = as_json(found)["meta"]
    assert {key: meta[key] for key in ("title", "authors", "published", "tags")} == {
        **{"title": "城市三十年", "authors": ["小林"], "published": "2020-03-01", "tags": ["隨筆"]}
    }
    written = article_markdown(found)
    assert "published: 2020-03-01\n" in written
    assert written.endswith(f"---\n\n{BODY}")
    told = summarize(found)
    assert all(key in told for key in ("layout", "permalink", "weight", "cssclasses") if key in front)


def test_front_matter_with_a_fence_below_only() -> None:
    """Hexo may leave the upper fence out; without a title among its keys, what it underlines is a heading."""
    found = draft(f"{HEXO}---\n\n{BODY}")
    assert as_json(found)["meta"]["authors"] == ["小林"]
    assert article_markdown(found).endswith(f"---\n\n{BODY}")
    assert draft(f"note: 一句話\n---\n\n{BODY}").meta.title == "note: 一句話"


def test_bold_alone_above_the_text_is_the_title() -> None:
    """A line in bold is the title if the text follows; words in bold within a paragraph are not."""
    found = draft(f"![](a.png)\n\n**城市三十年**\n\n{BODY}")
    assert found.meta.title == "城市三十年"
    assert article_markdown(found).endswith(f"---\n\n![](a.png)\n\n{BODY}")
    for text in ("**城市三十年。**\n\n", "**城市**三十年\n\n", "**城市**\n\n**三十年**\n\n"):
        with pytest.raises(Faults, match="no title was found"):
            draft(text + BODY)


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("城市三十年.md", "城市三十年", None),
        ("2020-03-01-城市三十年.md", "城市三十年", "2020-03-01"),
        ("城市三十年 0123456789abcdef0123456789abcdef.md", "城市三十年", None),
        ("未命名.md", "", None),
        ("2020-03-01-my-post.md", "", None),
    ],
)
def test_a_file_may_be_named_by_its_title(name: str, title: str, day: str | None) -> None:
    """Obsidian, Notion and Jekyll say there what the file does not; a name that is no words is no title."""
    if not title:
        with pytest.raises(Faults, match="no title was found"):
            draft_from(BODY.encode(), name=name)
        return
    found = draft_from(BODY.encode(), name=name)
    assert (found.meta.title, as_json(found)["meta"].get("published")) == (title, day)
    assert article_markdown(found).startswith(
        f"---\ntitle: {title}\n" + (f"published: {day}\n" if day else "")
    )
    assert draft_from(f"---\ntitle: 另題\n---\n{BODY}".encode(), name=name).meta.title == "另題"


def test_front_matter_in_toml() -> None:
    """Hugo's and Zola's TOML is read as YAML is; a fault in it has its line."""
    front = 'title = "城市三十年"\ndate = 2020-03-01\ndraft = false\n[taxonomies]\ntags = ["隨筆"]\n[extra]\nauthor = "小林"\n'
    found = draft(f"+++\n{front}+++\n\n{BODY}")
    assert as_json(found)["meta"] == {
        **{
            "title": "城市三十年",
            "published": "2020-03-01",
            "draft": "false",
            "tags": ["隨筆"],
            "authors": ["小林"],
        }
    }
    with pytest.raises(Faults, match=r"m\.md:3: this is no TOML"):
        draft(f'+++\ntitle = "題"\ndate = \n+++\n\n{BODY}')


def test_our_own_front_matter_stays_word_for_word() -> None:
    """A front matter of our own keys keeps its lines, comments and quotation marks."""
    front = "# 註\ntitle: '城市三十年'   # 題\nauthors:\n  - 小林\npublished: 2020-03-01\n"
    assert article_markdown(draft(f"---\n{front}---\n\n{BODY}")) == f"---\n{front}draft: true\n---\n\n{BODY}"


def test_code_tells_no_language() -> None:
    """A text whose code is longer than its words is in the language of its words."""
    code = "```rust\n" + "let value = compute_something(alpha, beta, gamma, delta);\n" * 40 + "```\n"
    assert draft(f"# 讀資料\n\n{BODY}\n{code}\n`alpha beta gamma`\n").language.tag == "zh-Hant"


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: 舊題\nauthor: 甲\n---\n\n", '+++\ntitle = "舊題"\nauthor = "甲"\n+++\n\n', "# 舊題\n\n"],
)
def test_what_an_editor_states_stands_alone(front: str) -> None:
    """A stated title or author takes the place of the file's own."""
    stated = EditorStatements("題目", ("林悅",))
    found = draft_from(f"{front}{BODY}".encode(), name="m.md", stated=stated)
    _refuse_unreadable(found)
    written = article_markdown(found)
    assert (found.given["title"], found.given["authors"]) == ("題目", ["林悅"])
    assert "title: 題目\n" in written
    assert "舊題" not in written.split("---")[1]
    assert "甲" not in written


def test_lines_that_an_editor_drops() -> None:
    """They are gone from the text, and told; one of the front matter is a fault."""
    text = f"---\ntitle: 題\n---\n\n{BODY}".encode()
    decided = EditorDecisions(now=(Decision((9, 9), keep=False),))
    found = draft_from(text, name="m.md", decided=decided)
    assert "第二段" not in article_markdown(found)
    assert [(one.lines, one.why) for one in found.dropped][-1] == ((9, 9), "the editor dropped it")
    assert find_unaccounted(found) == ()
    with pytest.raises(Faults, match=r"m\.md:2: --drop names a line of the front matter"):
        draft_from(text, name="m.md", decided=EditorDecisions(now=(Decision((2, 2), keep=False),)))
