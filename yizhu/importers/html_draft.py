"""Turn a page of HTML into a draft that accounts for each of its lines.

1. parse the page into blocks (``html/page``), detect the language, choose the profiles whose rules apply
2. classify each block (``html/selection/extract``); find the front matter with its evidence (``metadata/front_matter``)
3. drop blocks that only repeat the front matter; the rest is the article, or the page is refused
   (``html_refusals``)
4. turn the kept blocks into passages with roles, speakers and Markdown (``html/passages``)
5. assign each line of the source to a field, a passage or a dropped stretch (``html/lines``)
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from yizhu.chinese.han import count_han
from yizhu.content.faults import Faults
from yizhu.importers.html.kept_notes import keep_notes
from yizhu.importers.html.lines import account_for_lines
from yizhu.importers.html.page import HtmlPage, parse_page, words_said
from yizhu.importers.html.passages import make_passages
from yizhu.importers.html.posts import find_posts, name_posts
from yizhu.importers.html.selection.extract import ClassifiedBlock, classify_blocks
from yizhu.importers.html.selectors import find_mark
from yizhu.importers.html_refusals import keep_only_named, refuse_no_article
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
from yizhu.importers.sources.language import ADDRESS, detect_language

_SCRIPTS = {
    "zh-Hant": ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "zh-hant-tw", "zh-hant-hk"),
    "zh-Hans": ("zh-hans", "zh-cn", "zh-sg", "zh-my", "zh-hans-cn"),
}
_PRIMARY = re.compile("[a-z]{2,3}")
_SAYS_A_FIELD = 60  # characters: a longer block says more than a name or a day
_PROSE = 30  # characters: what is shorter may be a menu's, in any language
_LONG = 80  # characters of a paragraph: above the first such one are title, author and day
_SENTENCE = re.compile("[。！？!?]")


def draft_of_html(
    source: Received, lang: str | None, url: str | None, own: tuple[Profile, ...] = ()
) -> Draft:
    """Return the draft of a page; raises ``Faults`` if it holds no article."""
    page = parse_page(source, url or "")
    language = _language(page, lang)
    address = url or find_address(page)
    matched = match_profiles(_source_lines(page), language, address, own, partial(find_mark, page.root))
    rules = merge_profiles(tuple(profile for profile, _ in matched))
    stated = extract_meta(page, rules)
    page = name_posts(page, find_posts(page.root, rules), "：" if language.is_chinese else ":")
    classified = keep_notes(classify_blocks(page, rules, address), page.url)
    by_rules = drop_field_blocks(classified, stated)
    found, doubt = keep_only_named(page, by_rules, _apply_decisions(by_rules, source))
    kept = tuple(one for one in found if one.verdict != "drop")
    blocks, speakers = make_passages(page, kept, rules, language)
    fields, dropped, beside = account_for_lines(page, found, blocks, stated.fields)
    draft = Draft(
        received=source,
        language=language,
        profiles=tuple(why for _, why in matched),
        meta=_make_meta(source, stated, url, speakers),
        fields=fields,
        blocks=blocks,
        dropped=dropped,
        restored=(),
        beside=beside,
        doubt=doubt,
    )
    assert not find_unaccounted(draft), find_unaccounted(draft)
    return draft


def _apply_decisions(found: tuple[ClassifiedBlock, ...], source: Received) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks with the editor's decisions, which override every rule."""
    pairs = [(one, source.decided(one.block.lines)) for one in found]
    return tuple(
        replace(one, verdict="keep" if decision.keep else "drop", why=f"the editor {decision.word} it")
        if decision
        else one
        for one, decision in pairs
    )


def drop_field_blocks(found: tuple[ClassifiedBlock, ...], stated: PageMeta) -> tuple[ClassifiedBlock, ...]:
    """Return the blocks; those that only repeat the front matter are dropped."""
    values = (
        *stated.authors,
        stated.publication,
        stated.republisher,
        *_days(stated.published),
        *_days(stated.modified),
    )
    folded_values = tuple(fold_name(value) for value in values if value)
    kept = [(n, one.block.text) for n, one in enumerate(found) if one.verdict != "drop"]
    # In an article of short paragraphs, the first one that is a sentence.
    prose = next(
        (n for n, text in kept if len(text) > _LONG),
        next((n for n, text in kept if _SENTENCE.search(text)), 0),
    )
    return tuple(_drop_if_stated(one, stated, folded_values, n <= prose) for n, one in enumerate(found))


def _drop_if_stated(
    one: ClassifiedBlock, stated: PageMeta, folded_values: tuple[str, ...], is_head: bool
) -> ClassifiedBlock:
    text = fold_name(one.block.text)
    if one.verdict == "drop" or not text:
        return one
    is_title = bool(stated.title) and not stated.is_opening and text == fold_name(stated.title)
    if is_title and (is_head or one.block.kind == "heading"):
        return replace(one, verdict="drop", why="says the title")
    if stated.subtitle and text == fold_name(stated.subtitle):
        return replace(one, verdict="drop", why="says the subtitle")
    is_short = len(one.block.text) <= _SAYS_A_FIELD and not _SENTENCE.search(one.block.text)
    if is_head and is_short and any(value in text for value in folded_values):
        return replace(one, verdict="drop", why="says what the front matter says")
    return one


def _days(date: str) -> tuple[str, ...]:
    """Return a date in the ways pages write it, letters and digits only."""
    if len(date) < len("2025-02-06"):
        return ()
    year, month, day = date[:10].split("-")
    return f"{year}{month}{day}", f"{year}年{int(month)}月{int(day)}日", f"{year}年{month}月{day}日"


def _language(page: HtmlPage, lang: str | None) -> Language:
    """Return the language given by the editor, else detected from the characters, else declared by the page."""
    said = [ADDRESS.sub(" ", words_said(one.element)) for one in page.blocks if one.kind != "code"]
    # A Chinese character says as much as two letters or more.
    prose = [text for text in said if len(text) + count_han(text) > _PROSE] or said
    text = "\n".join(prose)
    declared = (page.root.get("lang") or page.root.get("xml:lang") or "").replace("_", "-").lower()
    primary = declared.split("-")[0]
    try:
        detected = detect_language(text, lang, page.source.name)
    except Faults:
        if found := _declared_language(declared):
            return found
        # A page with nothing to read has no language either: that is what its editor must hear.
        refuse_no_article(page, classify_blocks(page, merge_profiles(())))
        raise
    # Latin letters tell no language: what the page says does.
    is_declared = detected.tag == "en" and lang is None and _PRIMARY.fullmatch(primary) and primary != "zh"
    return Language(primary, "the page says so") if is_declared else detected


def _declared_language(declared: str) -> Language | None:
    """Return the language that the page declares; used when its characters do not tell."""
    tag = next((tag for tag, words in _SCRIPTS.items() if declared in words), declared.split("-")[0])
    return (
        Language(tag, "the page says so") if tag != "zh" and _PRIMARY.fullmatch(tag.split("-")[0]) else None
    )


def _source_lines(page: HtmlPage) -> tuple[SourceLine, ...]:
    return tuple(SourceLine(block.lines[0], block.text) for block in page.blocks if block.text)


def _make_meta(source: Received, stated: PageMeta, url: str | None, speakers: tuple[Speaker, ...]) -> Meta:
    if source.title:
        stated = replace(stated, title=source.title)
    if not stated.title:
        help = "state it with --title; or see that the whole page was saved"
        raise fault_of(source.name, "no title was found on the page", help)
    return make_front_matter(stated, url, speakers)
