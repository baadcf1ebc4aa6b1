"""A draft never stops a build: its faults are told, what is sound of it is shown with ``drafts``."""

from __future__ import annotations

import json

import pytest
from testbed import Site

from yizhu.cli import main
from yizhu.content.faults import Faults

SOURCE = "---\ntitle: 題目\ndraft: true\n---\n\n一二三。\n"
ENGLISH = "---\ntitle: Title\nstatus: draft\n---\n\nOne, two.\n"
NOTE = "- {id: n, quote: 二, kind: context, text: {en: Two.}}\n"
# A file of the article, what is wrong in it, and whether its source can be shown all the same.
FAULTS = {
    "a span of the source": ("zh-Hant.md", SOURCE.replace("一", "[一]{tern=x}"), False),
    "an unknown key": ("zh-Hant.md", SOURCE.replace("title", "titel"), False),
    "front matter that is no YAML": ("zh-Hant.md", SOURCE.replace("題目", "「題目」: [："), False),
    "front matter that does not end": ("zh-Hant.md", SOURCE.replace("true\n---", "true"), False),
    "marks of a merge": ("zh-Hant.md", SOURCE.replace("title", "<<<<<<< ours\ntitle"), False),
    "another encoding": ("zh-Hant.md", SOURCE.encode("big5"), False),
    "no text": ("zh-Hant.md", SOURCE.replace("一二三。", ""), False),
    "a dead link": ("zh-Hant.md", SOURCE.replace("一", "[一](/nowhere/)"), True),
    "an unknown term": ("zh-Hant.md", SOURCE.replace("一", "[一]{term=nothing}"), True),
    "a picture that is not there": ("zh-Hant.md", SOURCE.replace("一", "![x](x.png)"), False),
    "a span of the translation": ("en.md", ENGLISH.replace("One", "[One]{tern=x}"), True),
    "too much translation": ("en.md", ENGLISH + "\nThree.\n\nFour.\n", True),
    "a translation in another encoding": ("en.md", b"\xff\xfe" + ENGLISH.encode(), True),
    "a quote that is nowhere": ("notes.yaml", NOTE.replace("二", "四"), True),
    "notes that are no YAML": ("notes.yaml", "- {id: n, quote: [", True),
    "a sign-off that is none": ("accepted.yaml", "- nonsense\n", True),
    "a state that is none": ("state.yaml", "- nonsense\n", True),
    "a file that nothing reads": ("note.yaml", "", True),
}


@pytest.fixture
def mixed(site: Site) -> Site:
    """A site with a published article and a draft, built."""
    site.article("a", "四五六。").write("content/articles/d/zh-Hant.md", SOURCE)
    return site.write("content/articles/d/en.md", ENGLISH).notes("d", NOTE).build()


def break_draft(site: Site, fault: str) -> bool:
    name, content, is_shown = FAULTS[fault]
    site.write(f"content/articles/d/{name}", content)
    return is_shown


@pytest.mark.parametrize("fault", FAULTS)
def test_a_draft_never_stops_a_build(mixed: Site, fault: str) -> None:
    """Its faults are told, and the site is, byte for byte, what it was; the rest of the site is up to date."""
    before = mixed.files()
    break_draft(mixed, fault)
    mixed.build()
    assert mixed.built
    reference_only = fault in (
        "a dead link",
        "an unknown term",
    )  # nobody looks at the links of what is left out
    assert bool(mixed.built.faults) != reference_only
    assert mixed.built.counts.held_back == 1
    assert mixed.files() == before
    assert mixed.article("a", "七八九。").build().page("zh-hant/a/").count("七八九")


@pytest.mark.parametrize("fault", FAULTS)
def test_with_drafts_its_sound_part_is_shown(mixed: Site, fault: str) -> None:
    """Without the files that have faults, the same whatever was built before; without a sound source it is left out."""
    mixed.build(drafts=True)
    is_shown = break_draft(mixed, fault)
    mixed.build(drafts=True)
    assert mixed.built
    assert {f.place.path for f in mixed.built.faults} == {f"content/articles/d/{FAULTS[fault][0]}"}
    assert mixed.has("zh-hant/d/") == is_shown
    assert mixed.has("zh-hant/a/")
    assert mixed.built.counts.held_back == (not is_shown)
    kept = mixed.files()
    assert mixed.build(drafts=True, clean=True).files() == kept
    if is_shown:
        page = mixed.page("zh-hant/d/")
        assert "三" in page
        assert ("One" in page) == (FAULTS[fault][0] != "en.md")
        assert ("note-n" in page) == (FAULTS[fault][0] != "notes.yaml")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_published_article_still_does(mixed: Site, fault: str) -> None:
    """Nothing in the site is changed, with drafts or without."""
    before = mixed.files()
    mixed.write("content/articles/d/zh-Hant.md", SOURCE.replace("true", "false"))
    name, content, _ = FAULTS[fault]
    content = (
        content.replace("true", "false") if isinstance(content, str) else content.replace(b"true", b"no")
    )
    mixed.write(f"content/articles/d/{name}", content)
    for drafts in (False, True):
        with pytest.raises(Faults):
            mixed.build(drafts=drafts)
    assert mixed.files() == before


def test_only_a_plain_line_says_draft(mixed: Site) -> None:
    """Where the front matter cannot be read, ``draft: true`` counts only as a line of its own in it."""
    for wrong in (
        SOURCE.replace("draft", "# draft"),
        SOURCE.replace("true", "perhaps"),
        SOURCE.replace("true\n---", "no\n\ndraft: true"),
    ):
        mixed.write("content/articles/d/zh-Hant.md", wrong.replace("題目", "「題目」: [："))
        assert mixed.faults()


def test_links_to_a_draft_that_is_left_out(mixed: Site) -> None:
    """Are faults of the published article, whether the draft is sound or not; with drafts, only if it has no page."""
    mixed.article("a", "[四](/d/)。")
    for is_sound in (True, False):
        assert "/d/ leads nowhere" in str(mixed.faults()[0])
        assert bool(mixed.faults(drafts=True)) != is_sound
        break_draft(mixed, "an unknown key")


def test_a_mended_draft(mixed: Site) -> None:
    """Leaves no trace: the site is as if it had never been faulty."""
    whole = mixed.build(drafts=True).files()
    for fault in ("a quote that is nowhere", "an unknown key", "no text"):
        break_draft(mixed, fault)
        mixed.build(drafts=True)
    mixed.write("content/articles/d/zh-Hant.md", SOURCE).notes("d", NOTE).build(drafts=True)
    assert mixed.built
    assert not mixed.built.faults
    assert mixed.files() == whole


# ---- the command -------------------------------------------------------------------------------------------


@pytest.fixture
def here(mixed: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The same site, in the current folder; its draft has a fault."""
    monkeypatch.chdir(mixed.root)
    mixed.article("a", "四五六。", front="rights: x").article("a", "Four.", lang="en", front="status: draft")
    break_draft(mixed, "a span of the source")
    return mixed


@pytest.mark.parametrize("options", [[], ["--drafts"]])
def test_the_command_says_so(here: Site, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each time, also when nothing changed: a heading, then the faults as always, on standard error; exit code 0."""
    for _ in range(2):
        assert main(["build", *options]) == 0
        out, told = capsys.readouterr()
        assert told.startswith(
            "1 fault in drafts, which does not stop the build:\n\ncontent/articles/d/zh-Hant.md:6:"
        )
        assert "no span attribute tern" in told
        assert "1 draft left out" in out
    assert main(["build", "--json", *options]) == 0
    rows = json.loads(capsys.readouterr().out)["faults_in_drafts"]
    assert [(row["path"], row["line"]) for row in rows] == [("content/articles/d/zh-Hant.md", 6)]


def test_faults_of_both_kinds(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of drafts under their heading, then those that stop the build; only these are counted at the end."""
    here.article("a", "[四]{tern=x}。")
    assert main(["build"]) == 1
    told = capsys.readouterr().err
    assert told.index("1 fault in drafts") < told.index("articles/d/") < told.index("articles/a/")
    assert told.endswith("1 fault; nothing in the site was changed\n")


def test_strict_is_about_what_is_built(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Faults and warnings of drafts stop ``--strict`` only with ``--drafts``."""
    assert main(["build", "--strict"]) == 0
    assert main(["build", "--strict", "--drafts"]) == 1
    assert "no span attribute tern" in capsys.readouterr().err
    here.write("content/articles/d/zh-Hant.md", SOURCE)
    assert main(["build", "--strict"]) == 0
    assert main(["build", "--strict", "--drafts"]) == 1
    assert "nothing is said about rights" in capsys.readouterr().err


def test_strict_does_not_ask_drafts_for_what_is_published(
    here: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft may lack translations, texts of notes and a status; ``check`` lists them."""
    here.remove("content/articles/d/en.md").article("d", "一二三。", front="rights: 編者撰\ndraft: true")
    here.notes("d", "- {id: n, quote: 二, kind: context, text: {zh-Hant: 貳}}")
    assert main(["build", "--strict"]) == 0
    assert main(["build", "--strict", "--drafts"]) == 0
    capsys.readouterr()
    assert main(["check"]) == 1
    assert "no translation into en" in capsys.readouterr().out
    here.article("d", "一二三。", front="rights: 編者撰")
    assert main(["build", "--strict"]) == 1
    told = capsys.readouterr().err
    assert "no translation into en" in told
    assert "the note n says nothing in en" in told


def test_check_lists_the_rest_too(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft's fault hides no warning of another article, and no other command fails by it."""
    here.article("b", "一。")
    assert main(["check"]) == 1
    told = capsys.readouterr().out
    assert "no span attribute tern" in told
    assert "articles/b/" in told
    assert main(["explain", "a"]) == 0
    assert main(["explain", "d"]) == 1
    assert "no span attribute tern" in capsys.readouterr().err
    assert main(["check", "d"]) == 1
    assert "no span attribute tern" in capsys.readouterr().out
