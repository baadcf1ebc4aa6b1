"""Turn the text of a page, selected and copied, into a draft.

1. detect the language, and choose the profiles whose rules apply
2. drop what is not part of the article: inserts, footer, teasers (``filters``), menus (``boilerplate``)
3. find the title, and drop what is above it (``title``)
4. restore the punctuation, if the page has lost it (``model/punctuation``)
5. find the speakers and split the lines into turns (``interview``); otherwise each line is a paragraph
6. recognize bio and notices by how they begin
7. refuse a page without prose; check that each line is accounted for
"""

from __future__ import annotations

from dataclasses import replace

from yizhu.content.faults import Faults
from yizhu.importers.interview.speaker_labels import find_recurring_names
from yizhu.importers.interview.speakers import Cast, find_cast
from yizhu.importers.interview.turns import (
    find_introduced,
    find_orphan_names,
    has_speaker_label,
    join_labels,
    split_turns,
)
from yizhu.importers.interview.unnamed_turns import mark_unnamed_turns
from yizhu.importers.model.draft import (
    NO_ARTICLE,
    ONLY_NAMED,
    Block,
    Decision,
    Draft,
    Dropped,
    Language,
    Meta,
    Received,
    SourceLine,
    drop_line,
    fault_at,
    find_unaccounted,
)
from yizhu.importers.model.profiles import Profile, find_opening, match_profiles, merge_profiles
from yizhu.importers.model.punctuation import count_marks, has_lost_punctuation, restore_punctuation
from yizhu.importers.plain_text.boilerplate import find_article
from yizhu.importers.plain_text.doubts import find_missing
from yizhu.importers.plain_text.dump_titles import split_site_name
from yizhu.importers.plain_text.filters import filter_lines
from yizhu.importers.plain_text.front_matter import fill_front_matter
from yizhu.importers.plain_text.refusals import refuse_links, refuse_notes
from yizhu.importers.plain_text.title import TitledText, field_of, has_title, split_title, strip_site_name
from yizhu.importers.sources.language import detect_language


def draft_of_dump(
    source: Received, lang: str | None, url: str | None, own: tuple[Profile, ...] = ()
) -> Draft:
    """Return the draft of a page dump; raises ``Faults`` if it holds no article."""
    language = detect_language(source.text, lang, source.name)
    matched = match_profiles(source.lines(), language, url, own)
    rules = merge_profiles(tuple(profile for profile, _ in matched))
    head, marks = _restore_punctuation(_apply_decisions(source, rules), language)
    colon = "：" if language.is_chinese else ":"
    names = find_recurring_names(head.body, rules)
    furniture = tuple(item for item in head.dropped if item.why.startswith(("chrome", "clutter")))
    names -= find_orphan_names(head.body, names, _numbers(head.dropped), _numbers(furniture))
    body = join_labels(head.body, names, colon)
    cast = find_cast(body, rules, names)
    blocks = _blocks(body, cast, rules, colon)
    blocks = blocks if cast else mark_unnamed_turns(blocks)
    blocks = tuple(_mark_unsure(block, dict(head.unsure), source) for block in blocks)
    if not source.is_kept:
        refuse_notes(source, blocks)
    _refuse_split(source, blocks, head.dropped)
    draft = Draft(
        received=source,
        language=language,
        profiles=tuple(why for _, why in matched),
        meta=Meta(head.title, rules.publication, url or "", cast.everyone if cast else ()),
        fields=(head.field,) if head.field.lines[0] else (),
        blocks=blocks,
        dropped=head.dropped,
        restored=count_marks(marks),
        doubt=head.doubt if head.doubt == ONLY_NAMED or not source.is_kept else "",
    )
    draft = fill_front_matter(draft, rules)
    assert not find_unaccounted(draft), find_unaccounted(draft)
    return draft


def _mark_unsure(block: Block, unsure: dict[int, str], source: Received) -> Block:
    """Return the passage, marked unsure if one of its lines is and no editor has decided about it."""
    first, last = block.lines
    why = next((unsure[n] for n in range(first, last + 1) if n in unsure), "")
    return replace(block, unsure=True, why=why) if why and not source.decided(block.lines) else block


def _apply_decisions(source: Received, rules: Profile) -> TitledText:
    """Return title, article lines and dropped lines, with the editor's decisions applied."""
    head = _find_head(source, rules)
    lines = [line for line in source.lines() if line.number != head.field.lines[0]]
    decided = {line.number: decision for line in lines if (decision := source.decided(line.lines))}
    if not decided:
        return head
    stays = {line.number for line in head.body} | {number for number, one in decided.items() if one.keep}
    if head.doubt == ONLY_NAMED:
        stays = {number for number, one in decided.items() if one.keep}
    body = tuple(line for line in lines if line.number in stays and decided.get(line.number, _KEPT).keep)
    unnamed = tuple(
        drop_line(line, NO_ARTICLE) for line in head.body if line.number not in stays | decided.keys()
    )
    dropped_lines = tuple(
        drop_line(line, "the editor dropped it") for line in lines if not decided.get(line.number, _KEPT).keep
    )
    others = tuple(one for item in head.dropped for one in _without(item, decided, lines))
    return replace(
        head,
        body=body,
        dropped=tuple(sorted((*others, *dropped_lines, *unnamed), key=lambda item: item.lines)),
    )


_KEPT = Decision((0, 0), keep=True)


def _without(item: Dropped, decided: dict[int, Decision], lines: list[SourceLine]) -> tuple[Dropped, ...]:
    """Return what is left of a dropped stretch without the lines that the editor decided about."""
    inside = [line for line in lines if item.lines[0] <= line.number <= item.lines[1]]
    if not any(line.number in decided for line in inside):
        return (item,)
    return tuple(drop_line(line, item.why) for line in inside if line.number not in decided)


def _find_head(source: Received, rules: Profile) -> TitledText:
    """Return title, article lines and dropped lines by the rules alone."""
    names = find_recurring_names(source.lines(), rules)
    sifted = filter_lines(source.lines(), rules, names, source.name)
    laid = find_article(sifted.kept, rules, names)
    doubt = _doubt_of(source, laid.kept if laid else sifted.kept, rules, names)
    doubt = (
        (laid.doubt if laid and doubt != ONLY_NAMED else "")
        or doubt
        or _find_missing(source, laid.kept if laid else sifted.kept)
    )
    if laid and laid.title:
        title = split_site_name(
            strip_site_name(laid.title.text, rules), (line.text for line in source.lines())
        )
        dropped = sifted.without(laid.dropped).dropped
        return TitledText(title, field_of(laid.title), laid.kept, dropped, laid.unsure, doubt)
    if laid and has_title(laid.kept, rules, names):
        sifted = sifted.without(laid.dropped)
    head = split_title(sifted.kept, rules, names, source.name, source.title)
    unsure = laid.unsure if laid else ()
    return replace(head, dropped=sifted.without(head.dropped).dropped, unsure=unsure, doubt=doubt)


def _find_missing(source: Received, kept: tuple[SourceLine, ...]) -> str:
    """Return why the dump may lack the rest of its article; what an editor decided about needs no doubt."""
    if source.is_kept:
        return ""
    return find_missing([line.text for line in source.lines()], [line.text for line in kept])


def _doubt_of(source: Received, kept: tuple[SourceLine, ...], rules: Profile, names: frozenset[str]) -> str:
    """Return why the lines may be no article; raises ``Faults`` if they are none, and the editor keeps no others."""
    try:
        return refuse_links(source, kept, rules, names)
    except Faults:
        # What an editor keeps is an article, whatever the rules say; of a page of links, nothing else is.
        if not source.is_kept:
            raise
        return ONLY_NAMED


def _numbers(dropped: tuple[Dropped, ...]) -> frozenset[int]:
    return frozenset(number for item in dropped for number in range(item.lines[0], item.lines[1] + 1))


def _refuse_split(source: Received, blocks: tuple[Block, ...], dropped: tuple[Dropped, ...]) -> None:
    """Refuse a block with a dropped line in its middle: the block would contain that line, too."""
    for first, last in (block.lines for block in blocks):
        if last > first + 1 and any(first < item.lines[0] < last for item in dropped):
            line = next(line for line in source.lines() if line.number == first)
            help = "put the text on the name's line, or delete the lines between"
            raise fault_at(
                source.name, line, "the text of this speaker does not follow the name directly", help
            )


def _restore_punctuation(head: TitledText, language: Language) -> tuple[TitledText, str]:
    """Return title and lines with their punctuation restored, and the marks that were changed."""
    texts = (head.title, *(line.text for line in head.body))
    if not language.is_chinese or not has_lost_punctuation(texts):
        return head, ""
    title, *others = (restore_punctuation(text) for text in texts)
    body = tuple(replace(line, text=new.text) for line, new in zip(head.body, others, strict=True))
    return replace(head, title=title.text, body=body), "".join(new.marks for new in (title, *others))


def _blocks(
    lines: tuple[SourceLine, ...], cast: Cast | None, rules: Profile, colon: str
) -> tuple[Block, ...]:
    """Return the blocks: notes recognized by their openings, and the turns or paragraphs between."""
    blocks: list[Block] = []
    waiting: list[SourceLine] = []
    for at, line in enumerate(lines):
        note = _note(line, cast, rules, is_tail=_is_tail(lines[at:], cast) and bool(waiting or blocks))
        if note is None:
            waiting.append(line)
            continue
        blocks += [*_text(tuple(waiting), cast, rules, colon), note]
        waiting = []
    return (*blocks, *_text(tuple(waiting), cast, rules, colon))


def _text(lines: tuple[SourceLine, ...], cast: Cast | None, rules: Profile, colon: str) -> tuple[Block, ...]:
    if cast is not None:
        return split_turns(lines, cast, rules, colon)
    return tuple(Block("paragraph", line.text, line.lines, "a line of text") for line in lines)


def _is_tail(lines: tuple[SourceLine, ...], cast: Cast | None) -> bool:
    """Are these lines after the start of the last named turn?"""
    return cast is not None and not any(has_speaker_label(line.text, cast) for line in lines)


def _note(line: SourceLine, cast: Cast | None, rules: Profile, is_tail: bool) -> Block | None:
    """Return the bio or notice that the line is, recognized by how it begins; None if it is neither."""
    if start := find_opening(line.text, rules.notices):
        return Block("notice", line.text, line.lines, f"opens with {start}, a disclaimer")
    if start := find_opening(line.text, rules.bios):
        return Block("bio", line.text, line.lines, f"opens with {start}")
    speaker = find_introduced(line.text, cast) if cast and is_tail else ""
    if speaker:
        return Block(
            "bio", line.text, line.lines, f"stands below the turns and opens with the name of {speaker}"
        )
    return None
