"""An EPUB that ``yizhu export`` made brings its content along: the files that it was made from go home unchanged.

1. list what the book carries; refuse paths that lead anywhere but into an article's folder or the glossary
2. read every file as a build would, so that nothing invalid is written
3. compare each with the site's: new, unchanged, or another; of the glossary, entry by entry
4. write what is new, if nothing is another
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from yizhu.content.articles import read_article
from yizhu.content.config import Config, decode_utf8, read_config
from yizhu.content.faults import Fault, Faults, Place, collect_faults, format_count, raise_if
from yizhu.content.files.book_sources import DATA_FILES, FOLDER, PICTURES, is_plain_path
from yizhu.content.files.pictures import check_picture
from yizhu.content.files.read import is_slug
from yizhu.content.files.safe import MAX_TEXT_BYTES, read_file, write_file
from yizhu.content.glossary_slices import GlossarySlice, cut_glossary
from yizhu.content.load import load_site_content
from yizhu.content.markdown.attributes import is_lang
from yizhu.content.model import ArticleFolder, Source
from yizhu.content.terminal import print_json, print_text
from yizhu.content.yaml.document import read_document
from yizhu.importers.model.draft import fault_of
from yizhu.importers.reimport import find_differences, format_differences
from yizhu.importers.sources.budget import time_limit
from yizhu.importers.sources.containers import Parts, open_parts

_GLOSSARY_FILE = re.compile(r"glossary/[^/]+(?:/[^/]+){0,4}\.yaml")
_PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|avif|svg)\Z", re.I)
_MADE_ANEW = "export the book anew"


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A file of the book, beside the site's."""

    path: str  # as the editor writes it
    done: str  # new, unchanged, differs
    content: bytes = b""  # to be written, if it is new
    differences: str = ""  # for people


def has_sources(path: Path) -> bool:
    """Is this file a book that carries its sources?"""
    if path.suffix.lower() != ".epub":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith(FOLDER) for name in archive.namelist())
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def import_book(config_file: Path, source: str, *, dry_run: bool = False, json_out: bool = False) -> None:
    """Write the files that a book carries, and print each. Raises ``Faults``; then nothing is written."""
    with time_limit(source):
        root, config = config_file.parent, read_config(config_file)
        data = read_file(Path(source), None, source)
        files = _read_files(open_parts(data, source), source)
        _check(files, source, config)
        compared = [*_compare_articles(files, root, config), *_compare_glossary(files, root, config)]
    _report(compared, json_out)
    raise_if(_list_conflicts(compared))
    new = [one for one in compared if one.done == "new"]
    for one in () if dry_run else new:
        write_file(root / one.path, root, one.content, one.path, overwrite=False)
    if not json_out and not dry_run:
        print_text(f"{format_count(len(new), 'file')} written" if new else "unchanged")


# ---- 1. what the book carries ------------------------------------------------------------------------------


def _read_files(parts: Parts, name: str) -> dict[str, bytes]:
    """Return the files of a book by their paths in the content folder."""
    own = [path for path in parts.files if path.startswith(FOLDER) and path != PICTURES]
    raise_if([_path_fault(path, name) for path in own if not _is_text_path(path.removeprefix(FOLDER))])
    files = {path.removeprefix(FOLDER): parts.bytes_of(path) or b"" for path in own}
    large = [path for path, data in files.items() if len(data) > MAX_TEXT_BYTES]
    raise_if(
        [Fault(_place(name, path), "this is too large for a text", "do not use this book") for path in large]
    )
    for path, held in _read_picture_places(parts, name).items():
        if not _is_picture_path(path):
            raise Faults([_path_fault(path, name)])
        picture = parts.bytes_of(held)
        if picture is None:
            raise Faults(
                [Fault(_place(name, path), f"the book has no picture {ascii(held)[1:-1]}", _MADE_ANEW)]
            )
        files[path] = check_picture(picture, _find_extension(path), f"{name}: {path}").content
    return files


def _read_picture_places(parts: Parts, name: str) -> Mapping[str, str]:
    """Return where in the book the pictures lie, by their paths in the content folder."""
    data = parts.bytes_of(PICTURES)
    try:
        given = json.loads(data) if data else {}
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise fault_of(name, f"its {PICTURES} is no list of pictures", _MADE_ANEW)
    return given


def _is_text_path(path: str) -> bool:
    """Is this a file of an article, by a name that a build reads, or one of the glossary?"""
    if not is_plain_path(path):
        return False
    if _GLOSSARY_FILE.fullmatch(path):
        return True
    parts = path.split("/")
    if len(parts) != 3 or parts[0] != "articles" or not is_slug(parts[1]):
        return False
    return parts[2] in DATA_FILES or (parts[2].endswith(".md") and is_lang(parts[2].removesuffix(".md")))


def _is_picture_path(path: str) -> bool:
    parts = path.split("/")
    is_in_article = len(parts) > 2 and parts[0] == "articles" and is_slug(parts[1]) and parts[2] != "source"
    return is_in_article and is_plain_path(path) and bool(_PICTURE.search(path))


def _path_fault(path: str, name: str) -> Fault:
    help = "do not use this book: its paths would lead out of an article's folder, or say nothing to a build"
    return Fault(Place(name), f"the book carries a file of the name {ascii(path)[1:-1]}", help)


def _place(name: str, path: str) -> Place:
    return Place(f"{name}: {path}")


# ---- 2. is it sound? ---------------------------------------------------------------------------------------


def _check(files: Mapping[str, bytes], name: str, config: Config) -> None:
    """Read all files as a build would. Raises ``Faults`` for what it would refuse."""
    folders, faults = collect_faults(
        lambda slug: read_article(_make_folder(files, slug, name, config)), _list_slugs(files)
    )
    glossary = [path for path in files if path.startswith("glossary/")]
    _, wrong = collect_faults(lambda path: read_document(*_decode(files, path, name), "glossary"), glossary)
    raise_if([*faults, *wrong])
    if not folders:
        raise fault_of(name, "the book carries no article", _MADE_ANEW)


def _find_extension(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _list_slugs(files: Mapping[str, bytes]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path.split("/")[1] for path in files if path.startswith("articles/")))


def _decode(files: Mapping[str, bytes], path: str, name: str) -> tuple[str, str]:
    """Return a file's name in faults, and its text."""
    shown = f"{name}: {path}"
    return shown, decode_utf8(files[path], shown)


def _make_folder(files: Mapping[str, bytes], slug: str, name: str, config: Config) -> ArticleFolder:
    start = f"articles/{slug}/"
    own = [path for path in files if path.startswith(start)]
    texts = [path for path in own if path.endswith(".md")]
    data = {
        path.removeprefix(start): Source(*_decode(files, path, name))
        for path in own
        if path.endswith(".yaml")
    }
    return ArticleFolder(
        slug=slug,
        path=f"{name}: {start.rstrip('/')}",
        texts=tuple(
            (path.removeprefix(start).removesuffix(".md"), Source(*_decode(files, path, name)))
            for path in texts
        ),
        notes=data.get("notes.yaml"),
        files=tuple(path.removeprefix(start) for path in own if _is_picture_path(path)),
        langs=tuple(edition.lang for edition in config.editions),
        accepted=data.get("accepted.yaml"),
        state=data.get("state.yaml"),
    )


# ---- 3. what is new ----------------------------------------------------------------------------------------


def _compare_articles(files: Mapping[str, bytes], root: Path, config: Config) -> Iterator[_Comparison]:
    for path, data in files.items():
        if path.startswith("articles/"):
            yield _compare(f"{config.content}/{path}", data, root, config)


def _compare(path: str, data: bytes, root: Path, config: Config) -> _Comparison:
    target = root / path
    if not (target.exists() or target.is_symlink()):
        return _Comparison(path, "new", data)
    own = read_file(target, root / config.content, path)
    if own == data:
        return _Comparison(path, "unchanged")
    if _PICTURE.search(path):
        is_same = check_picture(own, _find_extension(path), path).content == data
        return _Comparison(path, "unchanged" if is_same else "differs")
    now, edited = data.decode(), own.decode("utf-8", "replace")
    return _Comparison(path, "differs", differences=_format_differences(path, now, edited))


def _format_differences(path: str, now: str, edited: str) -> str:
    """Show where the site's text differs from the book's, as an import anew does."""
    return (
        format_differences(path, find_differences(now, now, edited))
        or f"{path}: other spaces or line endings"
    )


def _compare_glossary(files: Mapping[str, bytes], root: Path, config: Config) -> Iterator[_Comparison]:
    """Compare entry by entry: those that the site lacks go into a file of the book's name, if that is free."""
    site = load_site_content(root, config) if (root / config.content).is_dir() else None
    own = {
        id: part
        for source in (site.content.glossary if site else ())
        for part in cut_glossary(source)
        for id in part.ids
    }
    for path in (path for path in files if path.startswith("glossary/")):
        name = f"{config.content}/{path}"
        data = files[path]
        if (root / name).is_file() and read_file(root / name, root / config.content, name) == data:
            yield _Comparison(name, "unchanged")
        else:
            yield from _compare_entries(name, data, own, root)


def _compare_entries(
    name: str, data: bytes, own: Mapping[str, GlossarySlice], root: Path
) -> Iterator[_Comparison]:
    parts = cut_glossary(Source(name, decode_utf8(data, name)))
    lacking = [part for part in parts if not any(id in own for id in part.ids)]
    known = [_compare_entry(part, own) for part in parts if part not in lacking]
    others = [one for one in known if one.done != "unchanged"]
    yield from others if others or lacking else [_Comparison(name, "unchanged")]
    if lacking:
        content = data if lacking == list(parts) else "".join(part.text for part in lacking).encode()
        yield _Comparison(_find_free_name(root, name), "new", content)


def _compare_entry(part: GlossarySlice, own: Mapping[str, GlossarySlice]) -> _Comparison:
    known = next(own[id] for id in part.ids if id in own)
    now, edited = (_strip(one.text) for one in (part, known))
    if now == edited or now in _strip(known.text):
        return _Comparison(f"{known.path} ({part.id})", "unchanged")
    return _Comparison(
        f"{known.path} ({part.id})",
        "differs in the glossary",
        differences=_format_differences(known.path, now, edited),
    )


def _strip(text: str) -> str:
    """Return an entry without the comments before it and the lines around it."""
    lines = text.strip("\n").split("\n")
    start = next((number for number, line in enumerate(lines) if line.startswith("-")), 0)
    return "\n".join(lines[start:]).rstrip()


def _find_free_name(root: Path, name: str) -> str:
    stem = name.removesuffix(".yaml")
    names = (f"{stem}{'' if nth == 1 else f'-{nth}'}.yaml" for nth in range(1, 10_000))
    return next(one for one in names if not (root / one).exists())


# ---- 4. what is said ---------------------------------------------------------------------------------------


def _report(compared: list[_Comparison], json_out: bool) -> None:
    if json_out:
        print_json({"files": [{"path": one.path, "state": one.done} for one in compared]})
        return
    for one in compared:
        print_text(f"{one.path} ({one.done})")
        if one.differences:
            print_text(one.differences)


def _list_conflicts(compared: list[_Comparison]) -> list[Fault]:
    """Return a fault for each file of an article that says something else; entries of the glossary are only shown."""
    help = "take over by hand what you want of it, or move the file away to import it anew"
    problem = "the book has this file otherwise; it was left as it is"
    return [Fault(Place(one.path), problem, help) for one in compared if one.done == "differs"]
