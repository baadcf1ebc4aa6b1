"""What the tests stand on: a site in a folder of its own, and cases that are read from Markdown files."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml import etree, html
from lxml.cssselect import CSSSelector

from yizhu.build.pipeline import Built, Options, build
from yizhu.content.faults import Fault, Faults

HERE = Path(__file__).parent
REPO = HERE.parent
PNG = b"\x89PNG\r\n\x1a\n"  # as any picture of that kind begins
CONFIG = "title: {zh-Hant: 譯注, en: Yizhu}\nbase_url: https://example.org/yizhu/\n"


def load_evaluation(name: str) -> ModuleType:
    """Return one of the programs of evaluation/ as a module; its neighbours there can be imported too."""
    folder = REPO / "evaluation"
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    spec = importlib.util.spec_from_file_location(f"evaluation_{name}", folder / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for it
    spec.loader.exec_module(module)
    return module


# ---- a whole site ------------------------------------------------------------------------------------------


class Site:
    """A site's folder, written, built and looked at in one chain."""

    def __init__(self, root: Path, config: str = CONFIG) -> None:
        self.root = root
        self.built: Built | None = None
        root.mkdir(parents=True, exist_ok=True)
        (root / "content").mkdir(exist_ok=True)
        self.write("config.yaml", config)

    @property
    def out(self) -> Path:
        """The folder that is built."""
        return self.root / "site"

    def write(self, path: str, text: str | bytes) -> Site:
        """A file of the site; a text that does not end a line gets its end."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, str):
            text = (text if text.endswith("\n") or not text else text + "\n").encode()
        target.write_bytes(text)
        return self

    def article(
        self, slug: str, body: str, *, lang: str = "zh-Hant", title: str = "題目", front: str = ""
    ) -> Site:
        """One text of an article; ``front`` holds further lines of front matter."""
        more = front + "\n" if front else ""
        return self.write(f"content/articles/{slug}/{lang}.md", f"---\ntitle: {title}\n{more}---\n\n{body}\n")

    def glossary(self, text: str) -> Site:
        """The site's glossary, in one file."""
        return self.write("content/glossary/terms.yaml", text)

    def notes(self, slug: str, text: str) -> Site:
        """The notes on an article."""
        return self.write(f"content/articles/{slug}/notes.yaml", text)

    def remove(self, path: str) -> Site:
        """A file or folder of the site is gone."""
        target = self.root / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink()
        return self

    def build(self, **options: Any) -> Site:
        """Content into site/; ``Faults`` if there are any."""
        options.setdefault("config", self.root / "config.yaml")
        self.built = build(Options(**options))
        return self

    def faults(self, **options: Any) -> tuple[Fault, ...]:
        """What is wrong with the site; nothing, if it can be built."""
        try:
            self.build(**options)
        except Faults as found:
            return found.faults
        return ()

    def fails_with(self, place: str, *words: str, **options: Any) -> Site:
        """A build has a fault at this place that says these words."""
        found = self.faults(**options)
        told = "\n".join(str(fault) for fault in found) or "no fault at all"
        here = [str(fault) for fault in found if str(fault.place) == place]
        assert here, f"no fault at {place}:\n{told}"
        assert any(all(word in fault for word in words) for fault in here), (
            f"nothing says {words} at {place}:\n{told}"
        )
        return self

    def page(self, address: str) -> str:
        """What stands at an address below site/."""
        path = self.out / address
        path = path / "index.html" if address in ("", "/") or address.endswith("/") else path
        return path.read_text("utf-8")

    def has(self, address: str) -> bool:
        """Does anything stand at the address?"""
        path = self.out / address
        return (path / "index.html").is_file() if address.endswith("/") else path.is_file()

    def shows(self, address: str, *pieces: str) -> Site:
        """The page's source holds each of these."""
        text = self.page(address)
        for piece in pieces:
            assert piece in text, f"{address} does not show {piece}:\n{_main(text)}"
        return self

    def lacks(self, address: str, *pieces: str) -> Site:
        """The page's source holds none of these."""
        text = self.page(address)
        for piece in pieces:
            assert piece not in text, f"{address} shows {piece}:\n{_main(text)}"
        return self

    def tree(self, address: str) -> Any:
        """The page as elements."""
        return html.document_fromstring(self.page(address).encode())

    def select(self, address: str, path: str) -> list[Any]:
        """The elements of a page that a simple CSS selector names (tags, #ids, .classes, [attributes])."""
        return select(self.tree(address), path)

    def text_of(self, address: str, path: str) -> str:
        """What the first such element says, without note numbers and brackets of readings."""
        found = self.select(address, path)
        assert found, f"no {path} at {address}:\n{_main(self.page(address))}"
        return said_by(found[0])

    def files(self) -> dict[str, bytes]:
        """Every file of site/ and its bytes."""
        return files_in(self.out)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def select(element: Any, path: str) -> list[Any]:
    """The elements below ``element`` that a CSS selector names."""
    return [found for found in CSSSelector(path, translator="html")(element) if found is not element]


def said_by(element: Any) -> str:
    """The text of an element as a reader hears it: no note numbers, no readings."""
    skipped = ("rt", "rp", "sup")
    told = element.text or ""
    for child in element:
        if child.tag == "br":
            told += "\n"
        elif isinstance(child.tag, str) and child.tag not in skipped:
            told += said_by(child)
        told += child.tail or ""
    return told


def _main(text: str) -> str:
    found = re.search(r"<main.*?</main>", text, re.S)
    return found[0] if found else text[:4000]


def yizhu(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as a user runs it from a clone."""
    return subprocess.run(
        [sys.executable, str(REPO / "build.py"), *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


# ---- well-formed pages -------------------------------------------------------------------------------------

_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")


def as_xml(fragment: str) -> Any:
    """A fragment of our HTML read as XML, which forgives nothing."""
    closed = re.sub(rf"<({'|'.join(_VOID)})\b((?:[^>\"]|\"[^\"]*\")*?)/?>", r"<\1\2/>", fragment)
    return etree.fromstring(f"<root>{closed}</root>", etree.XMLParser(resolve_entities=False, huge_tree=True))


def twisted(element: Any) -> list[str]:
    """What no page of ours may hold: an a in an a, an id twice."""
    wrong = [
        f"a in a: {etree.tostring(a)!r}" for a in element.iter("a") if any(True for _ in _inner_links(a))
    ]
    ids = [e.get("id") for e in element.iter() if isinstance(e.tag, str) and e.get("id") is not None]
    return wrong + [f"id twice: {id}" for id in sorted({id for id in ids if ids.count(id) > 1})]


def _inner_links(link: Any) -> Iterator[Any]:
    return (inner for inner in link.iter("a") if inner is not link)


# ---- cases in Markdown files -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """What goes in and what comes out, with a word on why above it."""

    path: Path
    number: int  # from 0, in its file
    why: str
    given: str
    expected: str
    is_wrong: bool = False  # the program is known to say something else: --update leaves it alone

    @property
    def name(self) -> str:
        """Its number and why it is there."""
        return f"{self.number + 1:02} {self.why.splitlines()[-1] if self.why else ''}".strip()


_CASE = re.compile(r"^\.\n(.*?)^\.\n(.*?)^\.\n", re.S | re.M)


def read_cases(path: Path) -> list[Case]:
    """The cases of a file: why, ``.``, input, ``.``, output, ``.``."""
    cases: list[Case] = []
    position = 0
    text = path.read_text("utf-8")
    for found in _CASE.finditer(text):
        why = text[position : found.start()].strip().rpartition("\n\n")[2]
        cases.append(Case(path, len(cases), why, found[1].rstrip("\n"), found[2].rstrip("\n")))
        position = found.end()
    return cases


def rewrite_case(case: Case, answer: str) -> None:
    """The case's output in its file is what the program now says."""
    text = case.path.read_text("utf-8")
    found = list(_CASE.finditer(text))[case.number]
    start, end = found.span(2)
    case.path.write_text(
        f"{text[:start]}{answer}\n{text[end:]}" if answer else text[:start] + text[end:], "utf-8"
    )


@dataclass(frozen=True, slots=True)
class Judge:
    """Holds an answer against a case or a golden file; with --update, writes it there instead."""

    is_updating: bool

    def case(self, case: Case, answer: Callable[[str], str]) -> None:
        """The answer to the case's input is its output."""
        told = answer(case.given).rstrip("\n")
        if self.is_updating and not case.is_wrong and told != case.expected:
            rewrite_case(case, told)
            case = replace(case, expected=told)
        assert f"{case.why}\n{told}" == f"{case.why}\n{case.expected}"

    def golden(self, path: Path, content: bytes) -> None:
        """The content is, byte for byte, what stands in the file."""
        if self.is_updating:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert path.is_file(), f"{path} is not there: pytest --update writes it"
        assert content.decode() == path.read_text("utf-8")
