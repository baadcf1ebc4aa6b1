"""Why a page was made anew: which of its inputs are not what they were."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields

from yizhu.memo import Memo, code_digest, digest
from yizhu.page import ArticleBody, Page
from yizhu.theme import Theme

# What the fields of a page and its body are, in an editor's words.
_NAMES = {
    "frame": "the site's title or menu",
    "alternates": "the editions",
    "switch": "the editions",
    "json_ld": "the description for machines",
    "head": "its title and summary",
    "counterpart_head": "its title and summary",
    "meta": "its front matter",
    "rows": "its text",
    "notes": "its notes",
    "mentions": "the terms it explains",
    "uses": "its uses of terms",
    "newer": "the article after it",
    "older": "the article before it",
    "near": "related articles",
    "cards": "the list of articles",
    "groups": "the glossary",
    "counts": "how often terms are used",
    "term": "the term",
    "articles": "its uses in articles",
    "entries": "the articles it lists",
    "words": "its text",
    "state": "its text",
    "front": "the list of articles",
    "earlier": "the list of articles",
    "newest": "the list of articles",
    "lead": "the terms of the newest article",
    "questions": "its text",
    "names": "the terms it explains",
    "tags": "the tags of terms",
    "tagged": "the tags of terms",
    "group_tags": "the tags of terms",
    "arcs": "the ties between terms",
    "leaders": "the ties between terms",
    "table": "the ties between terms",
    "left_out": "the ties between terms",
    "width": "the ties between terms",
    "height": "the ties between terms",
    "left": "the ties between terms",
    "right": "the ties between terms",
}


def why_made(pages: Iterable[Page], theme: Theme, memo: Memo) -> tuple[tuple[str, str], ...]:
    """Each page whose inputs differ from those of the last build that asked, with what differs."""
    before = json.loads(memo.told("inputs") or "{}")
    shared = {"the program": code_digest(), "the theme": digest(theme)}
    now = {page.path: shared | _inputs(page) for page in pages}
    memo.tell("inputs", json.dumps(now))
    return tuple(
        (path, reason) for path, inputs in now.items() if (reason := _reason(before.get(path), inputs))
    )


def _inputs(page: Page) -> dict[str, str]:
    parts = {f.name: getattr(page, f.name) for f in fields(page) if f.name != "body"}
    parts |= {f.name: getattr(page.body, f.name) for f in fields(page.body) if f.name != "edition"}
    if isinstance(page.body, ArticleBody):
        parts |= {f.name: getattr(page.body.edition, f.name) for f in fields(page.body.edition)}
    named: dict[str, list[object]] = {}
    for name, value in parts.items():
        named.setdefault(_NAMES.get(name, "its " + name.replace("_", " ")), []).append(value)
    return {name: digest(*values) for name, values in named.items()}


def _reason(before: dict[str, str] | None, now: dict[str, str]) -> str:
    if before is None:
        return "a new page"
    return ", ".join(name for name, value in now.items() if before.get(name) != value)
