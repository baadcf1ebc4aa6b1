"""The preview in two strokes: the proof of an article at once, all that is built when it is quiet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from served import shown_in
from testbed import Site, files_in

from yizhu.build.pipeline import Built, Options
from yizhu.build.preview import pages as room
from yizhu.build.preview.pages import Preview


@pytest.fixture
def preview(site: Site) -> Preview:
    """A preview of a site with two articles."""
    site.glossary("- {id: moat, forms: {zh-Hant: [護城河], en: [moat]}, definition: {en: A ditch.}}")
    site.article("a", "一二三，護城河。").article("a", "One, two, three: a moat.", lang="en")
    site.article("b", "四五六。")
    shown = Preview(site.root / "config.yaml", site.root / ".yizhu" / "preview")
    shown.rebuild()
    return shown


def save(preview: Preview, site: Site, slug: str, body: str) -> None:
    """Somebody saves an article whose page stands open."""
    site.article(slug, body)
    assert preview.change([str(site.root / f"content/articles/{slug}/zh-Hant.md")]) == slug
    preview.make_draft(slug, [f"zh-hant/{slug}/"])


def page(preview: Preview, address: str) -> str:
    return preview.answer(address)[2].decode()


def test_a_proof_is_the_page_that_will_be_built(preview: Preview, site: Site) -> None:
    """Every file of the article, in every edition, before anything is built; afterwards it is the same."""
    kept = files_in(preview.folder)
    save(preview, site, "a", "七八九，護城河。")
    names = ("index.html", "sheet/index.html", "readings.json")
    own = [f"{edition}/a/{name}" for edition in ("zh-hant", "zh-hans", "en") for name in names]
    proved = {path: preview.answer(path) for path in own if path in kept}
    assert "七八九" in page(preview, "zh-hans/a/")
    assert "data-term" in page(preview, "en/a/")
    assert files_in(preview.folder) == kept
    preview.rebuild()
    assert files_in(preview.folder) != kept
    assert {path: preview.answer(path) for path in proved} == proved


def test_other_pages_wait_for_the_build(preview: Preview, site: Site) -> None:
    """A list shows a new title when all is built; then the page that stands open is known as another."""
    shown = shown_in(page(preview, "zh-hant/"))
    site.article("a", "一二三。", title="天下")
    assert preview.change([str(site.root / "content/articles/a/zh-Hant.md")]) == "a"
    preview.make_draft("a", [])
    assert "天下" in page(preview, "zh-hant/a/")
    assert not preview.is_new("zh-hant/", shown)
    preview.rebuild()
    assert preview.is_new("zh-hant/", shown)
    assert "天下" in page(preview, "zh-hant/")
    assert not preview.is_new("zh-hant/", shown_in(page(preview, "zh-hant/")))


@pytest.mark.parametrize(
    "paths",
    [
        ["content/glossary/terms.yaml"],
        ["content/articles/a/zh-Hant.md", "content/articles/b/zh-Hant.md"],
        ["content/articles/a/x.png"],
        ["content/articles/a/source/page.html"],
        ["content/articles/new/zh-Hant.md"],
        ["config.yaml", "content/articles/a/zh-Hant.md"],
    ],
)
def test_what_takes_a_build(preview: Preview, site: Site, paths: list[str]) -> None:
    """More than the texts and notes of one article that is known."""
    assert preview.change([str(site.root / path) for path in paths]) == ""


def test_a_fault_of_the_article_is_told_at_once(preview: Preview, site: Site) -> None:
    """Over the last page that was sound; what is wrong elsewhere is counted; mended, it is gone."""
    save(preview, site, "b", "[一]{tern=x}")
    preview.rebuild()
    save(preview, site, "a", "十。")
    assert "content/articles/b/" in page(preview, "zh-hant/b/")
    assert '1 to mend in <a href="/yizhu/zh-hant/b/"' in page(preview, "zh-hant/a/")
    assert "十。" in page(preview, "zh-hant/a/")
    save(preview, site, "a", "[二]{tern=x}")
    assert {fault.place.path for fault in preview.faults} == {
        "content/articles/a/zh-Hant.md",
        "content/articles/b/zh-Hant.md",
    }
    assert "十。" in page(preview, "zh-hant/a/")
    save(preview, site, "a", "三。")
    save(preview, site, "b", "四。")
    assert 'role="alert"' not in page(preview, "zh-hant/a/")


def test_a_build_that_is_overtaken_is_broken_off(
    preview: Preview, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is shown; the proof stays until a build has seen what it shows."""
    building = room.build

    def overtaken(options: Options, progress: Callable[..., Any]) -> Built:
        preview.change([])
        return building(options, progress)

    kept = files_in(preview.folder)
    save(preview, site, "a", "十一。")
    monkeypatch.setattr(room, "build", overtaken)
    assert preview.rebuild() is None
    assert files_in(preview.folder) == kept
    assert "十一。" in page(preview, "zh-hant/a/")
    monkeypatch.undo()
    assert "zh-hant/a/index.html" in (preview.rebuild() or ())
    assert "十一。" in page(preview, "zh-hant/a/")


def test_a_template_that_fails(preview: Preview, site: Site) -> None:
    """Is told when the proof is asked for; the page of the last good build is left."""
    site.write("theme/templates/sheet.html", "{{ page.nothing }}")
    preview.rebuild()
    assert preview.faults
    save(preview, site, "a", "十二。")
    assert preview.answer("zh-hant/a/sheet/")[0] == "200 OK"


def test_a_doubt_about_notation_is_shown_on_its_own_page(preview: Preview, site: Site) -> None:
    """What looks like notation and is none is told on the pages of its article, and on no other."""
    site.article("a", "甲[象是]{sic:像是}乙。")
    preview.make_draft("a", ["zh-hant/a/"])
    assert "{sic:像是} looks like notation" in preview.answer("zh-hant/a/")[2].decode()
    assert "1 to look at" in preview.answer("en/a/")[2].decode()
    assert "to look at" not in preview.answer("zh-hant/")[2].decode()
    site.article("a", "甲[象是]{sic=像是}乙。")
    preview.make_draft("a", ["zh-hant/a/"])
    assert "to look at" not in preview.answer("zh-hant/a/")[2].decode()
