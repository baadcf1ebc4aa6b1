"""Begin a translation, or go on with it: ``yizhu translate SLUG LANG``.

1. read the source, the translation as far as it is there, and what state.yaml says of it
2. find where the source passages of its words stand now
3. write slots for those that have none, and note in state.yaml what each was made from
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.content.articles import find_source, read_text
from yizhu.content.config import read_config
from yizhu.content.faults import Fault, Faults, Place, did_you_mean, format_count, raise_if
from yizhu.content.files import is_slug, read_article_folder
from yizhu.content.markdown.attributes import is_lang
from yizhu.content.model import ArticleState, Meta, SignedPassage, Source, Text
from yizhu.content.passage_ids import join_names
from yizhu.content.safe_files import write_text
from yizhu.content.translations.comparison import list_translated, match_lines, with_lines
from yizhu.content.translations.minting import apply_records
from yizhu.content.translations.numbering import Numbers, find_entries
from yizhu.content.translations.pairing import count_answers, pair_passages
from yizhu.content.translations.slots import write_slots
from yizhu.content.translations.state import FILE_NAME, digest_words, format_state, read_state
from yizhu.content.yaml_document import split_front_matter


@dataclass(frozen=True, slots=True)
class TranslateResult:
    """What ``translate`` wrote."""

    path: str  # of the translation
    is_new: bool
    passages: int  # of the source
    translated: int
    added: int  # slots
    renumbered: int  # passages and slots


def format_result(result: TranslateResult) -> str:
    """Return what was done in one line."""
    done = "new" if result.is_new else "unchanged" if not result.added + result.renumbered else "changed"
    more = f", {format_count(result.renumbered, 'place')} renumbered" if result.renumbered else ""
    return (
        f"{result.path} ({done}): {result.translated} of {result.passages} passages translated, "
        f"{format_count(result.added, 'slot')} added{more}"
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
        raise Faults(
            [Fault(Place(f"{shown_as}/{lang}.md"), f"{lang} is no language tag", "write en, or zh-Hant")]
        )
    folder = read_article_folder(root, config, slug)
    source, known, faults = apply_records(
        find_source([read_text(*pair) for pair in folder.texts], folder),
        read_state(folder.state) if folder.state else None,
    )
    raise_if(faults)
    if source.lang == lang:
        help = "name another language"
        raise Faults([Fault(Place(source.source.path), f"the source is in {lang}", help)])
    before = dict(folder.texts).get(lang)
    file = before or Source(f"{shown_as}/{lang}.md", format_front_matter(source))
    state = known or ArticleState()
    numbers = find_entries(source, read_text(lang, file), state)
    text = numbers.text
    written, renumbered = _write(source, text, state, numbers)
    after = _read_back(source, text, numbers, Source(file.path, written))
    if before is None or written != before.text:
        write_text(root / file.path, root, written, file.path)
    noted = format_state(_note(source, after, state, numbers))
    if folder.state is None or noted != folder.state.text:
        write_text(root / shown_as / FILE_NAME, root, noted, f"{shown_as}/{FILE_NAME}")
    added = len(after.slots) - sum(slot.answers in numbers.now for slot in text.slots)
    if numbers.moved:  # only some of them need a line that says so
        renumbered += max(0, written.count("{from=") - file.text.count("{from=") - added)
    count = len(source.passages)
    return TranslateResult(file.path, before is None, count, len(after.answered), added, renumbered)


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


def _write(source: Text, text: Text, state: ArticleState, numbers: Numbers) -> tuple[str, int]:
    """Return the translation's file with its slots, and how many passages and slots have other numbers now."""
    file = text.source
    _, body = split_front_matter(file.path, file.text)
    covered = {number for first, last in numbers.now.values() for number in range(first, last + 1)}
    renumbered = sum(e.is_renamed(source, numbers.now.get(e.answers)) for e in numbers.entries)
    changed = _find_changed_slots(source, text, state, numbers)
    if len(covered) == len(source.passages) and not renumbered + numbers.moved and not changed:
        return file.text, 0
    return write_slots(file.text, body, source, numbers.entries, numbers.now, changed), renumbered


def _find_changed_slots(source: Text, text: Text, state: ArticleState, numbers: Numbers) -> set[int]:
    """Return the lines of the slots whose source says something else than when they were written."""
    made_from = {line.id: line.source for line in state.passages_of(text.lang) if not line.own}
    digests = [digest_words(passage.prose.plain) for passage in source.passages]
    return {
        slot.line
        for slot in text.slots
        if slot.answers in numbers.now
        for first, last in [numbers.now[slot.answers]]
        for noted in [made_from.get(join_names(slot.named))]
        if noted and noted != tuple(digests[first - 1 : last])
    }


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
