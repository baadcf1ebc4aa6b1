"""A site of one article and its translation, whose passages are signed and change."""

from __future__ import annotations

import json

import pytest
from testbed import Site

from yizhu.check.lint import check
from yizhu.cli import main

STATE = "content/articles/a/state.yaml"
SOURCE = ["# 須知", "本模型可以用於商業。", "研究者須註明出處。", "完。"]
ENGLISH = ["# Rules", "The model may be used commercially.", "Researchers must name the source.", "The end."]


def write(
    site: Site, source: list[str] = SOURCE, english: list[str] = ENGLISH, status: str = "draft"
) -> Site:
    """Write the article and its translation."""
    site.article("a", "\n\n".join(source), front="rights: x")
    return site.article("a", "\n\n".join(english), lang="en", front=f"status: {status}")


def changed(of: list[str], number: int, *words: str) -> list[str]:
    """The passages with others in the place of one."""
    return [*of[: number - 1], *words, *of[number:]]


def sign(*more: str) -> int:
    """Sign the translation."""
    return main(["accept", "a", "--translation", "en", "--date", "2026-05-01", *more])


def warnings(site: Site) -> str:
    """All that check says."""
    return "\n".join(str(fault) for fault in check(site.root / "config.yaml"))


def counts(site: Site, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """What status counts."""
    capsys.readouterr()
    assert main(["status", "a", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    return dict(row)
