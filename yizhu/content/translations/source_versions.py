"""The source's words as a translation was made from them, and as they are now."""

from __future__ import annotations

from typing import NamedTuple

from yizhu.content.model import Article, ArticleState
from yizhu.content.translations.comparison import TranslatedPassage
from yizhu.content.translations.state import words_of


class SourceVersions(NamedTuple):
    """What a passage was translated from, and what stands there now."""

    before: str
    now: str


def find_versions(article: Article, passage: TranslatedPassage) -> SourceVersions | None:
    """Return both versions of what a passage translates; None if nobody knows what stood there."""
    words = dict((article.state or ArticleState()).words)
    made_from = [words.get(digest) for digest in passage.signed.source] if passage.signed else [None]
    known = [text for text in made_from if text is not None]
    if len(known) < len(made_from):
        return None
    first, last = passage.answers
    return SourceVersions("\n".join(filter(None, known)), words_of(article.source.passages[first - 1 : last]))
