"""The theme: the packaged templates, styles, scripts and strings, each overlaid by a site's own file of that name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from yizhu.config import read_utf8
from yizhu.document import read_document
from yizhu.fault import Fault, Faults, Place, did_you_mean
from yizhu.page import File

_KINDS = ("templates", "css", "js", "img", "strings")


@dataclass(frozen=True, slots=True)
class Theme:
    """All that decides how pages look, as text."""

    templates: tuple[tuple[str, str], ...]
    strings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # by language tag
    origins: tuple[tuple[str, str], ...]  # template name, path as the author knows it


def read_theme(folder: Path, shown_as: str) -> tuple[Theme, tuple[File, ...]]:
    """The theme of a site, and the assets that go with it.

    ``folder`` need not exist. Raises ``Faults`` for what is no part of a theme.
    """
    packaged = dict(_walk(files("yizhu").joinpath("theme"), ""))
    own = dict(_own(folder, shown_as))
    both = {name: raw for name, (raw, _) in (packaged | own).items()}
    templates = tuple(
        (name.removeprefix("templates/"), raw.decode())
        for name, raw in sorted(both.items())
        if name.startswith("templates/")
    )
    strings = _strings(packaged, own)
    origins = tuple(
        (name.removeprefix("templates/"), path) for name, (_, path) in sorted((packaged | own).items())
    )
    return Theme(templates, strings, origins), tuple(_assets(both))


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, tuple[bytes, str]]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        name = prefix + entry.name
        if entry.is_dir() and not entry.name.startswith(("_", ".")):
            yield from _walk(entry, name + "/")
        elif entry.is_file() and not entry.name.startswith("."):
            yield name, (entry.read_bytes(), f"yizhu/theme/{name}")


def _own(folder: Path, shown_as: str) -> Iterator[tuple[str, tuple[bytes, str]]]:
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in Path(name).parts):
            continue
        place = f"{shown_as}/{name}"
        kind = name.partition("/")[0]
        if "/" not in name or kind not in _KINDS:
            mend = did_you_mean(kind, _KINDS, "a theme has " + ", ".join(f"{k}/" for k in _KINDS))
            raise Faults([Fault(Place(place), "this is no part of a theme", mend)])
        if kind in ("templates", "strings"):
            read_utf8(path, place)
        yield name, (path.read_bytes(), place)


def _strings(
    packaged: dict[str, Any], own: dict[str, Any]
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    by_lang: dict[str, dict[str, str]] = {}
    for several in (packaged, own):
        for name, (raw, path) in sorted(several.items()):
            if name.startswith("strings/") and name.endswith(".yaml"):
                lang = name.removeprefix("strings/").removesuffix(".yaml")
                by_lang.setdefault(lang, {}).update(read_document(path, raw.decode(), "strings").value or {})
    return tuple((lang, tuple(strings.items())) for lang, strings in sorted(by_lang.items()))


def _assets(both: dict[str, bytes]) -> Iterator[File]:
    css = [raw for name, raw in sorted(both.items()) if name.startswith("css/") and name.endswith(".css")]
    yield File("assets/yizhu.css", b"\n".join(css))
    for name, raw in sorted(both.items()):
        kind, _, rest = name.partition("/")
        if kind in ("js", "img"):
            yield File(f"assets/{'js/' if kind == 'js' else ''}{rest}", raw)
