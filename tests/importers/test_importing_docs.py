"""docs/importing.md follows the import of the seed from page to article: what it shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from testbed import REPO

from yizhu.cli import main
from yizhu.importers import article_markdown, draft_from, receipt

DOCS = (REPO / "docs" / "importing.md").read_text("utf-8")
SEED = REPO / "tests" / "data" / "deepseek-interview.txt"
DRAFT = draft_from(SEED, name=SEED.name)


def shown(heading: str) -> list[str]:
    """The lines in the fences of a section, those that are not blank."""
    section = DOCS.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    fences = re.findall(r"^```\w*\n(.*?)^```", section, re.M | re.S)
    return [line for fence in fences for line in fence.split("\n") if line]


def stands_in(line: str, text: str) -> bool:
    """Does the text have this line? What the page leaves out of it is an ellipsis."""
    pattern = ".*".join(re.escape(part) for part in line.split("…"))
    return bool(re.search(f"^{pattern}$", text, re.M))


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("The page", SEED.read_text("utf-8")),
        ("The article", article_markdown(DRAFT)),
        ("The receipt", receipt(DRAFT)),
    ],
)
def test_what_the_page_shows_is_so(heading: str, text: str) -> None:
    """Each line of page, article and receipt in the docs is in what the import makes of the seed today."""
    assert [line for line in shown(heading) if not stands_in(line, text)] == []


def test_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command prints what the docs say it prints."""
    (tmp_path / "config.yaml").write_text("title: 譯注\nbase_url: https://example.org/\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    command, *answer = shown("The command")
    given = [str(SEED) if word.endswith(".txt") else word for word in command.split()[2:]]
    assert main(given) == 0
    assert capsys.readouterr().out.splitlines() == answer
