"""Begin a translation, or go on with it: ``yizhu translate SLUG LANG``.

1. read the source, the translation as far as it is there, and what state.yaml says of it
2. find where the source passages of its words stand now
3. write slots for those that have none, and note in state.yaml what each was made from
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.content.articles import find_source, read_text
from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, format_count, raise_if
from yizhu.content.files.misnamed import find_tag
from yizhu.content.files.read import is_slug, read_article_folder
from yizhu.content.files.safe import write_text
from yizhu.content.markdown.attributes import is_lang
from yizhu.content.model import ArticleFolder, ArticleState, Meta, SignedPassage, Source, Text
from yizhu.content.translations.comparison import list_translated, match_lines, with_lines
from yizhu.content.translations.minting import apply_records
from yizhu.content.translations.numbering import Numbers, find_entries
from yizhu.content.translations.pairing import count_answers, find_unknown_slots, pair_passages
from yizhu.content.translations.passage_ids import NOWHERE, id_of, join_names
from yizhu.content.translations.slot_comments import Comment, find_own_comment, list_versions
from yizhu.content.translations.slots import Written, write_slots
from yizhu.content.translations.state import FILE_NAME, digest_words, format_state, read_state
from yizhu.content.yaml.document import split_front_matter


@dataclass(frozen=True, slots=True)
class TranslateResult:
    """What ``translate`` wrote."""

    path: str  # of the translation
    is_new: bool
    passages: int  # of the source
    translated: int
    added: int  # slots
    renumbered: int  # passages and slots
    removed: int = 0  # slots
    renewed: int = 0  # comments


def format_result(result: TranslateResult) -> str:
    """Return what was done in one line."""
    more = [
        f", {format_count(count, thing)} {done}"
        for count, thing, done in (
            (result.removed, "slot", "removed"),
            (result.renewed, "comment", "renewed"),
            (result.renumbered, "place", "renumbered"),
        )
        if count
    ]
    done = "new" if result.is_new else "changed" if more or result.added else "unchanged"
    return (
        f"{result.path} ({done}): {result.translated} of {result.passages} passages translated, "
        f"{format_count(result.added, 'slot')} added{''.join(more)}"
    )


def translate(config_file: Path, slug: str, lang: str) -> TranslateResult:
    """Write the file of a translation with a slot for each passage that has none. Raises ``Faults``."""
    root, config = config_file.parent, read_config(config_file)
    shown_as = f"{config.content}/articles/{slug}"
    if not is_slug(slug) or not (root / shown_as).is_dir():
        slugs = [
            path.name for path in sorted((root / config.content / "articles").glob("*/")) if path.is_dir()
        ]
        raise Faults(
            [
                Fault(
                    Place(shown_as),
                    "there is no such article",
                    did_you_mean(slug, slugs, "yizhu new makes one"),
                )
            ]
        )
    if not is_lang(lang):
        help = f"did you mean {find_tag(lang)}?" if find_tag(lang) else "write en, or zh-Hant"
        raise Faults([Fault(Place(f"{shown_as}/{lang}.md"), f"{lang} is no language tag", help)])
    folder = read_article_folder(root, config, slug)
    source, state = _read_source(folder, lang)
    before = dict(folder.texts).get(lang)
    file = before or Source(f"{shown_as}/{lang}.md", format_front_matter(source))
    numbers = _without_merged_slots(source, find_entries(source, read_text(lang, file), state), state)
    text = numbers.text
    if state.records or not state.passages_of(lang):  # or a slot may wait for what is gone
        raise_if(list(find_unknown_slots(source, text, state)))
    comments = _find_outdated_comments(source, text, state, numbers)
    written = _write(source, text, numbers, comments)
    after = _read_back(source, text, numbers, Source(file.path, written.text))
    if before is None or written.text != before.text:
        write_text(root / file.path, root, written.text, file.path)
    noted = format_state(_note(source, after, state, numbers))
    if folder.state is None or noted != folder.state.text:
        write_text(root / shown_as / FILE_NAME, root, noted, f"{shown_as}/{FILE_NAME}")
    return TranslateResult(
        path=file.path,
        is_new=before is None,
        passages=len(source.passages),
        translated=len(after.answered),
        added=written.added,
        renumbered=written.renamed + (written.named if numbers.moved else 0),
        removed=written.removed,
        renewed=sum(e.line in comments for e in numbers.entries if e.answers in numbers.now),
    )


def _read_source(folder: ArticleFolder, lang: str) -> tuple[Text, ArticleState]:
    """Return the source of an article, and what state.yaml says of it. Raises ``Faults`` if it is in this language."""
    source, known, faults = apply_records(
        find_source([read_text(*pair) for pair in folder.texts], folder),
        read_state(folder.state) if folder.state else None,
    )
    raise_if(faults)
    if source.lang == lang:
        help = "name another language"
        raise Faults([Fault(Place(source.source.path), f"the source is in {lang}", help)])
    return source, known or ArticleState()


def format_front_matter(source: Text) -> str:
    """Return the front matter of a new translation: what is to be filled in, each with the source's words behind it."""
    fields = [
        f"{name}: …  # {' '.join(words.split())}"
        for name, words in (("title", source.meta.title), *_other_fields(source.meta))
    ]
    speakers = [f"  {s.id}: {_quote((s.names_in(source.lang) or (s.id,))[0])}" for s in source.meta.speakers]
    lines = [
        "---",
        *fields,
        "translators: []",
        "status: draft",
        *(["speakers:", *speakers] if speakers else []),
    ]
    return "\n".join([*lines, "---", ""])


def _other_fields(meta: Meta) -> Iterator[tuple[str, str]]:
    for name, words in (("subtitle", meta.subtitle), ("summary", meta.summary)):
        if words:
            yield name, words


def _quote(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# ---- the file ----------------------------------------------------------------------------------------------


def _without_merged_slots(source: Text, numbers: Numbers, state: ArticleState) -> Numbers:
    """Return what the file holds, its slots for passages that were merged into others waiting for nothing."""
    if not state.records:
        return numbers
    live = {passage.id for passage in source.passages}
    entries = tuple(
        replace(entry, answers=NOWHERE)
        if entry.passage is None and entry.named and live.isdisjoint(entry.named)
        else entry
        for entry in numbers.entries
    )
    answered = {entry.answers for entry in entries}
    now = {answers: span for answers, span in numbers.now.items() if answers in answered}
    return replace(numbers, entries=entries, now=now)


def _write(source: Text, text: Text, numbers: Numbers, comments: Mapping[int, Comment | None]) -> Written:
    """Return the translation's file with its slots."""
    file = text.source
    _, body = split_front_matter(file.path, file.text)
    covered = {number for first, last in numbers.now.values() for number in range(first, last + 1)}
    is_renamed = any(e.is_renamed(source, numbers.now.get(e.answers)) for e in numbers.entries)
    if len(covered) == len(source.passages) and not is_renamed and not numbers.moved and not comments:
        return Written(file.text)
    return write_slots(file.text, body, source, numbers.entries, numbers.now, comments)


def _find_outdated_comments(
    source: Text, text: Text, state: ArticleState, numbers: Numbers
) -> dict[int, Comment | None]:
    """Return, by the lines of their entries, our comments that go, or whose source says something else now.

    None: an empty slot whose source says something else has no comment of ours.
    """
    lines = text.source.text.split("\n")
    digests = [digest_words(passage.prose.plain) for passage in source.passages]
    live = {passage.id for passage in source.passages}
    found: dict[int, Comment | None] = {}
    for entry in numbers.entries:
        first, last = span = numbers.now.get(entry.answers, NOWHERE)
        named = entry.named or (id_of(source, first), id_of(source, last))
        now = tuple(digests[first - 1 : last]) if span != NOWHERE else ()
        versions = list_versions(state, text.lang, named)
        is_part = entry.passage is not None and bool(entry.named) and not live.issuperset(named)
        if versions <= {now} or is_part:  # of what was merged, the comment has the part that was translated
            continue
        comment = find_own_comment(source, lines, entry.first_line, versions | {now})
        is_slot_of_other_words = (
            entry.passage is None and now and _made_from(state, text.lang, named) not in (None, now)
        )
        if (comment and comment.version != now) or (comment is None and is_slot_of_other_words):
            found[entry.line] = comment
    return found


def _made_from(state: ArticleState, lang: str, named: tuple[str, str]) -> tuple[str, ...] | None:
    """Return the digests of the source's words that were there when a slot was written; None: nobody knows."""
    lines = (line for line in state.passages_of(lang) if not line.own and line.id == join_names(named))
    return next((line.source for line in lines), None)


def _read_back(source: Text, before: Text, numbers: Numbers, written: Source) -> Text:
    """Return the written file as it is read. Raises ``Faults`` if any word would be lost, or answer something else."""
    after, faults = pair_passages(source, read_text(before.lang, written))
    if faults:  # tell them at their places in the file as it is, if they stand there
        raise_if(pair_passages(source, read_text(before.lang, before.source))[1] or faults)
    expected = [numbers.now[answers] for answers in count_answers(before.passages)]
    is_whole = [p.prose for p in after.passages] == [p.prose for p in before.passages]
    if not is_whole or [p.answers for p in after.passages] != expected:
        help = "write {from=pN} on a line of its own above each passage, and run this again"
        raise Faults([Fault(Place(written.path), "slots cannot be added here without touching words", help)])
    return after


# ---- state.yaml --------------------------------------------------------------------------------------------


def _note(source: Text, text: Text, state: ArticleState, numbers: Numbers) -> ArticleState:
    """Return the state with a line for each passage and each slot; those that it has say what they said."""
    lines, lang = state.passages_of(text.lang), text.lang
    translated = list(list_translated(source, text))
    found = match_lines(lines, translated, source, state)
    status = "draft" if lines else text.meta.status or "draft"
    noted = [
        replace(line, answers=passage.answers, own=line.own or passage.own, name=passage.id)
        if line
        else SignedPassage(lang, passage.answers, status, passage.source, passage.own, name=passage.id)
        for passage, line in zip(translated, found, strict=True)
    ]
    digests = [digest_words(passage.prose.plain) for passage in source.passages]
    slots = [
        SignedPassage(lang, (first, last), "draft", tuple(digests[first - 1 : last]), name=name)
        for (first, last), name in dict.fromkeys((s.answers, join_names(s.named)) for s in text.slots)
    ]
    used = {id(line) for line in found if line}
    lost = [line for line in lines if line.own and id(line) not in used]
    return with_lines(state, lang, [*noted, *slots, *lost], source)
