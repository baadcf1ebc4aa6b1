"""Suggested terms become entries that an editor completes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.check.suggest import Line, _make_ids, make_id, suggest_english_terms
from yizhu.cli import main
from yizhu.content.files.read import is_slug

TEXT = "他們「被逆向工程」了，GPU很貴，GPU很少。\n\n從「0 到 1」的「x: #y」。"


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with an article and no glossary, whose folder is the current one."""
    monkeypatch.chdir(site.root)
    return site.article("a", TEXT, front="rights: x")


def glossary(site: Site, name: str = "suggested") -> str:
    return (site.root / f"content/glossary/{name}.yaml").read_text("utf-8")


def test_accept_writes_entries_and_the_site_builds(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The wording is the form, a comment says where it is; check lists what is missing."""
    assert main(["suggest", "a", "--accept"]) == 0
    assert "GPU → gpu" in capsys.readouterr().out
    assert (
        "# 2 × Latin text in Chinese, content/articles/a/zh-Hant.md, line 6\n"
        "- id: gpu\n  forms:\n    zh-Hant: [GPU]\n  # definition: to be written\n"
    ) in glossary(here)
    here.build().shows("zh-hant/glossary/gpu/", "GPU")
    main(["check"])
    assert "gpu is not defined in zh-Hant" in capsys.readouterr().out


def test_never_twice(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A wording that the glossary has is not suggested again."""
    main(["suggest", "a", "--accept"])
    before = glossary(here)
    assert main(["suggest", "a", "--accept"]) == 0
    assert capsys.readouterr().out.endswith("nothing to add\n")
    assert glossary(here) == before


def test_only_and_most(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the wordings that were asked for are added; one that is not suggested is a fault that names the closest."""
    assert main(["suggest", "a", "--accept", "--only", "GPU", "被逆向工程"]) == 0
    assert glossary(here).count("- id:") == 2
    assert main(["suggest", "a", "--accept", "--most", "1", "--into", "more.yaml"]) == 0
    assert glossary(here, "more").count("- id:") == 1
    assert main(["suggest", "a", "--only", "x: #"]) == 1
    assert "did you mean x: #y?" in capsys.readouterr().err


def test_what_stands_in_the_file_stays(here: Site) -> None:
    """Entries are appended; the rest of the file is kept, comments too, however the file ends."""
    here.write("content/glossary/suggested.yaml", b"# ours\n- {id: gpu, forms: {en: [gpu]}}  # x")
    assert main(["suggest", "a", "--accept", "--only", "被逆向工程"]) == 0
    assert glossary(here).startswith("# ours\n- {id: gpu, forms: {en: [gpu]}}  # x\n# 1 × quoted")
    here.build()


def test_ids_are_taken_once(here: Site) -> None:
    """An id that another term has gets a number."""
    here.write("content/glossary/terms.yaml", "- {id: gpu, forms: {en: [graphics processor]}}")
    assert main(["suggest", "a", "--accept", "--only", "GPU"]) == 0
    assert "- id: gpu-2\n" in glossary(here)
    here.build()


@pytest.mark.parametrize(
    ("name", "text"), [("suggested.yaml", "[{id: a, forms: {en: [b]}}]"), ("../x.yaml", ""), ("x.txt", "")]
)
def test_where_nothing_can_be_appended(
    here: Site, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is a fault with help, and nothing is written."""
    if text:
        here.write(f"content/glossary/{name}", text)
    files = sorted(p for p in here.root.rglob("*.yaml"))
    assert main(["suggest", "a", "--accept", "--into", name]) == 1
    assert "help:" in capsys.readouterr().err
    assert sorted(p for p in here.root.rglob("*.yaml")) == files
    assert not text or glossary(here).strip() == text


@pytest.mark.parametrize(
    ("wording", "id"),
    [("知識蒸餾", "zhi-shi-zheng-liu"), ("DeepSeek-V3", "deepseek-v3"), ("生成類AI", "sheng-cheng-lei-ai"), ("綠色", "lv-se"),
     ("0到1", "0-dao-1"), ("…", "term")],
)  # fmt: skip
def test_ids(wording: str, id: str) -> None:
    """Latin letters and figures as they are, Chinese in pinyin without tones."""
    assert make_id(wording) == id


@given(st.lists(st.text(st.sampled_from("綠色GPUü 到1・가é"), min_size=1), max_size=6))
def test_every_id_is_one_and_no_two_are_the_same(wordings: list[str]) -> None:
    """The ids of any wordings are valid and different."""
    ids = _make_ids(wordings, ["lv-se"])
    assert all(is_slug(id) for id in ids)
    assert len({*ids, "lv-se"}) == len(ids) + 1


ENGLISH = (
    "It is the Analytical Engine. Now it weaves patterns; [We say] the engine weaves. The Analytical Engine has a store.",
    "However, dock workers run yard cranes. Yard cranes and other yard cranes were \u201cassisted evolution\u201d, they said.",
    "Engines quickly became cheaper. They trust dock workers, and the Analytical Engine's mill, an engine of engines.",
)


def test_of_english_text_noun_phrases() -> None:
    """No pronoun, adverb or verb, no bracket, no capital that only begins a sentence, nothing that the glossary has."""
    proposed = [
        s.text for s in suggest_english_terms([Line(n, t) for n, t in enumerate(ENGLISH)], ["yard crane"])
    ]
    assert proposed[0] == "Analytical Engine"
    assert {"dock workers", "assisted evolution", "engine"} <= set(proposed)
    words = {word.lower() for text in proposed for word in text.split()}
    assert not words & {"it", "now", "we", "say", "however", "weaves", "they", "quickly", "cheaper", "became"}
    assert not any("yard" in text.lower() for text in proposed)


def test_an_english_article_gets_english_proposals(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command knows the source's language."""
    monkeypatch.chdir(site.root)
    site.write("content/articles/b/en.md", "---\ntitle: x\nrights: x\n---\n\n" + " ".join(ENGLISH))
    assert main(["suggest", "b"]) == 0
    assert "Analytical Engine  3 ×" in capsys.readouterr().out
