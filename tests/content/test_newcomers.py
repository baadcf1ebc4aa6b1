"""What people bring along from other programs is told with what to write here; texts that only look like it are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import CONFIG, PNG, Site

from yizhu.check.lint import check
from yizhu.cli import main
from yizhu.content.articles import read_text
from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults
from yizhu.content.markdown.doubts import find_doubts
from yizhu.content.model import Source

TEXT = "---\ntitle: 題目\n---\n\n字。\n"


def doubts(body: str) -> list[Fault]:
    return list(find_doubts(read_text("zh-Hant", Source("zh-Hant.md", f"---\ntitle: 題目\n---\n\n{body}\n"))))


@pytest.mark.parametrize(
    ("body", "column", "help"),
    [
        ("## 題 {#id}", 6, "headings have names by their words"),
        ("字 {: .class}", 3, "leave it out"),
        ("[字]{.mark}", 4, "leave it out"),
        ("* TOC\n{:toc}", 1, "leave it out"),
        ("[字](https://a.org){target=_blank}", 19, "leave it out"),
        ("[TOC]", 1, "made from the headings"),
        ("[[_TOC_]]", 1, "made from the headings"),
        ("!!! danger\n    字", 1, "write > [!caution], and > before its lines"),
        ('???+ note "x"', 1, "write > [!note]"),
        (":::tip\n字\n:::", 1, "write > [!tip]"),
        ("> [!INFO] 題\n> 字", 3, "write [!note]: the kinds are note, tip"),
        ("> [!bug] 字", 3, "write [!caution]"),
        ("*[HTML]: Hyper", 1, "explain it in the glossary"),
        ("字 %%私記%% 字", 3, "write <!--私記-->"),
        ("字 ^abc123", 3, "leave it out: each passage has an address"),
        ("[x](file:///a)", 1, "links lead to pages of the site"),
        ("[x](javascript:alert(1))", 1, "links lead to pages of the site"),
        ('[gallery ids="1,2"]', 1, "leave it out"),
        ('[caption id="a"]字[/caption]', 1, "leave it out"),
        ("H~2~O", 2, "write [2]{sub}"),
        ("x^2^", 2, "write [2]{sup}"),
        (":smile: 字", 1, "write the sign itself"),
        ("他說** 不是**。", 3, "write no space inside the stars"),
        ("他說**不是 **。", 3, "write no space inside the stars"),
        ("[[a|別名]]", 1, "write [別名](/a/)"),
        ("[[我的筆記]]", 1, "write [我的筆記](/slug/)"),
        ("[[posts/b#題]]", 1, "write [posts/b#題](/b/)"),
        ("![[a b.png]]", 1, "write ![what it shows](a b.png)"),
        ("![圖](a.png =300x)", 1, "write (a.png){width=300px}"),
        ("![圖|300](a.png)", 3, "write ![圖](…){width=300px}"),
        ("[字][後]", 1, "add a line [後]: https://…"),
        ("[字][]", 1, "add a line [字]: https://…"),
        ("字<br>字", 2, "end the line with a \\"),
        ("H<sub>2</sub>O", 2, "write [words]{sub}"),
        ("<b>字</b>", 1, "write **words**"),
        ('<img src="a.png">', 1, "write ![what it shows](picture.png)"),
        ("<div>字</div>", 1, "leave it out: use Markdown"),
        ("<%= x %>", 1, "leave it out"),
        ("<?php echo 1 ?>", 1, "leave it out"),
        ('<Youtube id="x" />', 1, "leave it out"),
        ("{/* 注 */}", 1, "leave it out"),
        ("import X from './x'", 1, "leave it out"),
        ("# 題目\n\n字", 0, "remove it: the page has the title"),
    ],
)
def test_signs_of_other_programs(body: str, column: int, help: str) -> None:
    """Each is told once, at its place, with what to write instead."""
    [doubt] = doubts(body) if "[/caption]" not in body else doubts(body)[:1]
    assert doubt.place.column == column
    assert help in doubt.help


def test_callouts_that_fold() -> None:
    """What folds a callout in Obsidian is no part of its title."""
    quote = read_text("zh-Hant", Source("zh-Hant.md", f"{TEXT}\n> [!note]- 題\n> 字\n")).passages[1].prose
    assert quote.plain.split() == ["題", "字"]


@pytest.mark.parametrize(
    "body",
    [
        "五~十年，10~20~30，[1][2]，[笑]，[音樂]，$5、#MeToo、50%，100%和30%",
        "10:30:00，std::vector，https://a.org:80/x，a:b:c，「：好：」，2**3**4",
        "他說[不是](https://a.org)，`[TOC] %%x%% :smile: <br>`，<https://a.org>",
        "> [!note] 題\n> 字\n\n> [!CAUTION]\n> 字",
        "字[^1]，^[注]，[字]{sup}，x^2，a^b，~~刪~~，**好**。\n\n[^1]: 注",
        "[甲][乙]\n\n[乙]: https://a.org",
        "\\[TOC]，\\[[甲]]，\\%%x%%，\\:smile:，\\!!! note",
        "# 別的題目\n\n字",
        "    !!! note\n\n```\n[TOC]\n::: tip\n```",
        "import 是進口，from 是從。<書名> 與 <A Tale>",
        "![圖|甲](a.png)",
    ],
)
def test_what_only_looks_like_them(body: str) -> None:
    """Ordinary text, code, what is escaped and our own notation raise no doubt."""
    assert [str(doubt) for doubt in doubts(body)] == []


@pytest.mark.parametrize(
    ("path", "help"),
    [
        ("articles/a/index.zh-tw.md", "name it zh-TW.md"),
        ("articles/a/zh-Hant.en.md", "name it en.md"),
        ("articles/a/zh-Hant copy.md", "it looks like a copy of zh-Hant.md"),
        ("articles/a/zh-Hant (1).md", "it looks like a copy of zh-Hant.md"),
        ("articles/a/part1/zh-Hant.md", "move it to content/articles/part1/zh-Hant.md"),
        ("articles/2024/my-post/zh-Hant.md", "move it to content/articles/my-post/zh-Hant.md"),
        ("articles/a/meta.yaml", "write it as front matter"),
        ("articles/a/glossary.yaml", "move it to content/glossary/"),
        ("articles/_index.md", "front pages and lists are made from the articles"),
        ("articles/My Post.md", "move it to content/articles/my-post/zh-Hant.md"),
        ("articles/2024-01-05-my-post.md", "move it to content/articles/my-post/zh-Hant.md"),
        ("index.md", "front pages and lists are made from the articles"),
        ("About us.md", "move it to content/pages/about-us/en.md"),
    ],
)
def test_files_of_other_programs(site: Site, path: str, help: str) -> None:
    """A file in a place or under a name of another program is told where it belongs: an address that can be one."""
    site.article("a", "一。").write(f"content/{path}", TEXT if path.endswith(".md") else "x: 1")
    told = "\n".join(fault.help for fault in site.faults())
    assert help in told


def test_files_for_people_are_left_alone(site: Site) -> None:
    """README and LICENSE may lie anywhere, and files of the system disturb nobody."""
    site.article("a", "一。", front="rights: x").write("content/pages/b/en.md", TEXT)
    for folder in ("", "articles/", "articles/a/", "pages/b/", "glossary/"):
        site.write(f"content/{folder}README.md", "# x").write(f"content/{folder}LICENSE", "x")
    site.write("content/articles/a/Thumbs.db", "x").build()
    assert [str(one) for one in check(site.root / "config.yaml") if "translation" not in one.problem] == []


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("a.pdf", "put it into static/ if readers are to have it"),
        ("b.heic", "save it as PNG, JPEG or WebP"),
        ("en.docx", "yizhu import it, or write it as en.md"),
        ("zh-tw.txt", "write it as zh-TW.md"),
        ("c.png", "show it as a picture"),
    ],
)
def test_files_that_no_text_shows(site: Site, name: str, help: str) -> None:
    """Each is told what may be done with a file of its kind."""
    site.article("a", "一。").write(f"content/articles/a/{name}", PNG if name.endswith("png") else "x")
    assert [one for one in check(site.root / "config.yaml") if help in one.help]


@pytest.mark.parametrize(
    ("front", "problem", "help"),
    [
        ("tags: [a, [b]]", "item 2 of tags must be text", "no list or mapping in the list"),
        ("tags: ['']", "item 1 of tags is empty", "write something"),
        ("authors: [甲, null]", "item 2 of authors must be text", "or remove the item"),
    ],
)
def test_items_of_lists(site: Site, front: str, problem: str, help: str) -> None:
    """An item is called by its place in the list, counted from 1."""
    [fault] = site.article("a", "一。", front=front).faults()
    assert fault.problem == problem
    assert help in fault.help


@pytest.mark.parametrize(
    ("line", "help"),
    [
        ("editions: [zh-hant, en]", "write {name: zh-hant, lang: zh-Hant}"),
        ("editions: [{name: zh-TW, lang: zh-TW}]", "write zh-tw"),
        ("editions: [{name: en, lang: en-us}]", "write en-US"),
        ("repository: foo/bar", "write https://github.com/foo/bar"),
        ("repository: git@codeberg.org:a/b.git", "write https://codeberg.org/a/b"),
    ],
)
def test_values_of_the_configuration(site: Site, line: str, help: str) -> None:
    """What is meant by a value of another form is written out."""
    assert site.article("a", "一。").write("config.yaml", f"{CONFIG}{line}\n").faults()[0].help == help


@pytest.mark.parametrize(
    ("link", "help"),
    [
        ("obsidian://open", "links lead to pages of the site"),
        ("tel:+886", "links lead to pages of the site"),
    ],
)
def test_links_of_other_kinds(site: Site, link: str, help: str) -> None:
    """A link that no page may have says which there are."""
    [fault] = site.article("a", f"[甲]({link})").faults()
    assert help in fault.help


def test_pictures_at_the_root(site: Site) -> None:
    """An address from the site's root is that of a file beside the text."""
    site.article("a", "![圖](/images/a.png)")
    assert site.faults()[0].help == "put it into content/articles/a/ and write a.png"
    assert site.write("content/articles/a/a.png", PNG).faults()[0].help == "write a.png"


@pytest.mark.parametrize(
    ("words", "help"),
    [
        (["watch"], "did you mean serve?"),
        (["generate"], "did you mean build?"),
        (["help"], "did you mean --help?"),
        (["build", "-d", "out"], "unrecognized arguments: -d out; did you mean --out?"),
        (["build", "--baseURL", "https://a.org"], "write the address into config.yaml, as base_url"),
        (["build", "--watch"], "write yizhu serve"),
        (["serve", "-p", "3000"], "did you mean --port?"),
        (["rename", "a", "b", "--dryrun"], "did you mean --dry-run?"),
        (["build", "--nonsense"], "unrecognized arguments: --nonsense"),
        (["new", "My Post.md"], "for example my-post"),
        (["translate", "a", "zh_CN"], "did you mean zh-CN?"),
    ],
)
def test_words_of_other_command_lines(
    site: Site,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    help: str,
) -> None:
    """A command or an option of another program is told with ours."""
    monkeypatch.chdir(site.article("a", "一。").root)
    assert main(words) != 0
    assert help in capfd.readouterr().err


@pytest.mark.parametrize(("name", "program"), [("hugo.toml", "Hugo"), ("_config.yml", "Jekyll or Hexo")])
def test_a_site_of_another_program(tmp_path: Path, name: str, program: str) -> None:
    """Who stands in one is told so, and where to read on."""
    (tmp_path / name).write_text("x")
    with pytest.raises(Faults, match=f"{name} is {program}'s: docs/coming-from.md"):
        read_config(tmp_path / "config.yaml")


@pytest.mark.parametrize(
    ("day", "help"),
    [
        ("5.1.2024", "write it as 2024-01-05 or 2024-05-01"),
        ("31/12/2024", "write it as 2024-12-31"),
        ("12-31-2024", "write it as 2024-12-31"),
        ("2024", "write the whole day, such as 2024-01-15"),
        ("2024-3", "write the whole day, such as 2024-03-15"),
        ("1704412800", "write it as 2024-01-05"),
    ],
)
def test_days_of_other_places(site: Site, day: str, help: str) -> None:
    """A day in another order, without its end, or in seconds is told as it is written here."""
    assert site.article("a", "一。", front=f"published: {day}").faults()[0].help == help


@pytest.mark.parametrize(
    ("path", "help"),
    [
        ("theme/css/x.scss", "name it x.css"),
        ("theme/strings/en.yml", "name it en.yaml"),
        ("theme/js/x.ts", "name it x.js"),
    ],
)
def test_files_of_other_themes(site: Site, path: str, help: str) -> None:
    """A file of a theme that nothing reads is told; README is not."""
    site.article("a", "一。").write("theme/css/README.md", "x").build()
    assert help in site.write(path, "x: 1").faults()[0].help


def test_a_theme_that_is_not_there(site: Site) -> None:
    """A theme that config.yaml names must be there; the usual folder need not."""
    site.article("a", "一。").write("config.yaml", f"{CONFIG}theme: theme\n").build()
    [fault] = site.write("config.yaml", f"{CONFIG}theme: ananke\n").faults()
    assert (fault.place.path, fault.problem) == ("ananke", "there is no such folder")


def test_an_export_of_wordpress(
    site: Site, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed of posts is no article: what to import instead is told."""
    comment = "<!-- This is a WordPress eXtended RSS file -->"
    site.write(
        "wp.xml", f'<?xml version="1.0"?>\n{comment}\n<rss version="2.0"><channel><item/></channel></rss>'
    )
    monkeypatch.chdir(site.root)
    assert main(["import", "wp.xml"]) == 1
    assert "this is a feed or an export of WordPress" in capfd.readouterr().err


def test_folders_beside_content(site: Site) -> None:
    """Texts and terms in folders beside content/ are told; other folders of a repository are not."""
    site.article("a", "一。", front="rights: x").write("posts/b.md", TEXT).write("glossary/t.yaml", "x: 1")
    site.write("articles/x.js", "x").write("docs/x.md", TEXT).write("vocabulary/x.txt", "x")
    told = {fault.place.path: fault.help for fault in check(site.root / "config.yaml")}
    assert told["posts"] == "move what is in it to content/articles/"
    assert told["glossary"] == "move what is in it to content/glossary/"
    assert not told.keys() & {"articles", "docs", "vocabulary"}


@pytest.mark.parametrize(("name", "meant"), [("tw", "zh-TW"), ("fr", "zh-Hant"), ("ja", ""), ("zh-Hant", "")])
def test_a_text_in_another_language_than_its_name(site: Site, name: str, meant: str) -> None:
    """tw is Twi: Chinese under that name is told."""
    site.article("a", "蒸餾是把大模型的本領教給小模型。", lang=name)
    told = [fault.help for fault in check(site.root / "config.yaml") if "another language" in fault.problem]
    assert told == ([f"rename it to {meant}.md"] if meant else [])
