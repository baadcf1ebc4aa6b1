"""A page in two languages becomes a text and its translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from yizhu.cli import main
from yizhu.content.faults import Faults
from yizhu.importers import EditorStatements, draft_from
from yizhu.importers.markdown.writer import article_markdown, translation_markdown
from yizhu.importers.model.draft import Draft, find_unaccounted

PAIRS = [
    ("這座城市在三十年之間變成今日的模樣。", "This is how the city became what it is in thirty years."),
    ("當年的工廠早已遷走。", "The factories of those days have long moved away."),
    ("市政府將公布新的計畫。", "The city will publish a new plan."),
    ("大家都很高興。", "Everybody is glad."),
]


def draft(body: str, split: bool | None = None, lang: str | None = None) -> Draft:
    page = (
        '<!DOCTYPE html><html lang="zh-TW"><head><meta charset="utf-8"><title>城市 A City</title></head>'
        f"<body><article><h1>城市 A City</h1>{body}</article></body></html>"
    )
    found = draft_from(page.encode(), name="page.html", stated=EditorStatements(split=split), lang=lang)
    assert not find_unaccounted(found)
    return found


def body_of(text: str) -> list[str]:
    return text.split("---\n\n", 1)[1].strip().split("\n\n")


ALTERNATING = "".join(f"<p>{one}</p><p>{other}</p>" for one, other in PAIRS)
TABLE = f"<table>{''.join(f'<tr><td>{one}</td><td>{other}</td></tr>' for one, other in PAIRS)}</table>"
HEADED = TABLE.replace("<table>", "<table><tr><th>中文</th><th>English</th></tr>")
IN_RUNS = "".join(
    f"<p>{a[0]}</p><p>{b[0]}</p><p>{a[1]}</p><p>{b[1]}</p>" for a, b in (PAIRS[:2], PAIRS[2:], PAIRS[:2])
)


@pytest.mark.parametrize("body", [ALTERNATING, TABLE, HEADED])
def test_a_page_in_two_languages(body: str) -> None:
    """Paragraphs that take turns, and a table of two columns, become two texts of the same passages."""
    found = draft(body)
    assert found.translation is not None
    assert (found.language.tag, found.translation.language.tag) == ("zh-Hant", "en")
    assert (found.meta.title, found.translation.title) == ("城市", "A City")
    assert body_of(article_markdown(found)) == [one for one, _ in PAIRS]
    assert body_of(translation_markdown(found)) == [other for _, other in PAIRS]


def test_the_editor_says_which_is_the_text() -> None:
    """The language that --lang names is the text's; the other is the translation."""
    found = draft(ALTERNATING, lang="en")
    assert found.language.tag == "en"
    assert found.translation is not None
    assert found.translation.language.tag == "zh-Hant"
    assert body_of(article_markdown(found)) == [other for _, other in PAIRS]


def test_passages_that_are_not_one_for_one() -> None:
    """Where one paragraph answers two, the translation says which."""
    (a, b), (c, d), (e, f), (g, h) = PAIRS
    found = draft(
        f"<p>{a}</p><p>{b}</p><p>{c}</p><p>{e}</p><p>{d}</p><p>{g}</p><p>{h}</p><p>{f}</p>", split=True
    )
    assert body_of(translation_markdown(found)) == [
        *(f"{{from=p1}}\n{b}", f"{{from=p2-p3}}\n{d}", f"{{from=p4}}\n{h}", f"{{from=p4}}\n{f}")
    ]
    assert len(body_of(translation_markdown(draft(IN_RUNS)))) == 6


def test_quotations_in_another_language_stay() -> None:
    """A text that quotes another language once or twice is one text, unless the editor says otherwise."""
    few = "".join(f"<p>{one}</p><p>{other}</p>" for one, other in PAIRS[:2])
    assert draft(few).translation is None
    assert draft(few, split=True).translation is not None
    assert draft(ALTERNATING, split=False).translation is None
    with pytest.raises(Faults, match="not in two languages"):
        draft("".join(f"<p>{one}</p>" for one, _ in PAIRS), split=True)


def test_both_files_are_written_and_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both texts stand in the article's folder, with the title and author that the editor states, and a build reads them."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "."]) == 0
    Path("page.html").write_text(
        f"<html><title>x</title><body><article>{ALTERNATING}</article></body></html>", "utf-8"
    )
    asked = ["--title", "城市三十年", "--author", "林悅", "--author", "A. Lin"]
    assert main(["import", "page.html", "--slug", "city", *asked]) == 0
    folder = Path("content/articles/city")
    assert "title: 城市三十年\nauthors: [林悅, A. Lin]\n" in (folder / "zh-Hant.md").read_text("utf-8")
    assert (folder / "en.md").read_text("utf-8").startswith('---\ntitle: "…"\nstatus: draft\n')
    assert main(["build", "--drafts"]) == 0
    pages = [page.read_text("utf-8") for page in Path("site").rglob("*city*/index.html")]
    assert any(PAIRS[1][0] in page and PAIRS[1][1] in page for page in pages)
