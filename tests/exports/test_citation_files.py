from __future__ import annotations

import json
from pathlib import Path

import pytest
from testbed import Site

from yizhu.cli import main

STARTS = {"csl.json": "[\n {", "ris": "TY  - ", "bib": "@"}


@pytest.fixture
def cited(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(site.root)
    site.article(
        "one", "一。", front="source_url: https://a.example/1\npublication: {name: 甲報}\nauthors: [王]"
    )
    return site.article("two", "二。").article("unready", "三。", front="draft: true")


@pytest.mark.parametrize(("format", "ending"), [("csl", "csl.json"), ("ris", "ris"), ("bibtex", "bib")])
def test_citations_of_all_articles_are_one_file_an_edition(cited: Site, format: str, ending: str) -> None:
    assert main(["export", format, "--all"]) == 0
    files = sorted(Path("export").iterdir())
    names = [edition.name for edition in cited_editions(cited)]
    assert [file.name for file in files] == sorted(f"citations.{name}.{ending}" for name in names)
    for file in files:
        text = file.read_text("utf-8")
        assert text.startswith(STARTS[ending])
        assert "甲" in text
        assert "unready" not in text


def test_one_edition_can_be_named_and_an_unknown_one_is_a_fault(
    cited: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    name = cited_editions(cited)[0].name
    assert main(["export", "csl", "one", "unready", "--edition", name]) == 0
    (file,) = Path("export").iterdir()
    items = json.loads(file.read_text("utf-8"))
    assert [item["id"].split("-")[0] for item in items] == ["one", "one", "unready"]
    assert items[1]["container-title"] == "甲報"
    assert main(["export", "csl", "one", "--edition", "nowhere"]) == 1
    assert f"help: the editions are {name}" in capsys.readouterr().err


def test_a_file_for_readers_is_replaced_when_the_article_has_changed(
    cited: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "ris", "two"]) == 0
    cited.article("two", "二。", title="另題")
    assert main(["export", "ris", "two"]) == 0
    assert "(replaced)" in capsys.readouterr().out


def cited_editions(site: Site) -> tuple:  # type: ignore[type-arg]
    from yizhu.content.config import read_config

    return read_config(site.root / "config.yaml").editions
