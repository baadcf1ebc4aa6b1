"""A page of HTML becomes a draft that accounts for each of its lines.

1. the page is read as blocks (``page``), the language told, and which profiles' rules may fire
2. each block is judged (``extract``); the front matter is found, with its evidence (``page_meta``)
3. what only says the front matter again is set aside; what is left is the article, or the page is refused
   (``html_refusals``)
4. its blocks become passages with roles, turns and Markdown (``html_passages``)
5. each line of the source goes to a field, a passage or a dropped stretch (``html_lines``)
"""

from __future__ import annotations

import re
from dataclasses import replace

from yizhu.content.faults import Faults
from yizhu.importers.html.extract import ClassifiedBlock, classify_blocks
from yizhu.importers.html.lines import account_for_lines
from yizhu.importers.html.page import HtmlPage, parse_page
from yizhu.importers.html.passages import make_passages
from yizhu.importers.html_refusals import refuse_no_article
from yizhu.importers.metadata.front_matter import PageMeta, extract_meta, find_address, make_front_matter
from yizhu.importers.metadata.persons import fold_name
from yizhu.importers.model.draft import (
    Draft,
    Language,
    Meta,
    Received,
    SourceLine,
    Speaker,
    fault_of,
    find_unaccounted,
)
from yizhu.importers.model.profiles import Profile, match_profiles, merge_profiles
from yizhu.importers.sources.language import detect_language

_SCRIPTS = {
    "zh-Hant": ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "zh-hant-tw", "zh-hant-hk"),
    "zh-Hans": ("zh-hans", "zh-cn", "zh-sg", "zh-my", "zh-hans-cn"),
}
_PRIMARY = re.compile("[a-z]{2,3}")
_SAYS_A_FIELD = 60  # characters: a longer block says more than a name or a day
_SENTENCE = re.compile("[。！？!?]")


def draft_of_html(
    source: Received, lang: str | None, url: str | None, own: tuple[Profile, ...] = ()
) -> Draft:
    """The draft of a page; raises ``Faults`` if it holds no article."""
    page = parse_page(source, url or "")
    language = _language(page, lang)
    called = match_profiles(_lines(page), language, url or find_address(page), own)
    rules = merge_profiles(tuple(profile for profile, _ in called))
    told = extract_meta(page, rules)
    found = _apply_decisions(drop_field_blocks(classify_blocks(page, rules), told), source)
    refuse_no_article(page, found)
    kept = tuple(one for one in found if one.verdict != "drop")
    blocks, speakers = make_passages(page, kept, rules, language)
    fields, dropped, beside = account_for_lines(page, found, blocks, told.fields)
    draft = Draft(
        received=source,
        language=language,
        profiles=tuple(why for _, why in called),
        meta=_meta(source, told, url, speakers),
        fields=fields,
        blocks=blocks,
        dropped=dropped,
        restored=(),
        beside=beside,
    )
    assert not find_unaccounted(draft), find_unaccounted(draft)
    return draft


def _apply_decisions(found: tuple[ClassifiedBlock, ...], source: Received) -> tuple[ClassifiedBlock, ...]:
    """The blocks, the editor's word standing above every rule."""
    decisions = [(one, source.decided(one.block.lines)) for one in found]
    return tuple(
        replace(one, verdict="keep" if said.keep else "drop", why=f"the editor {said.word} it")
        if said
        else one
        for one, said in decisions
    )


def drop_field_blocks(found: tuple[ClassifiedBlock, ...], told: PageMeta) -> tuple[ClassifiedBlock, ...]:
    """The blocks, those set aside that only say again what stands in the front matter."""
    values = (
        *told.authors,
        told.publication,
        told.republisher,
        *_days(told.published),
        *_days(told.modified),
    )
    said = tuple(fold_name(value) for value in values if value)
    prose = next((n for n, one in enumerate(found) if one.verdict != "drop" and len(one.block.text) > 80), 0)
    return tuple(_drop_if_stated(one, told, said, n <= prose) for n, one in enumerate(found))


def _drop_if_stated(
    one: ClassifiedBlock, told: PageMeta, said: tuple[str, ...], is_head: bool
) -> ClassifiedBlock:
    text = fold_name(one.block.text)
    if one.verdict == "drop" or not text:
        return one
    if told.title and text == fold_name(told.title) and (is_head or one.block.kind == "heading"):
        return replace(one, verdict="drop", why="says the title")
    if told.subtitle and text == fold_name(told.subtitle):
        return replace(one, verdict="drop", why="says the subtitle")
    is_short = len(one.block.text) <= _SAYS_A_FIELD and not _SENTENCE.search(one.block.text)
    if is_head and is_short and any(value in text for value in said):
        return replace(one, verdict="drop", why="says what the front matter says")
    return one


def _days(date: str) -> tuple[str, ...]:
    """A date as pages write it, as far as letters and figures go."""
    if len(date) < len("2025-02-06"):
        return ()
    year, month, day = date[:10].split("-")
    return f"{year}{month}{day}", f"{year}年{int(month)}月{int(day)}日", f"{year}年{month}月{day}日"


def _language(page: HtmlPage, lang: str | None) -> Language:
    """The language the editor gave, that of the characters, or what the page says of itself."""
    prose = [block.text for block in page.blocks if len(block.text) > 30] or [b.text for b in page.blocks]
    text = "\n".join(prose)
    said = (page.root.get("lang") or page.root.get("xml:lang") or "").replace("_", "-").lower()
    primary = said.split("-")[0]
    try:
        told = detect_language(text, lang, page.source.name)
    except Faults:
        if found := _declared_language(said):
            return found
        # A page with nothing to read has no language either: that is what its editor must hear.
        refuse_no_article(page, classify_blocks(page, merge_profiles(())))
        raise
    # Latin letters tell no language: what the page says does.
    is_said = told.tag == "en" and lang is None and _PRIMARY.fullmatch(primary) and primary != "zh"
    return Language(primary, "the page says so") if is_said else told


def _declared_language(said: str) -> Language | None:
    """The language that the page says it is in, for want of better."""
    tag = next((tag for tag, words in _SCRIPTS.items() if said in words), said.split("-")[0])
    return (
        Language(tag, "the page says so") if tag != "zh" and _PRIMARY.fullmatch(tag.split("-")[0]) else None
    )


def _lines(page: HtmlPage) -> tuple[SourceLine, ...]:
    return tuple(SourceLine(block.lines[0], block.text) for block in page.blocks if block.text)


def _meta(source: Received, told: PageMeta, url: str | None, speakers: tuple[Speaker, ...]) -> Meta:
    if not told.title:
        help = "see that the whole page was saved, or import its text with the title on a line of its own"
        raise fault_of(source.name, "no title was found on the page", help)
    return make_front_matter(told, url, speakers)
