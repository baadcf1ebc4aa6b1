"""config.yaml becomes a Config, whole: every key but title and base_url has a default."""

from __future__ import annotations

import ntpath
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from yizhu.chinese.han import INVALID_XML_CHARACTERS
from yizhu.chinese.script_conversion import OFFICIAL_OPENCC_ONLY, can_convert, default_config
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, find_place, raise_if
from yizhu.content.model import TextByLang
from yizhu.content.safe_files import MAX_TEXT_BYTES, read_file
from yizhu.content.yaml_document import Document, read_document

_DEFAULT_EDITIONS: list[dict[str, str]] = [
    {"name": "zh-hant", "lang": "zh-Hant"},
    {"name": "zh-hans", "lang": "zh-Hans", "from": "zh-Hant", "convert": "tw2s"},
    {"name": "en", "lang": "en"},
]


@dataclass(frozen=True, slots=True)
class EditionConfig:
    """One page per article is made for each of these."""

    name: str  # the first part of its addresses
    lang: str
    converted_from: str = ""  # the language whose text is converted; empty: it has texts of its own
    convert: str = ""  # one of OpenCC's configurations
    vocabulary: str = "taiwan-mainland"  # none: characters only
    mark: str = ""
    title: str = ""
    quotes: str = ""  # curly corner keep; empty: the habit of its language
    readings: str = (
        "none"  # cn tw: its Chinese can be shown with readings, as this region reads; none: it cannot
    )


@dataclass(frozen=True, slots=True)
class Config:
    """What a site's folder says of itself; paths are relative to the folder of config.yaml."""

    title: TextByLang
    base_url: str  # ends in /
    description: TextByLang = ()
    content: str = "content"
    theme: str = "theme"
    site: str = "site"
    editions: tuple[EditionConfig, ...] = ()
    default_edition: str = ""
    mark: str = "section"
    menu: tuple[str, ...] = ()
    menu_places: tuple[Place, ...] = ()  # where the names of the menu stand
    tags: tuple[tuple[str, TextByLang], ...] = ()  # the glossary's tags, and what readers are told instead

    @property
    def base_path(self) -> str:
        """The path part of the site's address: / or /yizhu/."""
        return urlsplit(self.base_url).path or "/"

    @property
    def default(self) -> EditionConfig:
        """The edition that / shows."""
        return next(e for e in self.editions if e.name == self.default_edition)

    def title_in(self, lang: str) -> str:
        """The site's title in a language, or in the default edition's."""
        by_lang = dict(self.title)
        return by_lang.get(lang) or by_lang.get("") or by_lang.get(self.default.lang) or self.title[0][1]


def read_config(path: Path) -> Config:
    """The configuration in a file. Raises ``Faults`` with all that is wrong in it."""
    name = path.name
    if not path.exists():
        help = "run yizhu init DIR for a new site, or name the file with --config"
        raise Faults([Fault(Place(name), "there is no such file", help)])
    return parse_config(name, read_utf8(path, name))


def parse_config(name: str, source: str) -> Config:
    """The configuration in a text of YAML."""
    document = read_document(name, source, "config")
    given: dict[str, Any] = document.value
    editions = tuple(_edition(e) for e in given.get("editions", _DEFAULT_EDITIONS))
    raise_if([*_folder_faults(document), *_edition_faults(document, editions)])
    return Config(
        title=parse_text_by_lang(given["title"]),
        base_url=given["base_url"].rstrip("/") + "/",
        description=parse_text_by_lang(given.get("description", {})),
        content=given.get("content", "content"),
        theme=given.get("theme", "theme"),
        site=given.get("site", "site"),
        editions=editions,
        default_edition=given.get("default_edition", editions[0].name),
        mark=given.get("mark", "section"),
        menu=tuple(given.get("menu", ())),
        menu_places=tuple(document.place("menu", index) for index in range(len(given.get("menu", ())))),
        tags=tuple((tag, parse_text_by_lang(label)) for tag, label in given.get("tags", {}).items()),
    )


def parse_text_by_lang(value: Any) -> TextByLang:
    """Text, or text by language, as pairs; text for all languages has the tag ""."""
    return tuple(value.items()) if isinstance(value, dict) else (("", value),)


def read_utf8(path: Path, name: str, root: Path | None = None) -> str:
    """The text of a file without its byte order mark and with LF line ends; a fault if it is not UTF-8.

    Without a ``root``, in which it must lie, it is a file that the user named.
    """
    return decode_utf8(read_file(path, root, name, MAX_TEXT_BYTES), name)


def decode_utf8(raw: bytes, name: str) -> str:
    """The bytes of a file as ``read_utf8`` gives them."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        bad = raw[error.start]
        help = "save it as UTF-8 (iconv -f BIG5 -t UTF-8 …, or your editor's “Save with encoding”)"
        fault = Fault(Place(name, line), f"this is no UTF-8: byte 0x{bad:02X}", help)
        raise Faults([fault]) from None
    if control := INVALID_XML_CHARACTERS.search(text):
        place = find_place(name, text, text.count("\n", 0, control.start()) + 1, control[0])
        raise Faults(
            [
                Fault(
                    place, f"a control character: U+{ord(control[0]):04X}", "take it out: no page can show it"
                )
            ]
        )
    return text


def _edition(given: dict[str, str]) -> EditionConfig:
    converted_from = given.get("from", "")
    convert = given.get("convert", default_config(converted_from, given["lang"]))
    return EditionConfig(
        given["name"],
        given["lang"],
        converted_from,
        convert,
        given.get("vocabulary", "taiwan-mainland"),
        given.get("mark", ""),
        given.get("title", ""),
        given.get("quotes", ""),
        given.get("readings", "none"),
    )


def _folder_faults(document: Document) -> Iterator[Fault]:
    """Folders outside of the project: whoever builds what others wrote would have them read or write there."""
    for key in ("content", "theme", "site"):
        folder = document.value.get(key, key)
        help = f"name a folder beside {document.path}, such as {key}"
        if any(_is_outside(folder, way) for way in (posixpath, ntpath)):
            if key == "site":
                help += "; --out DIR writes to any other"
            yield Fault(document.place(key), f"{folder} lies outside of the project", help)


def _is_outside(folder: str, way: ModuleType) -> bool:
    """Does a path lead out of where it begins, as this system or that (posixpath, ntpath) reads it?"""
    root, rest = way.splitdrive(folder)
    plain = way.normpath(rest).replace("\\", "/")
    return bool(root) or plain.startswith("/") or plain.split("/")[0] == ".."


def _edition_faults(document: Document, editions: tuple[EditionConfig, ...]) -> list[Fault]:
    faults: list[Fault] = []
    names = [e.name for e in editions]
    for index, edition in enumerate(editions):
        if edition.name in names[:index]:
            place = document.place("editions", index, "name")
            faults.append(Fault(place, f"two editions are called {edition.name}", "give each its own name"))
        if edition.converted_from and edition.converted_from not in [e.lang for e in editions]:
            place = document.place("editions", index, "from")
            langs = [e.lang for e in editions if e is not edition]
            faults.append(
                Fault(
                    place,
                    f"no edition has the language {edition.converted_from}",
                    did_you_mean(edition.converted_from, langs, "one of " + ", ".join(langs)),
                )
            )
        if edition.convert in OFFICIAL_OPENCC_ONLY and not can_convert(edition.convert):
            key = "convert" if "convert" in document.value["editions"][index] else "lang"
            help = (
                "install the package opencc in its place, or write convert: with a configuration that it has"
            )
            problem = f"the OpenCC that is installed lacks what {edition.convert} needs"
            faults.append(Fault(document.place("editions", index, key), problem, help))
    default = document.value.get("default_edition", names[0])
    if default not in names:
        help = did_you_mean(default, names, "one of " + ", ".join(names))
        faults.append(Fault(document.place("default_edition"), f"no edition is called {default}", help))
    return faults
