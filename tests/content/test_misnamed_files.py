"""A file that was meant to be read, and is not, is told once, with its right name or place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import PNG, Site

from yizhu.check.lint import check
from yizhu.content.files.misnamed import explain_article_file, explain_data_file, find_tag
from yizhu.content.files.read import is_slug
from yizhu.content.markdown.attributes import is_lang

TEXT = "---\ntitle: x\n---\n\nx\n"


@pytest.mark.parametrize(
    ("path", "help"),
    [
        ("articles/a/en.markdown", "rename it to en.md"),
        ("articles/a/EN.MD", "rename it to en.md"),
        ("articles/a/en.md.txt", "rename it to en.md"),
        ("articles/a/ZH-TW.md", "name it zh-TW.md"),
        ("articles/a/zh_tw.md", "name it zh-TW.md"),
        ("articles/a/zh-hant.md", "name it zh-Hant.md"),
        ("articles/a/English.md", "name it en.md"),
        ("articles/a/index.md", "name it by its language"),
        ("articles/a/en/index.md", "move it to content/articles/a/en.md"),
        ("articles/a/texts/en.md", "move it to content/articles/a/en.md"),
        ("articles/a/notes.yml", "did you mean notes.yaml?"),
        ("articles/a/Notes.yaml", "did you mean notes.yaml?"),
        ("articles/a/NOTES.YAML", "did you mean notes.yaml?"),
        ("articles/a/notes.json", "did you mean notes.yaml?"),
        ("articles/a/state.yml", "did you mean state.yaml?"),
        ("articles/b.md", "move it to content/articles/b/zh-Hant.md"),
        ("articles/b.en.md", "move it to content/articles/b/en.md"),
        ("articles/b.markdown", "move it to content/articles/b/zh-Hant.md"),
        ("pages/about.md", "move it to content/pages/about/zh-Hant.md"),
        ("pages/about/en.markdown", "rename it to en.md"),
        ("glossary/t.yml", "rename it to t.yaml"),
        ("glossary/T.YAML", "rename it to T.yaml"),
        ("glossary/ai/t.yml", "rename it to ai/t.yaml"),
        ("glossary/t.json", "write it anew as YAML"),
        ("glossary/t.csv", "write it anew as YAML"),
        ("vocabulary/v.yml", "rename it to v.yaml"),
        ("vocabulary/tw/v.yaml", "move it out of its folder, to v.yaml"),
        ("posts/a.md", "did you mean articles?"),
        ("about.md", "move it to content/pages/about/en.md"),
        ("images/a.png", "beside the text that shows them"),
        ("glosary/t.yaml", "did you mean glossary?"),
    ],
)
def test_what_is_meant(site: Site, path: str, help: str) -> None:
    """Endings, letter case, other separators, wrong folders."""
    site.article("a", "一。").write(
        f"content/{path}", TEXT if "md" in path.lower() or "mark" in path else "- {}"
    )
    told = [fault for fault in site.faults() if help in fault.help]
    assert len(told) == 1, site.faults()
    assert told[0].place.path.startswith("content/")


@pytest.mark.parametrize(
    "path",
    ["glossary/README.md", "articles/README.md", "pages/LICENSE", "glossary/.t.yml.swp", "articles/a/source/page.md",
     "articles/a/README.md~", "vocabulary/readme.txt", "articles/.DS_Store"],
)  # fmt: skip
def test_what_nobody_expects_to_be_read(site: Site, path: str) -> None:
    """Files for people, editors' own files and an article's source are let alone."""
    site.article("a", "一。", front="rights: x").write(f"content/{path}", "x")
    assert site.faults() == ()


@pytest.mark.parametrize(
    "path", ["articles/x.png", "pages/x.txt", "glossary/x.png", "vocabulary/x.bin", "articles/a/x.png"]
)
def test_what_else_nobody_reads(site: Site, path: str) -> None:
    """Any other file is told by ``check``, and stops no build."""
    site.article("a", "一。", front="rights: x\ntranslations: none").write(f"content/{path}", PNG)
    assert site.faults() == ()
    told = [fault for fault in check(site.root / "config.yaml") if fault.place.path == f"content/{path}"]
    assert len(told) == 1


@pytest.mark.parametrize(("body", "name"), [("這個軟體。", "zh-Hant.md"), ("这个软件。", "zh-Hans.md")])
def test_chinese_in_no_script(site: Site, body: str, name: str) -> None:
    """A text whose name says only that it is Chinese is told, with the name by its script."""
    site.article("a", body, lang="zh", front="rights: x\ntranslations: none")
    told = [fault for fault in check(site.root / "config.yaml") if fault.place.path.endswith("zh.md")]
    assert [fault.help for fault in told if "script" in fault.problem] == [f"rename it to {name}"]


NAMES = st.text("abnotesEN-_.~ymlarkdown/ZHhtwTW中", min_size=1, max_size=14).filter(
    lambda name: not name.startswith(("/", ".")) and not name.endswith("/") and "//" not in name
)


@given(NAMES)
def test_advice_is_sound(name: str) -> None:
    """Whatever a file is called, a name that is told would be read."""
    tag = find_tag(name)
    assert not tag or is_lang(tag)
    for told in (explain_article_file(name, "content/articles/a"), explain_data_file(name, is_flat=False)):
        right = told.rpartition(" ")[2].rstrip("?").rpartition("/")[2]
        assert not told or right.endswith((".yaml", ".md")), told
        assert not right.endswith(".md") or is_lang(right.removesuffix(".md"))
    assert is_slug("a")
