"""The manual's pages are walked through: each command is run, and prints what the page says."""

from __future__ import annotations

import re
import shutil
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import Any

import pytest
import yaml
from testbed import CONFIG, REPO
from walkthrough import FENCE, Walk, walk

from yizhu.arguments import ARGUMENTS
from yizhu.content.commands import init as scaffold_command
from yizhu.content.commands.program_origin import Origin
from yizhu.content.yaml.schema_violations import load_schema

__all__ = ["walk"]
DOCS = REPO / "docs"


@pytest.fixture(autouse=True)
def a_clone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is a clone's, as the pages suppose."""
    origin = Origin(
        "yizhu @ git+https://example.org/yizhu@0123456789ab", "the workflow installs Yizhu from …"
    )
    monkeypatch.setattr(scaffold_command, "find_origin", lambda: origin)


FOLDER = "content/articles/deepseek-interview"
STRAYS = ("site/CNAME", "site/google1234.html")
BEFORE = {
    "check: yizhu check deepseek-interview": [
        (f"{FOLDER}/en.md", "open-source community. DeepSeek", "open-source community.\n\nDeepSeek"),
        (f"{FOLDER}/en.md", "\n\n**DW:** So DeepSeek is standing", " So DeepSeek is standing"),
    ],
    "check: yizhu check --conversion deepseek-interview": [f"rm {FOLDER}/accepted.yaml"],
    "Terms: yizhu check --terms": [(f"{FOLDER}/en.md", "Take chain of thought:", "Take reasoning aloud:")],
    "accept: yizhu accept deepseek-interview --translation en p2 --by Anna": [
        "yizhu accept deepseek-interview --translation en --by Anna --date 2026-05-01",
        (f"{FOLDER}/zh-Hant.md", "我認為完全有可能。", "我認為完全不可能。"),
    ],
    "status: yizhu status": [
        "yizhu accept deepseek-interview --translation en --by Anna --date 2026-05-01",
        (f"{FOLDER}/zh-Hant.md", "我認為完全有可能。", "我認為完全不可能。"),
        (f"{FOLDER}/en.md", "You mentioned the open-source", "You spoke of the open-source"),
    ],
    "translate: yizhu translate deepseek-interview en": [
        (f"{FOLDER}/zh-Hant.md", "", "\n（完）\n"),
    ],
    "rename: yizhu rename deepseek-interview deepseek": [
        ("content/pages/about/zh-Hant.md", "", "\n先讀[這一篇](/deepseek-interview/)。\n"),
    ],
    "Faults: yizhu build": [("config.yaml", "", "defualt_edition: en\n")],
    "Commands: yizhu build": [(f"{FOLDER}/notes.yaml", "GPT-4o的1/20", "GPT-4o的1／20")],
    "Notes: yizhu check": [
        (
            f"{FOLDER}/en.md",
            "DeepSeek has shaken the AI giants of Silicon Valley",
            "It shook them. It shook them too",
        ),
        (
            f"{FOLDER}/notes.yaml",
            "",
            "- {id: chips, quote: 震撼晶片交易市場, kind: fact, text: {zh-Hant: 注, en: A note}}\n",
        ),
    ],
    "The folder that is written: yizhu build": [
        "yizhu build",
        "touch site/CNAME",
        "touch site/google1234.html",
    ],
    "build: yizhu build --as-of 2025-03-01": [
        (f"{FOLDER}/zh-Hant.md", "rights:", "posted: 2025-04-01\nrights:")
    ],
}


def test_the_tutorial(walk: Walk) -> None:
    """From the text of a web page to a published article; then the other pages' examples in the same site."""
    walk.not_run = {"yizhu serve"}
    walk.before = BEFORE
    walk.root = walk.root.parent
    walk.monkeypatch.chdir(walk.root)
    least = {"tutorial.md": 15, "README.md": 1, "publishing.md": 2, "reference.md": 15}
    for page in (DOCS / "tutorial.md", REPO / "README.md", DOCS / "publishing.md", DOCS / "reference.md"):
        walk.seen.clear()
        walk.follow(page)
        for stray in STRAYS:
            Path(stray).unlink(missing_ok=True)
        assert len(walk.seen) >= least[page.name], page.name


# What no test runs: commands that need a network or do not end, and what is no command.
NOT_RUN = {
    "README.md": {
        "python -m pip install -e . && python build.py",
        "python -m pip install -e '.[test]' && python -m pytest",
    },
    "tutorial.md": {"cd yizhu"},
    "reference.md": {"yizhu build --shard 1/16 --out shards   # on one machine; 2/16 on the next …"},
    "publishing.md": set(),
    "zh-TW.md": {"cd yizhu"},
    "zh-CN.md": {"cd yizhu"},
    "theme.md": set(),
}
NO_OUTPUT = {
    "config.yaml                   the site's title, address, editions",
    "path:line:column: what is wrong",
    "theme/img/seal.svg           the mark",
}


@pytest.mark.parametrize(
    "page",
    [REPO / "README.md", *(DOCS / name for name in NOT_RUN if name != "README.md")],
    ids=lambda page: page.name,
)
def test_nothing_is_shown_that_is_not_run(page: Path) -> None:
    """A block of commands is run, or stands above; a block without a kind is no output."""
    blocks = [(block[1], block[4].partition("\n")[0]) for block in FENCE.finditer(page.read_text("utf-8"))]
    assert {first for kind, first in blocks if kind == "sh"} == NOT_RUN[page.name]
    plain = {first for kind, first in blocks if not kind} - NO_OUTPUT
    assert [first for first in plain if not first.startswith("site/")] == []
    assert all(first.startswith("$ ") for kind, first in blocks if kind == "console")


def negated(flags: list[str], more: dict[str, Any]) -> list[str]:
    """Return --no-x of an option --x that may be turned off."""
    is_both = more.get("action") is BooleanOptionalAction
    return [flag.replace("--", "--no-", 1) for flag in flags if is_both]


CODE = re.compile(r"`yizhu ([^`\n]+)`")


@pytest.mark.parametrize("page", sorted([*REPO.glob("*.md"), *DOCS.glob("*.md")]), ids=lambda page: page.name)
def test_each_command_is_one(page: Path) -> None:
    """A command that a text names is there, with each of its options."""
    known = {
        name: {flag for flags, more in several for flag in [*flags, *negated(flags, more)]}
        for name, _, several in ARGUMENTS
    }
    for line in CODE.findall(page.read_text("utf-8")):
        name, *rest = line.split()
        if not re.match(r"[a-z]+$", name):
            continue
        assert name in known, f"yizhu {line}"
        flags = re.findall(r"(?<![\w-])--[a-z][a-z-]*", " ".join(rest))
        assert set(flags) <= known[name] | {"--config", "--help"}, f"yizhu {line}"


def test_the_page_on_importing(walk: Walk) -> None:
    """One import, from the page to its receipt, again, and as JSON."""
    article = "content/articles/a"
    imported = ["cp tests/data/deepseek-interview.txt page.txt", "yizhu import page.txt --slug a"]
    walk.before = {
        "The editor's word: yizhu import page.txt --slug a --drop 22 --keep 25-26": imported,
        "Importing again: yizhu import page.txt --slug a": [
            *imported,
            (f"{article}/zh-Hant.md", "我認為完全有可能", "我認為完全有很大可能"),
        ],
    }
    (walk.root / "config.yaml").write_text(CONFIG, "utf-8")
    (walk.root / "content").mkdir()
    (walk.root / "tests").symlink_to(REPO / "tests")
    walk.follow(DOCS / "importing.md")
    assert len(walk.seen) > 3


def test_the_page_on_themes(walk: Walk) -> None:
    """A new site gets a mark, a picture, words, a template and a row of its own, as the page says; what is refused is told so."""
    footer, page = "theme/templates/parts/footer.html", "theme/templates/page.html"
    walk.run("yizhu init .")
    Path("yizhu").symlink_to(REPO / "yizhu")
    shutil.copy(REPO / "theme/img/card.png", "card.png")
    walk.before = {
        "Theme: yizhu build": ["mkdir -p theme/fonts", "touch theme/fonts/a.woff2"],
        "Templates: yizhu build": [(footer, '<p class="thanks">', '<p class="thanks">{{ frame.site_titel }} ')],
        "The sandbox: yizhu build": [
            f"touch {page}", (page, "", '{% extends "base.html" %}\n{% block main %}\n<p>{{ page.__class__ }}</p>\n{% endblock %}\n'),
        ],
    }  # fmt: skip
    walk.follow(DOCS / "theme.md")
    assert len(walk.seen) == 9
    front, style = (
        Path("site/zh-hant/index.html").read_text("utf-8"),
        Path("site/assets/yizhu.css").read_text("utf-8"),
    )
    for shown in (
        "assets/seal.svg",
        "assets/card.png",
        "行格紙上的紅方",
        '<p class="thanks">Thank you for reading. Articles: 1',
    ):
        assert shown in front
    assert "墨為原文，紫為編者。" in front
    assert "#8a1c7c" in style
    assert ".thanks{" in style.replace(" ", "")


@pytest.mark.parametrize("page", ["zh-TW.md", "zh-CN.md"])
def test_a_page_in_chinese(walk: Walk, page: str) -> None:
    """An editor in Taiwan or on the mainland gets from nothing to a site with this page alone."""
    walk.not_run = {"yizhu serve"}
    walk.follow(DOCS / page)
    assert len(walk.seen) > 12
    assert list(Path("site").glob("*/small-models/index.html"))


def test_keys_of_other_programs() -> None:
    """Each key that the page on other programs names is known here, or is told with what to write instead."""
    table = (DOCS / "coming-from.md").read_text("utf-8").partition("## Front matter")[2].partition("\n## ")[0]
    named = {key for row in re.findall(r"(?m)^\| (`.*?) \|", table) for key in re.findall(r"`(\w+)`", row)}
    foreign = yaml.safe_load((REPO / "yizhu/content/data/foreign-keys.yaml").read_text("utf-8"))[
        "front_matter"
    ]
    known = {key for row in foreign for key in row["keys"]} | set(load_schema("front_matter")["properties"])
    assert len(named) > 20
    assert {key.lower() for key in named} - known == set()


def test_each_picture_is_small_and_shown() -> None:
    """What the manual shows is there, is used, and makes a clone no larger than it must be."""
    pages = [REPO / "README.md", *DOCS.glob("*.md")]
    shown = {
        (page.parent / name).resolve()
        for page in pages
        for name in re.findall(r"!\[[^]]*\]\(([\w./-]*screens/[^)]+)\)", page.read_text("utf-8"))
    }
    held = set((DOCS / "screens").iterdir())
    assert shown == held
    assert max(file.stat().st_size for file in held) <= 150_000
