"""The import command: a source becomes an article's folder, or is only shown."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from yizhu.articles import read_text
from yizhu.config import read_config
from yizhu.fault import Fault, Faults, Place
from yizhu.importers import (
    Draft,
    article_folder,
    as_json,
    download,
    draft_from,
    draft_of,
    fetched,
    file_beside,
    with_pictures,
    write_article,
)
from yizhu.model import Source

_ADDRESS = re.compile(r"https?://", re.I)
_MOST_BYTES = 10_000_000  # of one picture


def import_article(
    config_file: Path,
    source: str,
    *,
    slug: str | None,
    lang: str | None,
    url: str | None,
    dry_run: bool,
    json_out: bool,
    pictures: bool = False,
    allow_private: bool = False,
) -> int:
    """Import ``source`` (a file's name, an address, or - for standard input) and say what was done. Returns 0.

    Raises ``Faults`` for what cannot be read, is no article, or would overwrite one.
    """
    draft = _draft(source, lang, url, allow_private)
    _refuse_unreadable(draft)
    if pictures:
        draft = with_pictures(draft, lambda address: _picture(address, source, allow_private))
    if json_out:
        print(json.dumps(as_json(draft), ensure_ascii=False, indent=1))
    if dry_run:
        if not json_out:
            print(_summary(draft))
        return 0
    config = read_config(config_file)
    articles = config_file.parent / config.content / "articles"
    folder = article_folder(articles, slug or _slug_of(source))
    for path in write_article(draft, folder):
        if not json_out:
            print(path)
    if not json_out:
        print(f"{_summary(draft)}; source/import.yaml says why")
    return 0


def _draft(source: str, lang: str | None, url: str | None, allow_private: bool) -> Draft:
    if source == "-":
        return draft_from(sys.stdin.buffer.read(), name="standard input", lang=lang, url=url)
    if _ADDRESS.match(source):
        return draft_of(fetched(source, allow_private=allow_private), lang=lang, url=url)
    return draft_from(Path(source), name=Path(source).name, lang=lang, url=url)


def _refuse_unreadable(draft: Draft) -> None:
    """A Markdown file must be one that a build can read: its front matter is written as it came."""
    if draft.received.form == "md":
        read_text(draft.language.tag, Source(draft.received.name, draft.written))


def _picture(address: str, source: str, allow_private: bool) -> bytes:
    """The bytes of a picture, from the web or beside the source."""
    if _ADDRESS.match(address):
        return download(address, allow_private=allow_private, most=_MOST_BYTES).data
    found = None if source == "-" or _ADDRESS.match(source) else file_beside(Path(source).parent, address)
    if found is None:
        mend = "put it beside the source, in its folder or one below"
        raise Faults([Fault(Place(address), "no such file stands beside the source", mend)])
    return found


def _slug_of(source: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", _stem(source).lower()).strip("-")
    if not slug:
        raise Faults(
            [Fault(Place(source), "no address can be made from this name", "say one with --slug my-article")]
        )
    return slug


def _stem(source: str) -> str:
    """The source's own name: of an address the last part of its path that says something."""
    if not _ADDRESS.match(source):
        return Path(source).stem
    parts = [part.rsplit(".", 1)[0] for part in urlsplit(source).path.split("/")]
    return next((part for part in reversed(parts) if part not in ("", "index", "default")), "")


def _summary(draft: Draft) -> str:
    """What was understood, in one line."""
    seen = as_json(draft)
    turns = sum(block["role"] in ("question", "answer") for block in seen["blocks"])
    lines = sum(d["lines"][1] - d["lines"][0] + 1 for d in seen["dropped"])
    taken = [bool(picture.file) for picture in draft.pictures]
    pictures = f"; pictures taken: {taken.count(True)}, not taken: {taken.count(False)}" if taken else ""
    return f"passages: {len(seen['blocks'])}, of them turns: {turns}; lines dropped: {lines}{pictures}"
