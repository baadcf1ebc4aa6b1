"""Turn a source from outside (page, file, address) into a draft of an article in content/; builds never import this.

1. read the source (``sources/decode``); fetch an address first (``sources/fetch``)
2. make a draft that accounts for each line (``html_draft``, ``markdown_draft``, ``plain_text/draft``)
3. fetch its pictures, if asked for (``pictures``)
4. print the draft (``as_json``) or write it (``article_folder``)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

from yizhu.content.links.addresses import find_address_problem
from yizhu.importers.article_folder import (
    article_folder,
    decisions_path,
    find_source,
    translation_path,
    write_article,
)
from yizhu.importers.draft_preview import preview_page
from yizhu.importers.markdown.writer import article_markdown, front_matter, receipt, translation_markdown
from yizhu.importers.markdown_draft import draft_of_markdown
from yizhu.importers.model.decisions import EditorDecisions, EditorStatements, parse_range, read_decisions
from yizhu.importers.model.draft import Block, Decision, Draft, Dropped, Received, Translation, fault_of
from yizhu.importers.model.profiles import Profile
from yizhu.importers.model.site_profiles import read_profiles
from yizhu.importers.pictures import leave_out_pictures, take_pictures
from yizhu.importers.plain_text.draft import draft_of_dump
from yizhu.importers.reimport import find_differences, format_differences
from yizhu.importers.report import note_language, summarize
from yizhu.importers.sources.budget import BUDGET, over_limit, time_limit
from yizhu.importers.sources.decode import read_source, refuse_broken
from yizhu.importers.sources.embedded_pictures import (
    MOST_BYTES,
    is_relative_address,
    is_web_address,
    replace_addresses,
)
from yizhu.importers.sources.fetch import download, fetch_page
from yizhu.importers.sources.sniff import is_feed, is_html
from yizhu.importers.two_languages.split import split_languages

__all__ = [
    "Decision",
    "Draft",
    "EditorDecisions",
    "EditorStatements",
    "Profile",
    "Received",
    "article_folder",
    "article_markdown",
    "as_json",
    "decisions_path",
    "download",
    "draft_from",
    "draft_of",
    "fetch_page",
    "find_differences",
    "find_source",
    "format_differences",
    "leave_out_pictures",
    "note_language",
    "parse_range",
    "preview_page",
    "read_decisions",
    "read_limited",
    "read_profiles",
    "read_sibling_file",
    "receipt",
    "summarize",
    "take_pictures",
    "translation_markdown",
    "translation_path",
    "write_article",
]

NO_DECISIONS = EditorDecisions()
NOTHING_STATED = EditorStatements()


def draft_from(
    path_or_bytes: Path | str | bytes,
    *,
    name: str,
    lang: str | None = None,
    url: str | None = None,
    decided: EditorDecisions = NO_DECISIONS,
    own: tuple[Profile, ...] = (),
    stated: EditorStatements = NOTHING_STATED,
) -> Draft:
    """Read a source (a file, or bytes already in memory) and return its draft.

    ``name`` is the source's name in messages; ``own`` are the editor's own profiles. Raises ``Faults`` if the source
    cannot be read or holds no article.
    """
    with time_limit(name):
        if isinstance(path_or_bytes, bytes):
            source = read_source(path_or_bytes, name)
            return draft_of(source, lang=lang, url=url, decided=decided, own=own, stated=stated)
        path = Path(path_or_bytes)
        source = _embed_sibling_files(read_source(_read_file(path, name), name), path.parent)
        return draft_of(source, lang=lang, url=url, decided=decided, own=own, stated=stated)


def draft_of(
    source: Received,
    *,
    lang: str | None = None,
    url: str | None = None,
    decided: EditorDecisions = NO_DECISIONS,
    own: tuple[Profile, ...] = (),
    stated: EditorStatements = NOTHING_STATED,
) -> Draft:
    """Return the draft of a source that was read already; raises ``Faults`` if it holds no article."""
    if url is not None and (not is_web_address(url) or find_address_problem(url)):
        raise fault_of(
            source.name, f"{url!r} is not a web address", "write the whole address: --url https://…"
        )
    source = replace(decided.about(source), title=stated.title, authors=stated.authors)
    with time_limit(source.name):
        draft = _choose_draft_maker(source, own)(source, lang, url or source.url or None)
    if not any(block.text or block.markdown for block in draft.blocks):
        help = "see that the whole article was saved or copied"
        raise fault_of(source.name, "no article text: nothing follows the title", help)
    draft = _with_statements(draft, stated)
    said = ((draft.meta.title, 0), *((block.text, block.lines[0]) for block in draft.blocks))
    refuse_broken(source, said)
    return draft


def _with_statements(draft: Draft, stated: EditorStatements) -> Draft:
    """Return the draft with what the editor states in its front matter, parted in two languages if it is in two."""
    title, authors = stated.title or draft.meta.title, stated.authors or draft.meta.authors
    draft = replace(draft, meta=replace(draft.meta, title=title, authors=authors))
    if draft.language.is_doubtful and not draft.doubt:
        draft = replace(draft, doubt="taken for English, of which it has few words: else give --lang TAG")
    if stated.pictures is False:
        draft = leave_out_pictures(draft)
    return draft if stated.split is False else split_languages(draft, is_asked=bool(stated.split))


def _choose_draft_maker(
    source: Received, own: tuple[Profile, ...]
) -> Callable[[Received, str | None, str | None], Draft]:
    if source.form == "md":
        return draft_of_markdown
    if is_feed(source.text):
        help = "save the page of one of them, or import its address: yizhu import https://…"
        raise fault_of(source.name, "this is a feed or an export of WordPress, with several posts", help)
    if source.form == "txt" and not is_html(source.text):
        return partial(draft_of_dump, own=own)
    # Imported here, since lxml and its users take long to load.
    from yizhu.importers.html_draft import draft_of_html

    return partial(draft_of_html, own=own)


def read_sibling_file(folder: Path, address: str) -> bytes | None:
    """Return the bytes of a file that a page names by a relative address; None if it is outside the page's folder."""
    if not is_relative_address(address):
        return None
    home = folder.resolve()
    try:
        path = (home / unquote(address.split("?")[0].split("#")[0])).resolve()
        if not path.is_relative_to(home) or not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError):
        return None


def _embed_sibling_files(source: Received, folder: Path) -> Received:
    """Return the page with the pictures that a browser saved in a folder beside it."""
    if source.form != "html":
        return source
    known = source.pictures

    def look(address: str) -> bytes | None:
        # Only from a subfolder: other files beside a page do not belong to it.
        at = unescape(address).removeprefix("./")
        return read_sibling_file(folder, at) if "/" in at else None

    text, found = replace_addresses(source.text, look, len(known))
    return replace(source, text=text, pictures=(*known, *found)) if found else source


def as_json(draft: Draft) -> dict[str, Any]:
    """Return what ``import --dry-run --json`` prints: a block's speaker has the name that the page prints."""
    names = {speaker.id: speaker.name for speaker in draft.meta.speakers}
    return {
        "meta": draft.given or front_matter(draft.meta, draft.language.tag),
        "fields": {field.name: list(field.lines) for field in draft.fields},
        "blocks": [_block_json(block, names) for block in draft.blocks],
        "dropped": [_dropped_json(dropped) for dropped in draft.dropped],
        **({"translation": _translation_json(draft.translation)} if draft.translation else {}),
    }


def read_limited(file: BinaryIO, name: str) -> bytes:
    """Return all bytes of an open file; raises ``Faults`` if there are more than one import may read."""
    data = file.read(BUDGET.received + 1)
    if len(data) > BUDGET.received:
        raise over_limit(name, f"it is larger than {BUDGET.received // 1_000_000} MB")
    return data


def _read_file(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise fault_of(
                name or ".", "it cannot be read: this is a folder", "name the page in it, such as page.html"
            )
        if path.exists() and not path.is_file():
            raise fault_of(name, "it cannot be read: this is not a file", "give a file that can be read")
        with path.open("rb") as file:
            return read_limited(file, name)
    except FileNotFoundError:
        raise fault_of(name, "there is no such file", "see how its name is written") from None
    except OSError as wrong:
        raise fault_of(name, f"it cannot be read: {wrong.strerror}", "give a file that can be read") from None


def _block_json(block: Block, names: dict[str, str]) -> dict[str, Any]:
    return {
        "role": block.role,
        "speaker": names.get(block.speaker),
        "text": block.text,
        "lines": list(block.lines),
    }


def _translation_json(made: Translation) -> dict[str, Any]:
    blocks = [
        _block_json(block, {}) | {"answers": list(answer)}
        for block, answer in zip(made.blocks, made.answers, strict=True)
    ]
    return {"lang": made.language.tag, "title": made.title, "blocks": blocks}


def _dropped_json(dropped: Dropped) -> dict[str, Any]:
    return {"lines": list(dropped.lines), "text": dropped.text, "why": dropped.why}
