"""What a preview shows in place of content that has faults: what was sound last, or what is sound of it.

An article has its own stand-in (``faulty_articles``); here are the glossary and the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.content.config import Config
from yizhu.content.faults import Faults
from yizhu.content.files.read import find_content_files
from yizhu.content.glossary import Glossary
from yizhu.content.load import GlossaryReader, SiteContent, read_site_content
from yizhu.content.model import SitePage, Source


@dataclass(frozen=True, slots=True)
class LastGood:
    """The glossary's files and the pages that the last build of a preview was made with."""

    glossary: tuple[Source, ...] = ()
    pages: tuple[SitePage, ...] = ()


def load_with_stand_ins(
    root: Path, config: Config, reader: GlossaryReader, last_good: LastGood
) -> SiteContent:
    """Return what ``load_site_content`` does, with stand-ins for what has faults. Raises ``Faults`` if there is nothing."""
    content, faults = find_content_files(root, config)
    site = read_site_content(config, content, reader)
    langs = tuple(dict.fromkeys(lang for e in config.editions for lang in (e.lang, e.converted_from) if lang))
    files, glossary = content.glossary, site.glossary
    if glossary is None:
        files, glossary = _sound_glossary(content.glossary, langs, reader, last_good)
    return replace(
        site,
        content=replace(content, glossary=files),
        glossary=glossary,
        pages=_pages(site, last_good),
        ids=tuple(dict.fromkeys((*site.ids, *glossary.ids))),
        faults=(*faults, *site.faults),
    )


def _sound_glossary(
    files: Sequence[Source], langs: tuple[str, ...], reader: GlossaryReader, last_good: LastGood
) -> tuple[tuple[Source, ...], Glossary]:
    """Return the glossary with each file that has faults as it was good last, or without it."""
    before = {source.path: source for source in last_good.glossary}
    left = tuple(files)
    while True:
        try:
            return left, reader(left, langs)
        except Faults as found:
            paths = {fault.place.path for fault in found.faults}
            other = [before.get(source.path) if source.path in paths else source for source in left]
            # What was good last may not go with the others as they are now.
            sound = tuple(
                new
                for new, source in zip(other, left, strict=True)
                if new and (new != source or source.path not in paths)
            )
            left = sound if sound != left else ()


def _pages(site: SiteContent, last_good: LastGood) -> tuple[SitePage, ...]:
    """Return the pages, each as it was last if it has faults; not those whose address an article has."""
    sound = {page.name for page in site.pages}
    folders = {folder.name for folder in site.content.pages}
    before = [page for page in last_good.pages if page.name in folders - sound]
    taken = {*site.content.slugs, "glossary", "search"}
    pages = [page for page in (*site.pages, *before) if page.name not in taken]
    return tuple(sorted(pages, key=lambda page: page.name))
