"""Of an article with faults: whether it is a draft, and what of it can be shown without them.

1. tell the source from the translations by what stands in their front matter, even if that cannot be read
2. leave out the files that have faults, until the others make an article; without its source there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields, replace

from yizhu.content.faults import Fault, Faults
from yizhu.content.model import Article, ArticleFolder, Source
from yizhu.content.yaml.document import split_front_matter
from yizhu.content.yaml.front_matter import read_meta

_DRAFT = re.compile(r"^draft:[ \t]+[Tt]rue[ \t]*(?:#.*)?$", re.M)
_OF_TRANSLATIONS = re.compile(r"^(?:translators|status):", re.M)


@dataclass(frozen=True, slots=True)
class SoundPart:
    """What can be shown of an article that has faults, and the faults."""

    folder: ArticleFolder  # without the files that have faults
    article: Article | None  # None: its source has faults
    is_draft: bool
    faults: tuple[Fault, ...]


def read_sound_part(
    folder: ArticleFolder, read: Callable[[ArticleFolder], Article], unreadable: Iterable[Fault] = ()
) -> SoundPart:
    """Return what ``read`` makes of the folder without the files in which it finds faults.

    ``unreadable``: faults that were found when the files were read.
    """
    source = _find_source(folder)
    is_draft = any(map(_is_draft, [source] if source else [text for _, text in folder.texts]))
    faults = dict.fromkeys(unreadable)
    folder = _without(folder, {fault.place.path for fault in faults})
    while source and source in [text for _, text in folder.texts]:
        try:
            return SoundPart(folder, read(folder), is_draft, tuple(faults))
        except Faults as found:
            faults |= dict.fromkeys(found.faults)
            less = _without(folder, {fault.place.path for fault in found.faults})
            if less == folder:
                break
            folder = less
    return SoundPart(folder, None, is_draft, tuple(faults))


def _without(folder: ArticleFolder, paths: Collection[str]) -> ArticleFolder:
    """Return the folder without the files at these paths."""
    gone = {
        field.name: None
        for field in fields(folder)
        if isinstance(file := getattr(folder, field.name), Source) and file.path in paths
    }
    texts = tuple((lang, text) for lang, text in folder.texts if text.path not in paths)
    return replace(folder, texts=texts, **gone)  # type: ignore[arg-type]


def _find_source(folder: ArticleFolder) -> Source | None:
    """Return the text that the others translate, as ``read_article`` chooses it; ``None``: there is none."""
    candidates = [
        (lang, text) for lang, text in folder.texts if not _OF_TRANSLATIONS.search(_front_matter(text))
    ]
    order = {lang: index for index, lang in enumerate(folder.langs)}
    ordered = sorted(candidates, key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
    return ordered[0][1] if ordered else None


def _is_draft(source: Source) -> bool:
    """Does the front matter say so, or, if it cannot be read, a line of it?"""
    try:
        last, _ = split_front_matter(source.path, source.text)
        return read_meta(source, last, "").draft
    except Faults:
        return bool(_DRAFT.search(_front_matter(source)))


def _front_matter(source: Source) -> str:
    """Return the lines of the front matter; if it does not end, those above the first empty line."""
    try:
        last, _ = split_front_matter(source.path, source.text)
    except Faults:
        return source.text.partition("\n\n")[0]
    return "\n".join(source.text.split("\n")[:last])
