"""What stands in content/: its files, read and sorted, nothing understood yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yizhu.config import Config, read_utf8
from yizhu.fault import Fault, Faults, Place, did_you_mean, gather, raise_if
from yizhu.languages import USUAL
from yizhu.markdown.attributes import is_lang
from yizhu.model import ArticleFolder, PageFolder, Source

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = ("source",)  # folders of an article that are not shown
_ACCEPTED = "accepted.yaml"


@dataclass(frozen=True, slots=True)
class Content:
    """The files of a site's content, the articles by their slugs only: each is read by itself."""

    slugs: tuple[str, ...]  # of the articles, in their order
    glossary: tuple[Source, ...]
    vocabulary: tuple[Source, ...]
    pages: tuple[PageFolder, ...]


def read_content(root: Path, config: Config) -> Content:
    """The files of the content folder, but for its articles.

    Raises ``Faults``: a name that is no address, bytes that are no UTF-8.
    """
    folder = root / config.content
    if not folder.is_dir():
        mend = "make it, or say with content: in config.yaml where it is"
        raise Faults([Fault(Place(config.content), "there is no such folder", mend)])
    faults = list(_misplaced(folder, config.content))
    slugs, wrong = gather(lambda p: _slug_of(p, config.content), _folders(folder / "articles"))
    pages, amiss = gather(lambda p: _page_folder(p, config.content), _folders(folder / "pages"))
    glossary, bad = gather(_reader(folder, config.content), _files(folder / "glossary", "**/*.yaml"))
    words, worse = gather(_reader(folder, config.content), _files(folder / "vocabulary", "*.yaml"))
    raise_if(faults + wrong + amiss + bad + worse)
    return Content(tuple(slugs), tuple(glossary), tuple(words), tuple(pages))


def read_article_folder(root: Path, config: Config, slug: str) -> ArticleFolder:
    """The files of an article. Raises ``Faults``: what nothing reads, a name that is no language, no UTF-8."""
    path, shown_as = root / config.content / "articles" / slug, f"{config.content}/articles/{slug}"
    texts, faults = gather(lambda p: _text(p, shown_as), _files(path, "*.md"))
    others, wrong = gather(
        lambda p: Source(f"{shown_as}/{p.name}", read_utf8(p, f"{shown_as}/{p.name}")),
        [*_files(path, "notes.yaml"), *_files(path, _ACCEPTED)],
    )
    stray = [p for p in _files(path, "*.y*ml") if p.name not in ("notes.yaml", _ACCEPTED)]
    faults += [
        Fault(Place(f"{shown_as}/{p.name}"), "nothing reads this", "did you mean notes.yaml?") for p in stray
    ]
    raise_if(faults + wrong)
    known = {source.path.rpartition("/")[2]: source for source in others}
    langs = tuple(edition.lang for edition in config.editions)
    return ArticleFolder(
        slug, shown_as, tuple(texts), known.get("notes.yaml"), _others(path), langs, known.get(_ACCEPTED)
    )


def is_read(name: str) -> bool:
    """Does a file of an article's folder, by its path in it, say anything to a build?"""
    return name.partition("/")[0] not in _RESERVED


def is_slug(name: str) -> bool:
    """May it be part of an address: a-z, 0-9 and single hyphens?"""
    return bool(_SLUG.fullmatch(name))


def _folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        inside = (p for p in folder.iterdir() if p.is_dir() and _stays_in(p, folder))
        yield from sorted(p for p in inside if not p.name.startswith("."))


def _stays_in(path: Path, folder: Path) -> bool:
    """Is it no symbolic link that leads out of the folder?"""
    return not path.is_symlink() or path.resolve().is_relative_to(folder.resolve())


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file() and _stays_in(path, folder))


def _misplaced(folder: Path, shown_as: str) -> Iterator[Fault]:
    known = ("articles", "glossary", "pages", "vocabulary")
    for path in sorted(folder.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            mend = did_you_mean(path.name, known, "content holds " + ", ".join(known))
            yield Fault(Place(f"{shown_as}/{path.name}"), "nothing reads this", mend)
    for path in sorted((folder / "articles").glob("*.md")) if (folder / "articles").is_dir() else ():
        mend = f"move it to {shown_as}/articles/{path.stem}/zh-Hant.md (or its own language)"
        yield Fault(Place(f"{shown_as}/articles/{path.name}"), "an article is a folder", mend)


def _reader(folder: Path, shown_as: str) -> Callable[[Path], Source]:
    def read(path: Path) -> Source:
        name = f"{shown_as}/{path.relative_to(folder).as_posix()}"
        return Source(name, read_utf8(path, name))

    return read


def _slug_of(path: Path, content: str) -> str:
    _check_slug(path.name, f"{content}/articles/{path.name}")
    return path.name


def _page_folder(path: Path, content: str) -> PageFolder:
    shown_as = f"{content}/pages/{path.name}"
    _check_slug(path.name, shown_as)
    texts, faults = gather(lambda p: _text(p, shown_as), _files(path, "*.md"))
    raise_if(faults)
    if not texts:
        raise Faults([Fault(Place(shown_as), "no text in this page", f"write {shown_as}/zh-Hant.md")])
    return PageFolder(path.name, shown_as, tuple(texts), _others(path))


def _others(folder: Path) -> tuple[str, ...]:
    """The names of all files that are no texts; what a link leads to outside the folder is none of them."""
    return tuple(
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.resolve().is_relative_to(folder.resolve())
        and not _is_reserved(path, folder)
    )


def _is_reserved(path: Path, folder: Path) -> bool:
    return path.suffix == ".md" or path.name == _ACCEPTED or path.relative_to(folder).parts[0] in _RESERVED


def _check_slug(name: str, shown_as: str) -> None:
    if not is_slug(name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        mend = f"rename the folder, for example {near or 'my-article'}: it is part of the address"
        raise Faults(
            [Fault(Place(shown_as), f"{name} is no address: a-z, 0-9 and single hyphens only", mend)]
        )


def _text(path: Path, shown_as: str) -> tuple[str, Source]:
    name = f"{shown_as}/{path.name}"
    if not is_lang(path.stem):
        names = ", ".join(f"{tag}.md" for tag in USUAL)
        mend = did_you_mean(path.stem, USUAL, f"name it by its language: {names}")
        raise Faults([Fault(Place(name), f"{path.stem} is no language tag", mend)])
    return path.stem, Source(name, read_utf8(path, name))
