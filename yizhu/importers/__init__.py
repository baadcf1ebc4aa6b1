"""The outside world becomes a draft in content/: bytes in, an article's folder out. No build enters here.

1. the source is read (``decode``) 2. what it says becomes a draft that accounts for each line (``dump``)
3. the draft is shown (``as_json``) or written (``article_folder``)
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from yizhu.importers.article_folder import article_folder, write_article
from yizhu.importers.blocks import Block, Draft, Dropped, Received, fault_of
from yizhu.importers.decode import received
from yizhu.importers.dump import draft_of_dump
from yizhu.importers.markdown_out import article_markdown, front_matter, receipt
from yizhu.importers.markup import is_html
from yizhu.importers.profile_files import read_profiles
from yizhu.importers.profiles import Profile

__all__ = [
    "Draft",
    "Profile",
    "article_folder",
    "article_markdown",
    "as_json",
    "draft_from",
    "read_profiles",
    "receipt",
    "write_article",
]

_ADDRESS = re.compile(r"https?://\S+")


def draft_from(
    path_or_bytes: Path | str | bytes,
    *,
    name: str,
    lang: str | None = None,
    url: str | None = None,
    own: tuple[Profile, ...] = (),
) -> Draft:
    """The draft of a source: a file, or bytes already read; ``name`` is what the editor calls it, ``own`` his profiles.

    Raises ``Faults`` for what cannot be read and for what is no article.
    """
    if url is not None and not _ADDRESS.fullmatch(url):
        raise fault_of(name, f"{url!r} is no web address", "write the whole address: --url https://…")
    data = path_or_bytes if isinstance(path_or_bytes, bytes) else _read(Path(path_or_bytes), name)
    return _draft_of(received(data, name), lang, url, own)


def _draft_of(source: Received, lang: str | None, url: str | None, own: tuple[Profile, ...]) -> Draft:
    if not is_html(source.text):
        return draft_of_dump(source, lang, url, own)
    # Here, since lxml and what stands on it take long to load.
    from yizhu.importers.html_draft import draft_of_html

    return draft_of_html(source, lang, url, own)


def as_json(draft: Draft) -> dict[str, Any]:
    """What ``import --dry-run --json`` prints; a block's speaker is named as the page names him."""
    names = {speaker.id: speaker.name for speaker in draft.meta.speakers}
    return {
        "meta": front_matter(draft.meta, draft.language.tag),
        "fields": {field.name: list(field.lines) for field in draft.fields},
        "blocks": [_block(block, names) for block in draft.blocks],
        "dropped": [_dropped(dropped) for dropped in draft.dropped],
    }


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise fault_of(name, "there is no such file", "see how its name is written") from None
    except OSError as wrong:
        raise fault_of(name, f"it cannot be read: {wrong.strerror}", "give a file that can be read") from None


def _block(block: Block, names: dict[str, str]) -> dict[str, Any]:
    return {
        "role": block.role,
        "speaker": names.get(block.speaker),
        "text": block.text,
        "lines": list(block.lines),
    }


def _dropped(dropped: Dropped) -> dict[str, Any]:
    return {"lines": list(dropped.lines), "text": dropped.text, "why": dropped.why}
