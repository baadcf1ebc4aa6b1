"""What YAML reads as something else is told, with the line as it should be; nothing loses its end in silence."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from testbed import Site

from yizhu.check.lint import check
from yizhu.content.config import decode_utf8
from yizhu.content.faults import Fault, Faults
from yizhu.content.yaml.document import read_document, read_yaml, split_front_matter
from yizhu.content.yaml.mistakes import quote

# What means something in YAML, with letters between.
TITLES = st.text(st.sampled_from(list(" :#-?[]{},&*!|>'\"%@`\\~=題的事a3：　“”")), min_size=1, max_size=12)


def faults_in(text: str) -> list[Fault]:
    """The faults of a front matter."""
    try:
        read_document("a.md", f"---\n{text}\n---\n", "front_matter", 2, text.count("\n") + 2)
    except Faults as found:
        return list(found.faults)
    return []


@given(TITLES)
@example("題 #3 的事")
@example("3 #:")
@example("#題")
@example("[甲]")
@example("1.10")
@example("0123")
@example("no")
@example("on")
@example("12:30")
@example("2024-01-05 12:30")
@example("=")
@example("~")
def test_a_title_is_what_stands_there_or_a_fault(title: str) -> None:
    """A plain title is read as it is written, or is a fault; only what is a comment is left out.

    A comment has no word behind its #, or two spaces before it.
    """
    if re.search(r" #(?!\w)|  #", title) or re.match(r"\s*[&!'\"]", title) or title.startswith("#"):
        return  # comments, anchors, tags and quotes, which somebody may mean
    try:
        value = read_document("a.yaml", f"title: {title}", "front_matter").value
    except Faults:
        return
    assert value["title"] == title.strip(" ")


@given(TITLES)
def test_quoted_text_is_read_as_it_is(text: str) -> None:
    """What is told to be written is read as that text."""
    assert read_yaml("a.yaml", f"title: {quote(text)}").value == {"title": text}


@pytest.mark.parametrize(
    ("text", "problem", "help"),
    [
        ("title: 甲: 乙", "a colon and a space within text", 'write title: "甲: 乙"'),
        ('title: 他說: "好"', "a colon and a space within text", "write title: '他說: \"好\"'"),
        ("title：中文", "a full-width colon behind title", "write title: 中文"),
        ("title: 甲\nsubtitle：乙", "a full-width colon behind subtitle", "write subtitle: 乙"),
        ("title: 甲\nspeakers:\n  dw：德", "a full-width colon behind dw", "write dw: 德"),
        ("title:題", "no space behind title:", "write title: 題"),
        ("title: 甲\nsubtitle:乙", "no space behind subtitle:", "write subtitle: 乙"),
        ("title:　題", "a space of another kind behind title:", "write title: 題"),
        ("title = 題", "an equals sign behind title", "write title: 題"),
        ("title: 題\nspeakers:\n\tdw: DW", "a tab in front of the text", "indent with spaces"),
        ("title: 題\nspeakers:\n　dw: DW\n  x", "a full-width space in front", "indent with spaces"),
        ("title: @甲", "text that begins with @", 'write title: "@甲"'),
        ("title: `甲`", "text that begins with `", 'write title: "`甲`"'),
        ("title: %甲", "text that begins with %", 'write title: "%甲"'),
        ("title: [甲] 乙", "text behind the closing ]", 'write title: "[甲] 乙"'),
        ("title: {甲}乙", "text behind the closing }", 'write title: "{甲}乙"'),
        ("title: [甲]", "title must be text", 'quote it if the brackets belong to the text: title: "[甲]"'),
        ("title: **甲**乙", "* at the beginning has a meaning", 'write title: "**甲**乙"'),
        ("title: > 甲", "> at the beginning has a meaning", 'write title: "> 甲"'),
        ("title: - 甲", "- at the beginning has a meaning", 'write title: "- 甲"'),
        ("title: \"甲\" 乙", "text behind the closing \"", "write title: '\"甲\" 乙'"),
        ("title: 'it's'", "text behind the closing '", 'write title: "it\'s"'),
        ('title: "甲\nsummary: 他說: 好', 'the " is not closed', 'write title: "甲"'),
        ("title: 題\ntags: [甲", "the [ is not closed", "close it with ]"),
        ('title: "C:\\Users"', "a backslash within double quotes", "write single quotes"),
        ("title: 題\n subtitle: x", "indented more than the key above", "begin both in the same column"),
        ("title: 題\nnotes\nsummary: x", "a line without a colon", "write key: value"),
        ("title: 題 #3 的事", "the text ends here: the rest is a comment", 'quote it, "題 #3 的事"'),
        ("title: 題\ntags: [甲, 乙 #丙\n ]", "the text ends here", 'quote it, "乙 #丙"'),
        ("title: # 題", "title must be text", '# begins a comment: write title: "# 題"'),
        ("title: a\ntitle: b", "title stands twice", "keep one of the two"),
        ("title: x\ndraft: yes", "draft must be true or false", "write true"),
        ("title: x\ndraft: “false”", "draft must be true or false", "write false"),
        ("title: x\npublished: 2025/2/3", "2025/2/3 is no date", "write it as 2025-02-03"),
        ("title: x\npublished: 2025年2月3日", "is no date", "write it as 2025-02-03"),
        ("title: x\npublished: Feb 3, 2025", "is no date", "write it as 2025-02-03"),
        ("title: x\npublished: “２０２５-０２-０３”", "is no date", "write it as 2025-02-03"),
        ("title: true", "title must be text", 'quote it: title: "true"'),
        ("Title: 題", "title is missing", "write title: for Title:"),
        ("title: x\nsource_url: example.org/a", "is not a web address", "write https://example.org/a"),
    ],
)  # fmt: skip
def test_usual_mistakes(text: str, problem: str, help: str) -> None:
    """Each usual mistake is told by what it is, and how the line should be."""
    found = faults_in(text)
    assert any(problem in fault.problem and help in fault.help for fault in found), found


@pytest.mark.parametrize(
    "text", ["draft: true # so far", "draft: true #todo", "tags: [a, b] # c", "rights: x  #comment"]
)
def test_comments(text: str) -> None:
    """A comment that can be no text is a comment."""
    assert not faults_in(f"title: x\n{text}")


@pytest.mark.parametrize(
    ("front", "is_told"),
    [
        ("subtitle: C # 語言", True),
        ('subtitle: "C # 語言"', False),
        ("subtitle: C# 語言", False),
        ("draft: false # so far", False),
        ("authors: [甲] # all", False),
    ],
)
def test_a_comment_behind_a_title(site: Site, front: str, is_told: bool) -> None:
    """A comment behind a title is one, and ``check`` asks whether it was meant as one."""
    site.article("a", "一。", front=f"{front}\nrights: x\ntranslations: none")
    assert site.faults() == ()
    told = [str(fault) for fault in check(site.root / "config.yaml")]
    assert bool(told) == is_told, told
    assert not told or 'quote it, "C # 語言"' in told[0]


@pytest.mark.parametrize(
    ("text", "problem", "help"),
    [
        ("+++\ntitle = 'x'\n+++\n", "this is TOML", "write --- for +++"),
        ('{\n"title": "x"\n}\n', "this is JSON", "write --- in a line above it"),
        ("\n\n---\ntitle: x\n---\n", "does not begin in the first line", "remove what stands above"),
        ("———\ntitle: x\n———\n", "this line does not begin it", "three hyphens"),
        ("Title: x\nDate: y\n\n甲\n", "no front matter", "write --- in a line above the keys"),
        ("# 題目\n\n甲\n", "no front matter", "title: 題目"),
        ("---\ntitle: x\n----\n\n甲\n", "this line does not close the front matter", "three hyphens"),
        ("---\ntitle: x\n——\n\n甲\n", "this line does not close the front matter", "three hyphens"),
        ("---\ntitle: x\n\n甲\n", "the front matter does not end", "close it with a line ---"),
    ],
)
def test_where_front_matter_begins_and_ends(text: str, problem: str, help: str) -> None:
    """A front matter that is none is told by what it is."""
    with pytest.raises(Faults) as found:
        split_front_matter("a.md", text)
    assert problem in found.value.faults[0].problem
    assert help in found.value.faults[0].help


SIMPLIFIED = "---\ntitle: 题目\n---\n\n记者采访了他们，他们这样说。\n"
TRADITIONAL = "---\ntitle: 題目\n---\n\n記者採訪了他們，他們這樣說。\n"


@pytest.mark.parametrize(
    ("raw", "commands"),
    [
        (SIMPLIFIED.encode("gbk"), ["GBK"]),
        (TRADITIONAL.encode("big5"), ["BIG5"]),
        (TRADITIONAL.encode("gbk"), ["GBK"]),
        ("𠮷野家的题目和他们".encode("gb18030"), ["GB18030"]),
        (TRADITIONAL.encode("utf-16"), ["UTF-16"]),
        (SIMPLIFIED.encode("utf-16-le"), ["UTF-16LE"]),
        ("---\ntitle: 记者のテスト".encode("utf-16-be"), ["UTF-16BE"]),
        ("---\ntitle: 記者に話を聞いた。\n".encode("cp932"), ["SHIFT_JIS"]),
        ("---\ntitle: 题".encode("gbk"), ["GBK", "EUC-JP"]),
        ("Il était une fois un café".encode("latin-1"), ["CP1252"]),
    ],
)
def test_files_in_another_encoding(raw: bytes, commands: list[str]) -> None:
    """A file that is not UTF-8 is told with the command that converts it; where two are likely, with both."""
    with pytest.raises(Faults) as found:
        decode_utf8(raw, "content/a.md")
    help = found.value.faults[0].help
    assert re.findall(r"iconv -f (\S+) -t UTF-8 a\.md", help) == commands


def test_a_byte_order_mark_is_no_text() -> None:
    """A mark at the beginning, as some editors write it, is left out."""
    assert decode_utf8("\ufeff---\ntitle: x".encode(), "a.md") == "---\ntitle: x"
