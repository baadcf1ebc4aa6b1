"""The import command: a source becomes an article's folder, or is only shown."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from yizhu.config import read_config
from yizhu.fault import Fault, Faults, Place
from yizhu.importers import Draft, Profile, article_folder, as_json, draft_from, read_profiles, write_article


def import_article(
    config_file: Path,
    source: str,
    *,
    slug: str | None,
    lang: str | None,
    url: str | None,
    dry_run: bool,
    json_out: bool,
) -> int:
    """Import ``source`` (a file's name, or - for standard input) and say what was done. Returns 0.

    Raises ``Faults`` for what cannot be read, is no article, or would overwrite one.
    """
    draft = _draft(source, lang, url, read_profiles(config_file.parent / "profiles"))
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


def _draft(source: str, lang: str | None, url: str | None, own: tuple[Profile, ...]) -> Draft:
    if source == "-":
        return draft_from(sys.stdin.buffer.read(), name="standard input", lang=lang, url=url, own=own)
    if re.match(r"https?://", source):
        mend = "save the page (its text, select all and copy, will do) and import the file"
        raise Faults([Fault(Place(source), "addresses cannot be imported yet", mend)])
    return draft_from(Path(source), name=Path(source).name, lang=lang, url=url, own=own)


def _slug_of(source: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", Path(source).stem.lower()).strip("-")
    if not slug:
        raise Faults(
            [Fault(Place(source), "no address can be made from this name", "say one with --slug my-article")]
        )
    return slug


def _summary(draft: Draft) -> str:
    """What was understood, in one line."""
    seen = as_json(draft)
    turns = sum(block["role"] in ("question", "answer") for block in seen["blocks"])
    lines = sum(d["lines"][1] - d["lines"][0] + 1 for d in seen["dropped"])
    return f"passages: {len(seen['blocks'])}, of them turns: {turns}; lines dropped: {lines}"
