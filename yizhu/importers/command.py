"""The ``import`` command: write a source as an article's folder, or only show the draft."""

from __future__ import annotations

import argparse
import os
import re
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from yizhu.content.articles import find_missing_words, read_text
from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults, Place, raise_if
from yizhu.content.files.safe import write_file
from yizhu.content.model import Source
from yizhu.content.terminal import print_json, print_text
from yizhu.importers import (
    NOTHING_STATED,
    Decision,
    Draft,
    EditorDecisions,
    EditorStatements,
    Profile,
    article_folder,
    article_markdown,
    as_json,
    decisions_path,
    download,
    draft_from,
    draft_of,
    fetch_page,
    find_differences,
    find_source,
    format_differences,
    note_language,
    parse_range,
    preview_page,
    read_decisions,
    read_limited,
    read_profiles,
    read_sibling_file,
    summarize,
    take_pictures,
    translation_markdown,
    translation_path,
    write_article,
)
from yizhu.importers.our_books import has_sources, import_book
from yizhu.importers.translations.command import import_translation

_ADDRESS = re.compile(r"https?://", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_MOST_BYTES = 10_000_000  # of one picture


@dataclass(frozen=True, slots=True)
class _ImportOptions:
    """What the editor said about a source: own profiles, decisions, statements."""

    own: tuple[Profile, ...]
    decided: EditorDecisions
    stated: EditorStatements

    @property
    def given(self) -> dict[str, Any]:
        """The same as keyword arguments of ``draft_from`` and ``draft_of``."""
        return {
            "lang": self.stated.lang or None,
            "url": self.stated.url or None,
            "own": self.own,
            "decided": self.decided,
            "stated": self.stated,
        }


def run(given: argparse.Namespace) -> int:
    """Run the command: a file of a translators' tool or a book of ours goes home, anything else becomes an article."""
    config = Path(given.config)
    if given.translation or is_exchange_file(given.source):
        import_translation(config, given.source, given.by, given.date, given.state)
        return 0
    if has_sources(Path(given.source)):
        _refuse_options(given)
        import_book(config, given.source, dry_run=given.dry_run, json_out=given.json)
        return 0
    return import_article(
        config, given.source, slug=given.slug, dry_run=given.dry_run, json_out=given.json,
        allow_private=given.allow_private, keep=given.keep, drop=given.drop, open_preview=given.open,
        stated=EditorStatements(
            given.title, tuple(given.author), given.split_languages, given.lang or "", given.url or "", given.pictures
        ),
    )  # fmt: skip


# What an editor may say of a page; a book of ours says all of it itself.
_OF_PAGES = ("slug", "lang", "url", "title", "author", "split_languages", "pictures", "keep", "drop")


def _refuse_options(given: argparse.Namespace) -> None:
    """Raise ``Faults`` for options that would make no difference to a book that carries its sources."""
    unset: tuple[object, ...] = (None, "", [])
    options = [f"--{name.replace('_', '-')}" for name in _OF_PAGES if getattr(given, name) not in unset]
    if options:
        problem = f"this book carries its sources, which leave nothing to {', '.join(options)}"
        raise Faults([Fault(Place(given.source), problem, "import it without, and edit the files then")])


def is_exchange_file(name: str) -> bool:
    """Does a file's name say that it comes from a translators' tool?"""
    return name.lower().endswith((".xlf", ".xliff", ".tmx", ".tbx", ".csv")) and not _SCHEME.match(name)


def import_article(
    config_file: Path,
    source: str,
    *,
    slug: str | None,
    dry_run: bool,
    json_out: bool,
    allow_private: bool = False,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    open_preview: bool = False,
    stated: EditorStatements = NOTHING_STATED,
) -> int:
    """Import ``source`` (a file name, an address, or - for standard input), print what was done and return 0.

    Raises ``Faults`` if the source cannot be read, holds no article, or would overwrite one.
    """
    folder = _find_folder(config_file, source, slug, dry_run)
    decided = _collect_decisions(folder, _parse_decisions(keep, drop))
    how = _ImportOptions(read_profiles(config_file.parent / "profiles"), decided, stated.over(decided.stated))
    draft = _make_draft(source, how, allow_private)
    _refuse_unreadable(draft)
    if how.stated.pictures:
        draft = take_pictures(draft, lambda address: _read_picture(address, source, allow_private))
    if json_out:
        print_json(as_json(draft))
    if open_preview:
        _open_preview(preview_page(draft), config_file)
    written = () if dry_run or folder is None else _write_draft(draft, folder, how, config_file)
    if not json_out:
        _print_report(draft, written)
        if config_file.exists() and (note := note_language(draft, read_config(config_file).written_langs)):
            print_text(note)
    return 0


def _print_report(draft: Draft, written: tuple[Path, ...]) -> None:
    """Print the files that were written, if any, and what was found."""
    for path in written:
        print_text(path)
    print_text(summarize(draft) + ("; source/import.yaml says why" if written else ""))


def _find_folder(config_file: Path, source: str, slug: str | None, dry_run: bool) -> Path | None:
    """Return the article's folder; None for a dry run without a site."""
    slug = slug or _slug_of(source)
    if dry_run and not (config_file.exists() and slug):
        return None
    config = read_config(config_file)
    if not slug:
        help = "give one with --slug my-article"
        raise Faults([Fault(Place(source), "no article address can be made from this name", help)])
    return article_folder(config_file.parent / config.content / "articles", slug)


def _write_draft(draft: Draft, folder: Path, how: _ImportOptions, config_file: Path) -> tuple[Path, ...]:
    """Write the article's files; replace an earlier import of it that nobody edited, but for a translation in work."""
    before = _import_before(draft, folder, how)
    over = before is not None and _is_unedited(draft, before, folder)
    kept = _edited_translation(draft, before, folder) if before is not None else ()
    root = _write_root(config_file, folder)
    return write_article(draft, folder, over=over, root=root, stated=how.stated, without=kept)


def _write_root(config_file: Path, folder: Path) -> Path:
    """Return the folder an import may write into: the site's, or that of a content folder outside the site."""
    home = Path(os.path.abspath(config_file.parent))
    place = Path(os.path.abspath(folder))
    return home if place.is_relative_to(home) else place.parent.parent


def _parse_decisions(keep: Sequence[str], drop: Sequence[str]) -> tuple[Decision, ...]:
    """Read the values of --keep and --drop; raises ``Faults`` for anything that is not a line or range."""
    decisions: list[Decision] = []
    faults: list[Fault] = []
    for option, given in (("--keep", keep), ("--drop", drop)):
        for text in given:
            if lines := parse_range(text):
                decisions.append(Decision(lines, option == "--keep"))
            else:
                help = f"write {option} 12, or {option} 12-14; lines are those of the source, from 1"
                faults.append(Fault(Place(option), f"{text!r} is not a line number or range", help))
    raise_if(faults)
    return tuple(decisions)


def _collect_decisions(folder: Path | None, now: tuple[Decision, ...]) -> EditorDecisions:
    """Return the editor's decisions: those saved by an earlier import, and those given now."""
    file = decisions_path(folder) if folder else None
    if file is None or not file.is_file():
        return EditorDecisions(now=now)
    path = file.as_posix()
    return replace(read_decisions(file.read_text("utf-8"), path), now=now)


def _import_before(draft: Draft, folder: Path, how: _ImportOptions) -> Draft | None:
    """Return the draft that an earlier import of the article made; None if there is no text of it."""
    text, kept = folder / f"{draft.language.tag}.md", find_source(folder)
    if kept is None or not text.is_file() or text.is_symlink():
        return None
    decided = _collect_decisions(folder, ())
    # What it was fetched from is no statement of the editor's.
    stated = replace(decided.stated, url=decided.stated.url or draft.received.url)
    how = replace(how, decided=decided, stated=stated)
    return replace(draft_from(kept.read_bytes(), name=kept.as_posix(), **how.given), pictures=draft.pictures)


def _is_unedited(draft: Draft, before: Draft, folder: Path) -> bool:
    """Is the article's text still as imported? If it was edited, print the differences and raise ``Faults``."""
    text = folder / f"{draft.language.tag}.md"
    edited = text.read_text("utf-8")
    then, now = article_markdown(before), article_markdown(draft)
    if edited not in (then, now):
        _edited_translation(draft, before, folder)
        print_text(format_differences(text.as_posix(), find_differences(then, now, edited)))
        help = "take over by hand what you want of it, or move the text away to import it anew"
        problem = "the article has a text already, which was edited; it was left as it is"
        raise Faults([Fault(Place(text.as_posix()), problem, help)])
    return True


def _edited_translation(draft: Draft, before: Draft, folder: Path) -> tuple[Path, ...]:
    """Return the translation if somebody works on it: it stays. Print how it differs from the page's."""
    path = translation_path(draft, folder) if draft.translation else None
    if path is None or not path.is_file() or path.is_symlink():
        return ()
    edited = path.read_text("utf-8")
    then, now = translation_markdown(before), translation_markdown(draft)
    if edited in (then, now):
        return ()
    print_text(format_differences(path.as_posix(), find_differences(then or now, now, edited)))
    print_text(f"{path.as_posix()}: this translation was edited; it was left as it is")
    return (path,)


def _open_preview(page: str, config_file: Path) -> None:
    """Write the preview into .yizhu/ and open it in the browser."""
    file = config_file.resolve().parent / ".yizhu" / "import.html"
    write_file(file, file.parent.parent, page.encode(), file.as_posix())
    print_text(file, sys.stderr)
    webbrowser.open(file.as_uri())


def _make_draft(source: str, how: _ImportOptions, allow_private: bool) -> Draft:
    if source == "-":
        return draft_from(
            read_limited(sys.stdin.buffer, "standard input"), name="standard input", **how.given
        )
    if _ADDRESS.match(source):
        return draft_of(fetch_page(source, allow_private=allow_private), **how.given)
    if _SCHEME.match(source):
        help = "give an http or https address, or a file"
        raise Faults([Fault(Place(source), "this address cannot be fetched", help)])
    return draft_from(Path(source), name=source, **how.given)


def _refuse_unreadable(draft: Draft) -> None:
    """Check that a build can read a Markdown file, since its front matter is written unchanged."""
    if draft.received.form == "md":
        text = read_text(draft.language.tag, Source(draft.received.name, draft.written))
        raise_if(find_missing_words(text))


def _read_picture(address: str, source: str, allow_private: bool) -> bytes:
    """Return the bytes of a picture, from the web or from the source's folder."""
    if _ADDRESS.match(address):
        return download(address, allow_private=allow_private, most=_MOST_BYTES).data
    found = (
        None if source == "-" or _ADDRESS.match(source) else read_sibling_file(Path(source).parent, address)
    )
    if found is None:
        help = "put it beside the source, in its folder or one below"
        raise Faults([Fault(Place(address), "there is no such file beside the source", help)])
    return found


def _slug_of(source: str) -> str:
    """Make the slug of the article from the source's name; empty if there is nothing to make it from."""
    return re.sub(r"[^a-z0-9]+", "-", _stem(source).lower()).strip("-")


def _stem(source: str) -> str:
    """Return the source's base name; of an address, the last part of its path that is not a generic name."""
    if not _ADDRESS.match(source):
        return Path(source).stem
    try:
        path = urlsplit(source).path
    except ValueError:
        help = "copy it anew from the browser"
        raise Faults([Fault(Place(source), "this is not a web address", help)]) from None
    parts = [part.rsplit(".", 1)[0] for part in path.split("/")]
    return next((part for part in reversed(parts) if part not in ("", "index", "default")), "")
