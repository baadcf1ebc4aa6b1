"""Reads the theme: packaged templates, styles, scripts and strings; a site's own file of the same name wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from yizhu.content.faults import Fault, Faults, Place, did_you_mean, raise_if
from yizhu.content.files.picture_sizes import Size, read_stated_size
from yizhu.content.files.picture_types import detect_picture_type
from yizhu.content.yaml.document import Document, read_document
from yizhu.site.page_model import File
from yizhu.site.theme.assets import join_scripts, join_style_sheets, minify
from yizhu.site.theme.cldr import is_plural
from yizhu.site.theme.files import read_own_files

BLANK = re.compile(r"\{(\w+)\}")
_PLAIN = ("remember.js", "search.js")  # packaged scripts that pages load by themselves


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """What decides how pages look. Compared by identity, because it is a key of caches that every page asks."""

    templates: tuple[tuple[str, str], ...]
    strings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # by language tag
    origins: tuple[tuple[str, str], ...]  # by template or file: its path as the author knows it
    own: tuple[str, ...] = ()  # the templates that are the site's own
    pictures: tuple[tuple[str, Size], ...] = ()  # the files in img/, each with its size; (0, 0): unknown


def read_theme(root: Path, shown_as: str) -> tuple[Theme, tuple[File, ...]]:
    """Return the theme of the site in ``root``, and its assets; ``shown_as``: the theme's folder, which need not exist.

    Raises ``Faults`` for files that do not belong in a theme.
    """
    packaged = dict(_walk(files("yizhu.site").joinpath("default_theme"), ""))
    own = read_own_files(root, shown_as)
    both = {name: raw for name, (raw, _) in (packaged | own).items()}
    templates = tuple(
        (name.removeprefix("templates/"), raw.decode())
        for name, raw in sorted(both.items())
        if name.startswith("templates/")
    )
    strings = _strings(packaged, own)
    parts = {name for name in packaged if name.startswith("js/") and name.removeprefix("js/") not in _PLAIN}
    assets = tuple(_assets(packaged | own, parts))
    _check_assets(assets, shown_as)
    origins = tuple(
        (name.removeprefix("templates/"), path) for name, (_, path) in sorted((packaged | own).items())
    )
    own_templates = tuple(
        name.removeprefix("templates/") for name in sorted(own) if name.startswith("templates/")
    )
    pictures = tuple(
        (name.removeprefix("img/"), _size_of(both[name])) for name in sorted(both) if name.startswith("img/")
    )
    return Theme(templates, strings, origins, own_templates, pictures), assets


def _size_of(data: bytes) -> Size:
    kind = detect_picture_type(data)
    return read_stated_size(data, kind) if kind else (0, 0)


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, tuple[bytes, str]]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        name = prefix + entry.name
        if entry.is_dir() and not entry.name.startswith(("_", ".")):
            yield from _walk(entry, name + "/")
        elif entry.is_file() and not entry.name.startswith("."):
            yield name, (entry.read_bytes(), f"yizhu/site/default_theme/{name}")


def _check_assets(assets: Sequence[File], shown_as: str) -> None:
    paths = [file.path for file in assets]
    twice = next((path for path in paths if paths.count(path) > 1), "")
    if twice:
        place = Place(f"{shown_as}/img/{twice.removeprefix('assets/')}")
        raise Faults(
            [Fault(place, f"{twice} has the name of a packaged or joined file", "give it another name")]
        )


Strings = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def _strings(packaged: dict[str, Any], own: dict[str, Any]) -> Strings:
    """Return the strings of the interface by language; a site's own win over the packaged ones of that name."""
    by_lang: dict[str, dict[str, str]] = {}
    for name, (raw, path) in _string_files(packaged):
        by_lang[_lang_of(name)] = dict(_read_strings(path, raw).value or {})
    model = by_lang["en"]
    templates = "\n".join(raw.decode() for name, (raw, _) in own.items() if name.startswith("templates/"))
    for name, (raw, path) in _string_files(own):
        document = _read_strings(path, raw)
        raise_if(list(_string_faults(document, model, templates)))
        by_lang.setdefault(_lang_of(name), {}).update(document.value or {})
    return tuple((lang, tuple(strings.items())) for lang, strings in sorted(by_lang.items()))


@lru_cache(maxsize=8)  # a preview builds often, and most of them stay what they are
def _read_strings(path: str, raw: bytes) -> Document:
    return read_document(path, raw.decode(), "strings")


def _string_files(files: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        pair for pair in sorted(files.items()) if pair[0].startswith("strings/") and pair[0].endswith(".yaml")
    ]


def _lang_of(name: str) -> str:
    return name.removeprefix("strings/").removesuffix(".yaml")


def _string_faults(document: Document, model: dict[str, str], templates: str) -> Iterator[Fault]:
    for name, text in (document.value or {}).items():
        like = f"{name.rpartition('_')[0]}_n" if is_plural(name, model) else name
        if like not in model and f"t.{name}" in templates:
            continue  # a string of the site's own templates
        if like not in model:
            yield Fault(
                document.place(f"key:{name}"),
                f"there is no string called {name}",
                did_you_mean(name, model, "see docs/theme.md"),
            )
            continue
        blanks, wanted = (set(BLANK.findall(words)) for words in (text, model[like]))
        if not blanks <= wanted or text.count("{") != len(BLANK.findall(text)):
            allowed = ", ".join(f"{{{blank}}}" for blank in sorted(wanted)) or "none"
            yield Fault(
                document.place(name),
                f"the placeholders of {name} are {allowed}",
                "write only these in braces",
            )


def _sheets(both: dict[str, Any]) -> dict[str, dict[str, bytes]]:
    """Return the style sheets by the file they are joined into: css/lists/* into lists.css, css/* into yizhu.css."""
    found: dict[str, dict[str, bytes]] = {}
    for name, (raw, _) in both.items():
        kind, *folders, file = name.split("/")
        if kind == "css" and file.endswith(".css"):
            found.setdefault("-".join(folders) or "yizhu", {})[name] = raw
    return found


def _assets(both: dict[str, Any], parts: Set[str]) -> Iterator[File]:
    """Yield the files that pages load; ``parts``: the packaged scripts that yizhu.js is joined from.

    A site's own yizhu-*.js are joined into it too.
    """
    for name, sheets in sorted(_sheets(both).items()):
        yield File(f"assets/{name}.css", join_style_sheets(sheets))
    scripts = {name: of for name, of in both.items() if name.startswith("js/")}
    taken = {name: of for name, of in scripts.items() if name in parts or name.startswith("js/yizhu-")}
    yield File("assets/js/yizhu.js", join_scripts(taken))
    for name, (raw, _) in sorted(scripts.items()):
        if name not in taken:
            yield File(f"assets/{name}", minify(raw) if name.endswith(".js") else raw)
    for name, (raw, _) in sorted(both.items()):
        if name.startswith("img/"):
            yield File(f"assets/{name.removeprefix('img/')}", raw)
