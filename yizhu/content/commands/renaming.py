"""What renaming an article and renaming a term share: which files name them, lists of aliases, and writing all files or none."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from yizhu.content.config import Config
from yizhu.content.faults import Fault, Faults, Place
from yizhu.content.files.read import is_slug
from yizhu.content.files.safe import list_files, read_file, write_file

_NO_TEXT = ("true", "false", "null")

# The addresses that lists have, or will have when there are tags, series, many articles.
_OF_A_LIST = re.compile(r"tags|series|page-[0-9]+")


@dataclass(frozen=True, slots=True)
class Renamed:
    """What was renamed, or would be."""

    old: str
    new: str
    alias: str  # the file that names the old address
    named: str  # what the other files have of it
    lines: tuple[tuple[str, tuple[int, ...]], ...]  # files, each with the lines that name it, as they lie now


def format_renamed(renamed: Renamed) -> Iterator[str]:
    """Yield what was done, a line for each file."""
    yield f"{renamed.old} → {renamed.new}"
    yield f"{renamed.alias}: the old address is an alias"
    for path, lines in renamed.lines:
        yield f"{path}: {renamed.named} in line {', '.join(map(str, lines))}"


def check_is_slug(new: str, place: str, called: str) -> None:
    """Raise ``Faults`` if what becomes part of an address cannot be; ``called``: what it is."""
    if not is_slug(new):
        help = "a-z, 0-9 and single hyphens: it is part of the address"
        raise Faults([Fault(Place(place), f"{new} is no {called}", help)])


def check_address_is_free(root: Path, config: Config, slug: str) -> None:
    """Raise ``Faults`` if an article cannot have this slug because the site or another folder has the address."""
    articles = f"{config.content}/articles"
    for path in (f"{articles}/{slug}", f"{config.content}/pages/{slug}"):
        if os.path.lexists(root / path):
            raise Faults([Fault(Place(path), "this is there already", "choose another slug")])
    if slug in ("glossary", "search") or _OF_A_LIST.fullmatch(slug):
        owner = "a list of articles" if _OF_A_LIST.fullmatch(slug) else "a page that every site has"
        problem = f"its address /{slug}/ is also claimed by {owner}"
        raise Faults([Fault(Place(f"{articles}/{slug}"), problem, "choose another slug")])


def list_texts(root: Path, config: Config) -> Iterator[str]:
    """Yield the files in which links may stand."""
    home = root / config.content
    for path in list_files(home, home, config.content).files:
        parts = path.split("/")
        is_received = parts[0] == "articles" and "source" in parts[2:3]
        if path.endswith((".md", ".yaml")) and not is_received and not (home / path).is_symlink():
            yield f"{config.content}/{path}"


def read_as_it_is(root: Path, config: Config, path: str) -> str:
    """Return a file of the content with its line ends, its byte order mark and whatever is no UTF-8."""
    return read_file(root / path, root / config.content, path).decode("utf-8", "surrogateescape")


def write_together(root: Path, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Write all files, or none: if one cannot be written, those before it are as they were. Raises ``Faults``.

    Return what they were, for ``put_back``.
    """
    before = {path: read_file(root / path, root, path) for path in texts}
    done: list[str] = []
    try:
        for path, text in texts.items():
            write_file(root / path, root, text.encode("utf-8", "surrogateescape"), path)
            done.append(path)
    except BaseException:
        put_back(root, {path: before[path] for path in done})
        raise
    return before


def put_back(root: Path, before: Mapping[str, bytes]) -> None:
    """Write files as they were."""
    for path, data in before.items():
        write_file(root / path, root, data, path)


# ---- lists of aliases --------------------------------------------------------------------------------------


def compose(text: str) -> yaml.Node | None:
    """Return YAML as nodes, which know their places."""
    return yaml.compose(text, yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)


def find_value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """Return what a key of a mapping has."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def quote_alias(alias: str) -> str:
    """Return an alias as it stands in YAML."""
    return f'"{alias}"' if alias in _NO_TEXT else alias


def add_to_list(lines: list[str], node: yaml.SequenceNode, old: str, new: str) -> None:
    """Add ``old`` to a list of aliases in these lines, in the way it is written; in the place of ``new``, if that is one."""
    word = quote_alias(old)
    again = next((item for item in node.value if item.value == new), None)
    if again is not None:  # it gets its former name back
        splice(lines, again.start_mark.line, again.start_mark.column, again.end_mark.column, word)
    elif node.flow_style:
        mark = node.value[-1].end_mark if node.value else node.start_mark
        column = mark.column if node.value else mark.column + 1
        splice(lines, mark.line, column, column, f", {word}" if node.value else word)
    else:
        item = node.value[-1]
        head = lines[item.start_mark.line][: item.start_mark.column]
        end = "\r" if lines[0].endswith("\r") else ""
        lines.insert(item.end_mark.line + 1, f"{head}{word}{end}")


def splice(lines: list[str], number: int, start: int, end: int, word: str) -> None:
    """Write a word over the characters [start, end) of a line."""
    line = lines[number]
    lines[number] = line[:start] + word + line[end:]
