"""Find and read the files of content/; what is in them is parsed elsewhere.

1. check that content/ holds only the folders that are read
2. list the articles by their slugs; read the files of the glossary, the vocabulary and the pages
3. read the files of one article when it is asked for
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.content.config import Config, decode_utf8, read_utf8
from yizhu.content.faults import Fault, Faults, Place, collect_faults, did_you_mean, raise_if
from yizhu.content.files.misnamed import (
    LISTS_HELP,
    explain_article_file,
    explain_data_file,
    find_tag,
    is_for_people,
    is_of_lists,
    is_text,
    suggest_slug,
)
from yizhu.content.files.pictures import read_picture
from yizhu.content.files.safe import MAX_TEXT_BYTES, OpenFolder, find_path_fault, list_files, open_folder
from yizhu.content.files.smaller_pictures import leave_names_free, measure_picture
from yizhu.content.languages import USUAL_TAGS
from yizhu.content.markdown.attributes import is_lang
from yizhu.content.model import ArticleFolder, LargePicture, PageFolder, Source, UnusableFile

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COPY = re.compile(r"([A-Za-z-]+)(?: copy| - Copy| 副本| ?\(\d+\)| \d+| backup| old)+(?: ?\d+)?$")
_HIDDEN_FOLDER = "source"  # of an article: kept beside it, never shown
_ACCEPTED = "accepted.yaml"
_STATE = "state.yaml"
_ARTICLE_FILES = ("notes.yaml", _ACCEPTED, _STATE)  # that are read beside the texts
_FOLDERS = ("articles", "glossary", "pages", "vocabulary")
_YAML, _TOP_LEVEL_YAML = re.compile(r".*\.yaml"), re.compile(r"[^/]*\.yaml")


@dataclass(frozen=True, slots=True)
class ContentFiles:
    """The files of a site's content; of the articles only the slugs, for each is read by itself."""

    slugs: tuple[str, ...]  # of the articles, in alphabetical order
    glossary: tuple[Source, ...]
    vocabulary: tuple[Source, ...]
    pages: tuple[PageFolder, ...]


def read_content_files(root: Path, config: Config) -> ContentFiles:
    """Return the files of the content folder, but not those of its articles.

    Raises ``Faults`` for a name that cannot be an address, a file that is not UTF-8, a link that leads out of the
    folder, and anything that is not read at all.
    """
    content, faults = find_content_files(root, config)
    raise_if(faults)
    return content


def find_content_files(root: Path, config: Config) -> tuple[ContentFiles, list[Fault]]:
    """Return those files of the content folder that can be read, and the faults of the others.

    Raises ``Faults`` if there is no such folder.
    """
    home = _ContentFolder(root / config.content, config.content)
    if not home.folder.is_dir():
        help = "create it, or name the right one with content: in config.yaml"
        raise Faults([Fault(Place(config.content), "there is no such folder", help)])
    faults = list(_misplaced_files(home))
    article_paths, article_faults = _list_folders(home, "articles")
    page_paths, page_faults = _list_folders(home, "pages")
    slugs, slug_faults = collect_faults(lambda path: _read_slug(home, path), article_paths)
    pages, text_faults = collect_faults(lambda path: _read_page_folder(home, path), page_paths)
    glossary, glossary_faults = _yaml_files(home, "glossary", _YAML)
    vocabulary, vocabulary_faults = _yaml_files(home, "vocabulary", _TOP_LEVEL_YAML)
    faults += [
        *article_faults,
        *page_faults,
        *slug_faults,
        *text_faults,
        *glossary_faults,
        *vocabulary_faults,
    ]
    return ContentFiles(tuple(slugs), tuple(glossary), tuple(vocabulary), tuple(pages)), faults


def read_article_folder(root: Path, config: Config, slug: str) -> ArticleFolder:
    """Return the files of an article.

    Raises ``Faults`` for a YAML file that is not read, a text whose name is no language, and a file that is not UTF-8.
    """
    folder, faults = read_sound_files(root, config, slug)
    raise_if(faults)
    return folder


def read_sound_files(root: Path, config: Config, slug: str) -> tuple[ArticleFolder, list[Fault]]:
    """Return those files of an article that can be read, and the faults of the others."""
    home = _ContentFolder(root / config.content, config.content)
    folder = f"articles/{slug}"
    with open_folder(home.folder / folder, home.folder) as opened:
        read = _read_folder(home, folder, opened)
        names = [name for name in read.others if name in _ARTICLE_FILES]
        paths = [f"{folder}/{name}" for name in names]
        sources, faults = collect_faults(lambda path: home.read_in(opened, path), paths)
    other_names = [name for name in read.others if name not in _ARTICLE_FILES]
    unread = _unread_files(read, other_names)
    by_path = {source.path: source for source in sources}
    pictures, unusable, large = _split_pictures(home, folder, other_names)
    found = ArticleFolder(
        slug=slug,
        path=read.path,
        texts=read.texts,
        notes=by_path.get(f"{read.path}/notes.yaml"),
        files=pictures,
        langs=tuple(edition.lang for edition in config.editions),
        accepted=by_path.get(f"{read.path}/{_ACCEPTED}"),
        unusable=unusable,
        large=large,
        state=by_path.get(f"{read.path}/{_STATE}"),
    )
    return found, [*read.faults, *unread, *faults]


def _unread_files(read: _FolderFiles, names: Sequence[str]) -> list[Fault]:
    """Return a fault for each file of an article's or page's folder that was meant to be read, and is not."""
    texts = [f"{lang}.md" for lang, _ in read.texts]
    return [
        Fault(Place(f"{read.path}/{name}"), "nothing reads this", help)
        for name in names
        if (help := explain_article_file(name, read.path, texts))
    ]


def list_unread_files(root: Path, config: Config) -> list[str]:
    """Return the files of content/, but those in the folders of articles and pages, that nothing reads, and is no fault."""
    home = _ContentFolder(root / config.content, config.content)
    unread = [
        f"{parent}/{path.name}"
        for parent in ("articles", "pages")
        if home.has_folder(parent)
        for path in sorted((home.folder / parent).iterdir())
        if path.is_file()
    ]
    for parent, pattern in (("glossary", _YAML), ("vocabulary", _TOP_LEVEL_YAML)):
        if home.has_folder(parent):
            listed = list_files(home.folder / parent, home.folder, home.show(parent)).files
            unread += [f"{parent}/{name}" for name in listed if not pattern.fullmatch(name)]
    unread = [name for name in unread if not (is_for_people(name) or name.rpartition("/")[2].startswith("."))]
    return [home.show(name) for name in unread]


def is_article_file(name: str) -> bool:
    """Can a file, by its path in an article's folder, change what is built?"""
    parts = name.split("/")
    return parts[0] != _HIDDEN_FOLDER and not any(part.startswith(".") for part in parts)


def is_slug(name: str) -> bool:
    """May it be part of an address: a-z, 0-9 and single hyphens?"""
    return bool(_SLUG.fullmatch(name))


# ---- folders -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _ContentFolder:
    """The content folder, and its path as the author writes it; links that lead out of it are not followed."""

    folder: Path
    shown_as: str

    def read(self, path: str) -> Source:
        """Return a text file, by its path below the folder."""
        return Source(self.show(path), read_utf8(self.folder / path, self.show(path), self.folder))

    def read_in(self, opened: OpenFolder, path: str) -> Source:
        """Return a text file that lies in an open folder, by its path below this one."""
        name = self.show(path)
        raw = opened.read(path.rpartition("/")[2], name, MAX_TEXT_BYTES)
        return Source(name, decode_utf8(raw, name))

    def show(self, path: str) -> str:
        """Return a path as the author writes it."""
        return f"{self.shown_as}/{path}"

    def has_folder(self, name: str) -> bool:
        """Is there such a folder, and is it inside?"""
        path = self.folder / name
        return path.is_dir() and not find_path_fault(path, self.folder, name)


@dataclass(frozen=True, slots=True)
class _FolderFiles:
    """The files in the folder of an article or page."""

    path: str  # as the author writes it
    texts: tuple[tuple[str, Source], ...]  # by language tag
    others: tuple[str, ...]  # names of all other files
    faults: tuple[Fault, ...]


def _misplaced_files(home: _ContentFolder) -> Iterator[Fault]:
    """Yield a fault for everything in content/ that is not one of its known folders."""
    for path in sorted(home.folder.iterdir()):
        name = home.show(path.name)
        if path.name.startswith(".") or (path.is_file() and is_for_people(path.name)):
            continue
        if path.name not in _FOLDERS:
            yield Fault(Place(name), "nothing reads this", _explain_misplaced(path.name, home.shown_as))
        elif fault := find_path_fault(path, home.folder, name):
            yield fault
        elif not path.is_dir():
            yield Fault(Place(name), "this is a file, not a folder", "make a folder of it")


def _explain_misplaced(name: str, content: str) -> str:
    """Return where a file or folder of content/ belongs."""
    if is_of_lists(name):
        return LISTS_HELP.format(content)
    if is_text(name):
        return (
            f"move it to {content}/pages/{suggest_slug(name.partition('.')[0])}/en.md (or its own language)"
        )
    meant = _FOLDERS_BY_MEANING.get(name.lower().strip("_"), "")
    return meant or did_you_mean(name, _FOLDERS, "content holds " + ", ".join(_FOLDERS), alike=0.6)


_FOLDERS_BY_MEANING = {
    **dict.fromkeys(("posts", "post", "blog", "docs", "texts", "essays", "interviews"), "did you mean articles?"),
    **dict.fromkeys(("terms", "term", "glossaries", "dictionary", "notes"), "did you mean glossary?"),
    **dict.fromkeys(("words", "vocab", "vocabularies"), "did you mean vocabulary?"),
    **dict.fromkeys(("images", "img", "assets", "media", "pictures", "public", "files"),
                    "put pictures beside the text that shows them; other files into static/ beside content/"),
    "static": "move it beside content/",
}  # fmt: skip


def _list_folders(home: _ContentFolder, parent: str) -> tuple[list[str], list[Fault]]:
    """Return the folders of all articles, or all pages, by their paths, and a fault for what is misplaced there."""
    found: list[str] = []
    faults: list[Fault] = []
    for path in sorted((home.folder / parent).iterdir()) if home.has_folder(parent) else ():
        name = f"{parent}/{path.name}"
        if path.name.startswith("."):
            continue
        if fault := find_path_fault(path, home.folder, home.show(name)):
            faults.append(fault)
        elif path.is_dir():
            found.append(name)
        elif is_text(path.name) and not is_for_people(path.name):
            stem, *tags = path.name.split(".")[:-1]
            lang = next(filter(None, map(find_tag, tags)), "zh-Hant")
            help = f"move it to {home.show(parent)}/{suggest_slug(stem)}/{lang}.md (or its own language)"
            help = LISTS_HELP.format(home.shown_as) if is_of_lists(path.name) else help
            kind = "an article is a folder" if parent == "articles" else "a page is a folder"
            faults.append(Fault(Place(home.show(name)), kind, help))
    return found, faults


def _yaml_files(
    home: _ContentFolder, folder: str, pattern: re.Pattern[str]
) -> tuple[list[Source], list[Fault]]:
    if not home.has_folder(folder):
        return [], []
    listed = list_files(home.folder / folder, home.folder, home.show(folder))
    names = [name for name in listed.files if pattern.fullmatch(name)]
    sources, faults = collect_faults(home.read, [f"{folder}/{name}" for name in names])
    unread = [
        Fault(Place(home.show(f"{folder}/{name}")), "nothing reads this", help)
        for name in listed.files
        if name not in names and (help := explain_data_file(name, is_flat=pattern is _TOP_LEVEL_YAML))
    ]
    return sources, [*listed.faults, *unread, *faults]


def _read_folder(home: _ContentFolder, folder: str, opened: OpenFolder) -> _FolderFiles:
    listed = list_files(home.folder / folder, home.folder, home.show(folder), skip=_HIDDEN_FOLDER)
    names = [
        name
        for name in listed.files
        if "/" not in name and name.endswith(".md") and not (is_for_people(name) and not find_tag(name))
    ]
    read, faults = collect_faults(lambda name: _read_text_file(home, opened, f"{folder}/{name}"), names)
    texts = tuple((lang, source) for lang, source, _ in read)
    faults += [fault for _, _, wrong in read for fault in wrong]
    others = tuple(name for name in listed.files if name not in names)
    return _FolderFiles(home.show(folder), texts, others, (*listed.faults, *faults))


def _read_text_file(
    home: _ContentFolder, opened: OpenFolder, path: str
) -> tuple[str, Source, tuple[Fault, ...]]:
    """Return the language of a text, the text, and the faults of its characters.

    Raises ``Faults`` for what is no text at all.
    """
    lang = path.rpartition("/")[2].removesuffix(".md")
    if not is_lang(lang):
        names = ", ".join(f"{tag}.md" for tag in USUAL_TAGS)
        tag = find_tag(lang)
        copied = _COPY.match(lang)
        help = (
            f"it looks like a copy of {copied[1]}.md: move it into source/, or delete it"
            if copied
            else f"did you mean {tag}? name it {tag}.md"
            if tag
            else did_you_mean(lang, USUAL_TAGS, f"name it by its language: {names}", alike=0.6)
        )
        raise Faults([Fault(Place(home.show(path)), f"{lang} is no language tag", help)])
    name = home.show(path)
    raw = opened.read(path.rpartition("/")[2], name, MAX_TEXT_BYTES)
    try:
        return lang, Source(name, decode_utf8(raw, name)), ()
    except Faults as found:  # it still says whether it is a draft
        return lang, Source(name, raw.decode("utf-8", "replace")), found.faults


def _read_page_folder(home: _ContentFolder, folder: str) -> PageFolder:
    name = _read_slug(home, folder)
    with open_folder(home.folder / folder, home.folder) as opened:
        read = _read_folder(home, folder, opened)
    raise_if([*read.faults, *_unread_files(read, read.others)])
    if not read.texts:
        raise Faults([Fault(Place(read.path), "no text in this page", f"write {read.path}/zh-Hant.md")])
    return PageFolder(name, read.path, read.texts, *_split_pictures(home, folder, read.others))


def _read_slug(home: _ContentFolder, folder: str) -> str:
    """Return the name of an article's or page's folder. Raises ``Faults`` if it cannot be part of an address."""
    slug = folder.rpartition("/")[2]
    if not is_slug(slug):
        example = suggest_slug(slug)
        problem = f"{slug} is no address: a-z, 0-9 and single hyphens only"
        help = f"rename the folder, for example {example}: it is part of the address"
        raise Faults([Fault(Place(home.show(folder)), problem, help)])
    return slug


def _split_pictures(
    home: _ContentFolder, folder: str, names: Sequence[str]
) -> tuple[tuple[str, ...], tuple[UnusableFile, ...], tuple[LargePicture, ...]]:
    """Return the names of the pictures, the files that no page can show, and those of the pictures that are large."""
    usable: list[str] = []
    unusable: list[UnusableFile] = []
    large: list[LargePicture | None] = []
    for name in names:
        path = f"{folder}/{name}"
        try:
            data = read_picture(home.folder / path, home.folder, home.show(path)).content
        except Faults as found:
            unusable.append(UnusableFile(name, found.faults[0].problem, found.faults[0].help))
        else:
            usable.append(name)
            large.append(measure_picture(data, name))
    return (
        tuple(usable),
        tuple(unusable),
        tuple(leave_names_free(one, names) for one in large if one),
    )
