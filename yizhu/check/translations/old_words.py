"""Find in the history of a text the words that state.yaml knows only by their digests."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from yizhu.check.translations.git_objects import Unreadable, find_repository
from yizhu.content.articles import read_text
from yizhu.content.config import decode_utf8
from yizhu.content.faults import Faults
from yizhu.content.model import Article, ArticleState, Source
from yizhu.content.translations.state import digest_words

_MOST_VERSIONS = 200  # of a text that are read


def add_old_words(article: Article, root: Path) -> Article:
    """Return the article with the words that its translations were made from, as far as git has them.

    ``root``: the site's folder. Nothing is looked for if state.yaml has them all, and nothing but files is read.
    """
    state = article.state
    wanted = _list_unknown(state) if state else set()
    repository = find_repository(root.resolve()) if wanted else None
    if not state or not repository:
        return article
    file, top = Path(os.path.normpath(root.resolve() / article.source.source.path)), repository.folder.parent
    if not file.is_relative_to(top):
        return article
    path = file.relative_to(top).as_posix()
    found = dict[str, str]()
    try:
        for nth, version in enumerate(repository.list_versions(path)):
            if nth == _MOST_VERSIONS or not wanted:
                break
            with suppress(Unreadable, Faults):
                text = decode_utf8(repository.read(version, "blob"), path)
                words = _list_words(article.source.lang, Source(path, text))
                found |= {digest: words[digest] for digest in wanted & words.keys()}
                wanted -= words.keys()
    finally:
        repository.close()
    known = replace(state, words=(*state.words, *sorted(found.items())))
    return replace(article, state=known) if found else article


def _list_unknown(state: ArticleState) -> set[str]:
    """Return the digests of sources whose words are not in state.yaml."""
    return {digest for line in state.passages for digest in line.source} - dict(state.words).keys()


def _list_words(lang: str, source: Source) -> dict[str, str]:
    """Return the words of a text's passages, by their digests. Raises ``Faults``."""
    plain = (passage.prose.plain for passage in read_text(lang, source).passages)
    return {digest_words(words): words for words in plain}
