"""Read config.yaml into a ``Config``; every key but title and base_url has a default.

1. read the file and check it against the schema ``config``
2. check what a schema cannot: folders inside the project, editions that refer to each other
3. fill in the defaults
"""

from __future__ import annotations

import ntpath
import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from yizhu.chinese.han import INVALID_XML_CHARACTERS
from yizhu.chinese.script_conversion import OFFICIAL_OPENCC_ONLY, can_convert, default_config, find_script
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, find_place, raise_if
from yizhu.content.files.safe import MAX_TEXT_BYTES, read_file
from yizhu.content.language_tags import explain_tag
from yizhu.content.languages import is_same_language, serves
from yizhu.content.links.repository import Repository, find_forge, parse_repository
from yizhu.content.model import TextByLang
from yizhu.content.yaml.document import Document, read_document

_CONTROLS = bytes({*range(32)} - set(b"\t\n\r"))
_DEFAULT_EDITIONS: list[dict[str, str]] = [
    {"name": "zh-hant", "lang": "zh-Hant"},
    {"name": "zh-hans", "lang": "zh-Hans", "from": "zh-Hant", "convert": "tw2s"},
    {"name": "en", "lang": "en"},
]


_STATIC = "static"
_PUBLISH_FROM = {"machine": 0.0, "draft": 0.0, "reviewed": 1.0}


@dataclass(frozen=True, slots=True)
class EditionConfig:
    """An edition of the site: a language or script in which each article gets a page."""

    name: str  # first part of its addresses
    lang: str
    converted_from: str = ""  # the language whose texts are converted first; empty: it has texts of its own
    convert: str = ""  # a configuration of OpenCC: tw2s s2tw …
    vocabulary: str = "taiwan-mainland"  # word lists to convert by; none: characters only
    mark: str = ""
    title: str = ""
    quotes: str = ""  # curly corner keep; empty: as its language usually has them
    readings: str = "none"  # cn tw: offer readings of its Chinese as this region reads; none: offer none
    sandhi: str = "citation"  # of 一 and 不 in readings: citation or spoken
    translation: str = ""  # of several translations into its language, the tag of the one to show


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of a site; paths are relative to the folder of config.yaml."""

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
    menu_places: tuple[Place, ...] = ()  # of each name in the menu, for faults
    tags: tuple[tuple[str, TextByLang], ...] = ()  # a tag of the glossary, and its label for readers
    # By a translation's status, the share of its passages from which its page counts as published.
    publish_from: tuple[tuple[str, float], ...] = tuple(_PUBLISH_FROM.items())
    series: tuple[tuple[str, TextByLang], ...] = ()  # the id of a series, and its title
    per_page: int = 60  # articles on a page of a list
    links_except: tuple[str, ...] = ()  # patterns of web addresses that check --links does not ask for
    repository: Repository | None = None  # where readers report mistakes and edit texts

    @property
    def static(self) -> str:
        """The folder of files that are published as they are; empty: its name is taken."""
        taken = (
            folder.replace("\\", "/").strip("./").split("/")[0]
            for folder in (self.content, self.theme, self.site)
        )
        return "" if _STATIC in taken else _STATIC

    @property
    def base_path(self) -> str:
        """The path of the site's address: / or /yizhu/."""
        return urlsplit(self.base_url).path or "/"

    @property
    def written_langs(self) -> tuple[str, ...]:
        """The languages that articles are written in: those of the editions, without those that another converts to."""
        langs: list[str] = []
        # Two that are made from each other: the first is written.
        for edition in sorted(self.editions, key=lambda edition: bool(edition.converted_from)):
            if not any(serves(lang, edition.lang) for lang in langs):
                langs.append(edition.lang)
        return tuple(sorted(langs, key=[edition.lang for edition in self.editions].index))

    @property
    def default(self) -> EditionConfig:
        """The edition that / leads to."""
        return next(e for e in self.editions if e.name == self.default_edition)

    def is_published(self, status: str, translated: int, passages: int) -> bool:
        """Are so many translated passages enough? A translation that does not say its status is a draft."""
        return translated >= passages * dict(self.publish_from).get(status or "draft", 0.0)

    def title_in(self, lang: str) -> str:
        """Return the site's title in a language, or else in that of the default edition."""
        by_lang = dict(self.title)
        return by_lang.get(lang) or by_lang.get("") or by_lang.get(self.default.lang) or self.title[0][1]


def read_config(path: Path) -> Config:
    """Return the configuration in a file. Raises ``Faults`` with everything that is wrong in it."""
    name = path.name
    if not path.exists():
        raise Faults([Fault(Place(name), "there is no such file", _find_help(path))])
    return parse_config(name, read_utf8(path, name))


_OTHER_PROGRAMS = {
    "_config.yml": "Jekyll or Hexo", "config.toml": "Hugo or Zola", "hugo.toml": "Hugo", "hugo.yaml": "Hugo",
    "hugo.json": "Hugo", "mkdocs.yml": "MkDocs", "mkdocs.yaml": "MkDocs", "zensical.toml": "Zensical",
    "docusaurus.config.js": "Docusaurus", "docusaurus.config.ts": "Docusaurus", "astro.config.mjs": "Astro",
    ".eleventy.js": "Eleventy", "eleventy.config.js": "Eleventy", "eleventy.config.mjs": "Eleventy",
    "pelicanconf.py": "Pelican", "book.toml": "mdBook", "conf.py": "Sphinx or Nikola", "gatsby-config.js": "Gatsby",
}  # fmt: skip


def _find_help(path: Path) -> str:
    """Return where the configuration probably is, seen from where it was looked for."""
    home = Path(os.path.abspath(path)).parent
    for other in (
        "config.yml",
        "Config.yaml",
        "config.YAML",
        "config.yaml.txt",
    ):
        if path.name == "config.yaml" and (home / other).is_file():
            return f"rename {other} to config.yaml"
    for other, program in _OTHER_PROGRAMS.items():
        if path.name == "config.yaml" and (home / other).is_file():
            told = f"{other} is {program}'s: docs/coming-from.md says what is where here"
            return f"{told}; yizhu init DIR makes a new site beside it"
    for depth, folder in enumerate(home.parents, 1):
        if path.name == "config.yaml" and (folder / path.name).is_file() and (folder / "content").is_dir():
            return f"the site is above this folder: run the command there, cd {'/'.join(['..'] * depth)}"
    sites = [
        one.name for one in _folders(home) if (one / "config.yaml").is_file() and (one / "content").is_dir()
    ]
    if path.name == "config.yaml" and sites:
        return f"run the command in the site's folder: cd {sites[0]}"
    return "run yizhu init DIR for a new site, or name the file with --config"


def _folders(home: Path) -> list[Path]:
    try:
        return sorted(path for path in home.iterdir() if path.is_dir())[:1000]
    except OSError:
        return []


def parse_config(name: str, source: str) -> Config:
    """Return the configuration in a YAML text; ``name`` is the file's path in faults. Raises ``Faults``."""
    document = read_document(name, source, "config")
    given: dict[str, Any] = document.value
    editions = tuple(_edition(e) for e in given.get("editions", _DEFAULT_EDITIONS))
    raise_if([*_folder_faults(document), *_edition_faults(document, editions), *_repository_faults(document)])
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
        publish_from=_shares(given.get("publish_from", {})),
        series=tuple((id, parse_text_by_lang(title)) for id, title in given.get("series", {}).items()),
        per_page=int(given.get("per_page", 60)),
        links_except=tuple(given.get("links", {}).get("except", ())),
        repository=parse_repository(given["repository"]) if "repository" in given else None,
    )


def _shares(given: Any) -> tuple[tuple[str, float], ...]:
    """Return the share of each status: one for all, or those that are given and the defaults."""
    by_status = given if isinstance(given, dict) else dict.fromkeys(_PUBLISH_FROM, given)
    return tuple((status, float(by_status.get(status, share))) for status, share in _PUBLISH_FROM.items())


def parse_text_by_lang(value: Any) -> TextByLang:
    """Return a text, or a mapping of texts by language, as pairs; a text for all languages has the tag ""."""
    return tuple(value.items()) if isinstance(value, dict) else (("", value),)


def read_utf8(path: Path, name: str, root: Path | None = None) -> str:
    """Return the text of a file inside ``root``, without its byte order mark and with LF line ends.

    ``name`` is the file's path in faults; without a root it is a file that the user named, wherever it lies. Raises
    ``Faults`` if it cannot be read, is not UTF-8, or holds control characters.
    """
    return decode_utf8(read_file(path, root, name, MAX_TEXT_BYTES), name)


def decode_utf8(raw: bytes, name: str) -> str:
    """Return the bytes of a file as text, as ``read_utf8`` does."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = f"this is no UTF-8: byte 0x{raw[error.start]:02X}"
        raise Faults([Fault(Place(name, line), problem, _recoding_help(raw, name))]) from None
    if text.count("\0") * 100 > len(text):  # UTF-16 without its mark, or no text
        problem = "this is no UTF-8: it holds zero bytes"
        raise Faults([Fault(Place(name), problem, _recoding_help(raw, name))])
    if _may_hold_controls(raw) and (control := INVALID_XML_CHARACTERS.search(text)):
        place = find_place(name, text, text.count("\n", 0, control.start()) + 1, control[0])
        problem = f"a control character: U+{ord(control[0]):04X}"
        raise Faults([Fault(place, problem, "take it out: no page can show it")])
    return text


def _recoding_help(raw: bytes, name: str) -> str:
    from yizhu.chinese.charset import name_encodings  # only if something is wrong

    file = name.rpartition("/")[2]
    suffix = file.rpartition(".")[2]
    commands = [f"iconv -f {encoding} -t UTF-8 {file} > new.{suffix}" for encoding in name_encodings(raw)]
    if not commands:
        return "save it as UTF-8 in your editor"
    return f"save it as UTF-8 in your editor, or convert it: {', or if that gives the wrong text: '.join(commands)}"


def _may_hold_controls(raw: bytes) -> bool:  # in a tenth of the time of a search in the text
    return len(raw.translate(None, _CONTROLS)) < len(raw) or b"\xef\xbf" in raw


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
        given.get("sandhi", "citation"),
        given.get("translation", ""),
    )


def _folder_faults(document: Document) -> Iterator[Fault]:
    """Yield a fault for each folder outside of the project: the author of a config.yaml must not choose what others read or write."""
    for key in ("content", "theme", "site"):
        folder = document.value.get(key, key)
        help = f"name a folder beside {document.path}, such as {key}"
        if any(_is_outside(folder, system) for system in (posixpath, ntpath)):
            if key == "site":
                help += "; --out DIR writes to any other"
            yield Fault(document.place(key), f"{folder} lies outside of the project", help)


def _sandhi_faults(document: Document) -> Iterator[Fault]:
    """Yield a fault for each edition that says how readings are written and shows none."""
    for nth, edition in enumerate(document.value.get("editions", ())):
        if "sandhi" in edition and edition.get("readings", "none") == "none":
            problem = "sandhi: is about readings, and this edition shows none"
            yield Fault(
                document.place("editions", nth, "sandhi"), problem, "write readings: tw or cn, or remove it"
            )


def _repository_faults(document: Document) -> Iterator[Fault]:
    """Yield a fault if neither the host nor the configuration says where a repository's files are shown."""
    given = document.value.get("repository", {})
    url = given if isinstance(given, str) else given.get("url", "")
    if url and not find_forge(url) and not (isinstance(given, dict) and {"edit", "report"} & given.keys()):
        help = "write repository: {url: …, edit: 'https://…/{path}', report: 'https://…?title={title}'}"
        problem = "this host does not tell how it shows files and takes reports"
        yield Fault(document.place("repository"), problem, help)


def _is_outside(folder: str, system: ModuleType) -> bool:
    """Does a path lead out of the folder it is relative to, as ``posixpath`` or ``ntpath`` reads it?"""
    root, rest = system.splitdrive(folder)
    plain = system.normpath(rest).replace("\\", "/")
    return bool(root) or plain.startswith("/") or plain.split("/")[0] == ".."


def _edition_faults(document: Document, editions: tuple[EditionConfig, ...]) -> list[Fault]:
    faults: list[Fault] = []
    names = [e.name for e in editions]
    for index, edition in enumerate(editions):
        if edition.name in names[:index]:
            place = document.place("editions", index, "name")
            faults.append(Fault(place, f"two editions are called {edition.name}", "give each its own name"))
        faults += _tag_faults(document, index, edition)
        faults += _conversion_faults(document, index, editions)
    faults += _translation_faults(document, editions)
    faults += _sandhi_faults(document)
    default = document.value.get("default_edition", names[0])
    if default not in names:
        help = did_you_mean(default, names, "one of " + ", ".join(names))
        faults.append(Fault(document.place("default_edition"), f"no edition is called {default}", help))
    return faults


def _tag_faults(document: Document, index: int, edition: EditionConfig) -> Iterator[Fault]:
    if help := explain_tag(edition.lang):
        place = document.place("editions", index, "lang")
        yield Fault(place, f"{edition.lang} is no language tag", help)


def _translation_faults(document: Document, editions: tuple[EditionConfig, ...]) -> Iterator[Fault]:
    for index, edition in enumerate(editions):
        if edition.translation and not is_same_language(edition.translation, edition.lang):
            problem = f"{edition.translation} is another language than {edition.lang}"
            help = f"name one of several texts in {edition.lang}, such as {edition.lang}-x-literal"
            yield Fault(document.place("editions", index, "translation"), problem, help)


def _unconverted(edition: EditionConfig) -> tuple[str, str] | None:
    """Return the problem with an edition that is to be converted, and would not be; ``None``: it would."""
    source, lang, config = edition.converted_from, edition.lang, edition.convert
    if source and not config and not is_same_language(source, lang):
        help = "remove from: an edition takes the text in its own language, or its translation"
        return f"nothing converts {source} into {lang}", help
    made = "zh-Hans" if config.endswith(("2s", "2sp")) else "zh-Hant"
    if config and not find_script(lang).startswith(made):
        usual = default_config(source or ("zh-Hant" if made == "zh-Hant" else "zh-Hans"), lang)
        return f"{config} does not make {lang}", f"write convert: {usual}" if usual else "remove convert:"
    return None


def _conversion_faults(
    document: Document, index: int, editions: tuple[EditionConfig, ...]
) -> Iterator[Fault]:
    edition = editions[index]
    if edition.converted_from and edition.converted_from not in [e.lang for e in editions]:
        place = document.place("editions", index, "from")
        langs = [e.lang for e in editions if e is not edition]
        help = did_you_mean(edition.converted_from, langs, "one of " + ", ".join(langs))
        yield Fault(place, f"no edition has the language {edition.converted_from}", help)
    if unconverted := _unconverted(edition):
        key = "convert" if "convert" in document.value["editions"][index] else "from"
        yield Fault(document.place("editions", index, key), *unconverted)
    if edition.convert in OFFICIAL_OPENCC_ONLY and not can_convert(edition.convert):
        key = "convert" if "convert" in document.value["editions"][index] else "lang"
        help = "install the package opencc instead, or write convert: with another configuration"
        problem = f"the installed OpenCC lacks what {edition.convert} needs"
        yield Fault(document.place("editions", index, key), problem, help)
