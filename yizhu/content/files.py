"""What stands in content/: its files, read and sorted, nothing understood yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.content.config import Config, read_utf8
from yizhu.content.faults import Fault, Faults, Place, collect_faults, did_you_mean, raise_if
from yizhu.content.languages import USUAL_TAGS
from yizhu.content.markdown.attributes import is_lang
from yizhu.content.model import ArticleFolder, PageFolder, Source, UnusableFile
from yizhu.content.pictures import read_picture
from yizhu.content.safe_files import find_path_fault, list_files

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = ("source",)  # folders of an article that are not shown
_ACCEPTED = "accepted.yaml"
_READ = ("notes.yaml", _ACCEPTED)  # beside the texts
_KNOWN = ("articles", "glossary", "pages", "vocabulary")  # the parts of the content
_STRAY = re.compile(r"[^/]*\.y[^/]*ml")
_YAML, _YAML_ON_TOP = re.compile(r".*\.yaml"), re.compile(r"[^/]*\.yaml")


@dataclass(frozen=True, slots=True)
class ContentFiles:
    """The files of a site's content, the articles by their slugs only: each is read by itself."""

    slugs: tuple[str, ...]  # of the articles, in their order
    glossary: tuple[Source, ...]
    vocabulary: tuple[Source, ...]
    pages: tuple[PageFolder, ...]


def read_content_files(root: Path, config: Config) -> ContentFiles:
    """The files of the content folder, but for its articles.

    Raises ``Faults``: a name that is no address, bytes that are no UTF-8, a link that leads out of the folder.
    """
    home = _Home(root / config.content, config.content)
    if not home.folder.is_dir():
        help = "make it, or say with content: in config.yaml where it is"
        raise Faults([Fault(Place(config.content), "there is no such folder", help)])
    faults = list(_misplaced(home))
    articles, wrong = _folders(home, "articles")
    folders, amiss = _folders(home, "pages")
    slugs, unnamed = collect_faults(lambda name: _slug_of(home, name), articles)
    pages, unread = collect_faults(lambda name: _page_folder(home, name), folders)
    glossary, bad = _yaml_files(home, "glossary", _YAML)
    words, worse = _yaml_files(home, "vocabulary", _YAML_ON_TOP)
    raise_if([*faults, *wrong, *amiss, *unnamed, *unread, *bad, *worse])
    return ContentFiles(tuple(slugs), tuple(glossary), tuple(words), tuple(pages))


def read_article_folder(root: Path, config: Config, slug: str) -> ArticleFolder:
    """The files of an article. Raises ``Faults``: what nothing reads, a name that is no language, no UTF-8."""
    home = _Home(root / config.content, config.content)
    inside = _inside(home, f"articles/{slug}")
    read = [name for name in inside.others if name in _READ]
    sources, wrong = collect_faults(home.source, [f"articles/{slug}/{name}" for name in read])
    stray = [name for name in inside.others if _STRAY.fullmatch(name) and name not in _READ]
    strays = [
        Fault(Place(f"{inside.path}/{name}"), "nothing reads this", "did you mean notes.yaml?")
        for name in stray
    ]
    raise_if([*inside.faults, *strays, *wrong])
    known = dict(zip(read, sources, strict=True))
    langs = tuple(edition.lang for edition in config.editions)
    pictures, unfit = _pictures(home, f"articles/{slug}", [n for n in inside.others if n not in _READ])
    return ArticleFolder(
        slug, inside.path, inside.texts, known.get("notes.yaml"), pictures, langs, known.get(_ACCEPTED), unfit
    )


def is_article_file(name: str) -> bool:
    """Does a file of an article's folder, by its path in it, say anything to a build?"""
    parts = name.split("/")
    return parts[0] not in _RESERVED and not any(part.startswith(".") for part in parts)


def is_slug(name: str) -> bool:
    """May it be part of an address: a-z, 0-9 and single hyphens?"""
    return bool(_SLUG.fullmatch(name))


# ---- folders -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Home:
    """The content folder, and how the author calls it: what leads out of it is no content."""

    folder: Path
    shown_as: str

    def source(self, name: str) -> Source:
        """The text of a file, by its path below the folder."""
        return Source(self.shown(name), read_utf8(self.folder / name, self.shown(name), self.folder))

    def shown(self, name: str) -> str:
        """The path of a file as the author calls it."""
        return f"{self.shown_as}/{name}"

    def has(self, name: str) -> bool:
        """Is there such a folder, in its place?"""
        path = self.folder / name
        return path.is_dir() and not find_path_fault(path, self.folder, name)


@dataclass(frozen=True, slots=True)
class _Inside:
    """What the folder of an article or of a page holds."""

    path: str
    texts: tuple[tuple[str, Source], ...]
    others: tuple[str, ...]  # the names of all that are no texts
    faults: tuple[Fault, ...]


def _misplaced(home: _Home) -> Iterator[Fault]:
    for path in sorted(home.folder.iterdir()):
        name = home.shown(path.name)
        if path.name.startswith("."):
            continue
        if path.name not in _KNOWN:
            help = did_you_mean(path.name, _KNOWN, "content holds " + ", ".join(_KNOWN))
            yield Fault(Place(name), "nothing reads this", help)
        elif wrong := find_path_fault(path, home.folder, name):
            yield wrong
        elif not path.is_dir():
            yield Fault(Place(name), "this is a file, not a folder", "make a folder of it")


def _folders(home: _Home, part: str) -> tuple[list[str], list[Fault]]:
    """The folders of articles or pages, by their paths, and what else does not belong among them."""
    found: list[str] = []
    faults: list[Fault] = []
    for path in sorted((home.folder / part).iterdir()) if home.has(part) else ():
        name = f"{part}/{path.name}"
        if path.name.startswith("."):
            continue
        if wrong := find_path_fault(path, home.folder, home.shown(name)):
            faults.append(wrong)
        elif path.is_dir():
            found.append(name)
        elif part == "articles" and path.suffix == ".md":
            help = f"move it to {home.shown(part)}/{path.stem}/zh-Hant.md (or its own language)"
            faults.append(Fault(Place(home.shown(name)), "an article is a folder", help))
    return found, faults


def _yaml_files(home: _Home, part: str, names: re.Pattern[str]) -> tuple[list[Source], list[Fault]]:
    if not home.has(part):
        return [], []
    listed = list_files(home.folder / part, home.folder, home.shown(part))
    sources, faults = collect_faults(home.source, [f"{part}/{n}" for n in listed.files if names.fullmatch(n)])
    return sources, [*listed.faults, *faults]


def _inside(home: _Home, folder: str) -> _Inside:
    listed = list_files(home.folder / folder, home.folder, home.shown(folder), skip=_RESERVED[0])
    names = [name for name in listed.files if "/" not in name and name.endswith(".md")]
    texts, faults = collect_faults(lambda name: _text(home, f"{folder}/{name}"), names)
    others = tuple(name for name in listed.files if name not in names)
    return _Inside(home.shown(folder), tuple(texts), others, (*listed.faults, *faults))


def _pictures(
    home: _Home, folder: str, names: Sequence[str]
) -> tuple[tuple[str, ...], tuple[UnusableFile, ...]]:
    """The files that are pictures, and those that no page may show."""
    unfit = tuple(one for name in names for one in _unfit(home, folder, name))
    known = {one.name for one in unfit}
    return tuple(name for name in names if name not in known), unfit


def _unfit(home: _Home, folder: str, name: str) -> Iterator[UnusableFile]:
    path = f"{folder}/{name}"
    try:
        read_picture(home.folder / path, home.folder, home.shown(path))
    except Faults as found:
        yield UnusableFile(name, found.faults[0].problem, found.faults[0].help)


def _slug_of(home: _Home, folder: str) -> str:
    slug = folder.rpartition("/")[2]
    _check_slug(slug, home.shown(folder))
    return slug


def _page_folder(home: _Home, folder: str) -> PageFolder:
    name = _slug_of(home, folder)
    inside = _inside(home, folder)
    raise_if(inside.faults)
    if not inside.texts:
        raise Faults([Fault(Place(inside.path), "no text in this page", f"write {inside.path}/zh-Hant.md")])
    return PageFolder(name, inside.path, inside.texts, *_pictures(home, folder, inside.others))


def _check_slug(name: str, shown_as: str) -> None:
    if not is_slug(name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        help = f"rename the folder, for example {near or 'my-article'}: it is part of the address"
        raise Faults(
            [Fault(Place(shown_as), f"{name} is no address: a-z, 0-9 and single hyphens only", help)]
        )


def _text(home: _Home, path: str) -> tuple[str, Source]:
    lang = path.rpartition("/")[2].removesuffix(".md")
    if not is_lang(lang):
        names = ", ".join(f"{tag}.md" for tag in USUAL_TAGS)
        help = did_you_mean(lang, USUAL_TAGS, f"name it by its language: {names}")
        raise Faults([Fault(Place(home.shown(path)), f"{lang} is no language tag", help)])
    return lang, home.source(path)
