"""Read the files of an article's folder into an ``Article``.

1. read each text: front matter, then passages
2. tell the source text from its translations
3. check that each translation answers the source passage by passage
4. read the notes and anchor them in the source text
5. read what state.yaml says of the translations
6. find the pictures
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from yizhu.content.faults import Fault, Faults, Place, collect_faults, did_you_mean, find_place, raise_if
from yizhu.content.front_matter import read_meta
from yizhu.content.markdown.parser import read_markdown
from yizhu.content.model import (
    Article,
    ArticleFolder,
    PageFolder,
    Passage,
    SitePage,
    Source,
    Speaker,
    Text,
)
from yizhu.content.notes import read_notes, read_notes_file
from yizhu.content.pictures import find_pictures
from yizhu.content.prose import Mark, add_marks, select_marks
from yizhu.content.state import read_state
from yizhu.content.yaml_document import split_front_matter

_COLON = re.compile(r"\s*[:：]")


def read_article(folder: ArticleFolder) -> Article:
    """Return an article: its source text, its translations and the notes on it.

    Raises ``Faults`` with everything that is wrong in any of its files.
    """
    if not folder.texts:
        help = f"write {folder.path}/zh-Hant.md, or remove the folder"
        raise Faults([Fault(Place(folder.path), "no text in this article", help)])
    texts, faults = collect_faults(lambda pair: read_text(*pair), folder.texts)
    notes_file, notes_faults = read_notes_file(folder.notes)
    states, state_faults = collect_faults(read_state, [folder.state] if folder.state else [])
    raise_if(faults + notes_faults + state_faults)
    source = _find_source(texts, folder)
    translations = tuple(text for text in texts if text is not source)
    faults += [fault for text in translations for fault in _alignment_faults(source, text)]
    faults += [fault for text in translations for fault in _unknown_speakers(source, text)]
    source, translations = _number_answers(source), tuple(_number_answers(text) for text in translations)
    notes, note_faults = read_notes(notes_file, source)
    pictures, picture_faults = find_pictures(folder, texts)
    raise_if(faults + note_faults + picture_faults)
    return Article(folder.slug, source, translations, notes, pictures, states[0] if states else None)


def read_page(folder: PageFolder) -> SitePage:
    """Return a page of content/pages in all its languages. Raises ``Faults``."""
    texts, faults = collect_faults(lambda pair: read_text(*pair), folder.texts)
    pictures, picture_faults = find_pictures(folder, texts)
    raise_if(faults + picture_faults)
    return SitePage(folder.name, tuple(texts), pictures)


def read_text(lang: str, source: Source) -> Text:
    """Return a Markdown file with its front matter as a text in ``lang``. Raises ``Faults``."""
    last, body = split_front_matter(source.path, source.text)
    metas, faults = collect_faults(lambda s: read_meta(s, last, lang), [source])
    bodies, body_faults = collect_faults(lambda s: read_markdown(s.path, s.text, body), [source])
    raise_if(faults + body_faults)
    meta, markdown = metas[0], bodies[0]
    speakers = {name: s for s in reversed(meta.speakers) for name in s.names_in(lang)}
    passages = tuple(_find_speaker(passage, speakers) for passage in markdown.passages)
    if not passages:
        place = find_place(source.path, source.text, body)
        raise Faults([Fault(place, "no text below the front matter", "write it there")])
    return Text(source, lang, meta, passages, markdown.footnotes)


def _find_speaker(passage: Passage, speakers: Mapping[str, Speaker]) -> Passage:
    """Return the passage, with its speaker if it begins with the bold name of one and a colon."""
    if not speakers or not passage.prose.marks:
        return passage
    label = next(iter(select_marks(passage.prose, "strong")), None)
    if label is None or label.start != passage.prose.blocks[0].start:
        return passage
    bold = passage.prose.text[label.start : label.end].rstrip()
    rest = passage.prose.text[label.end :]
    is_label = bold.endswith((":", "：")) or bool(_COLON.match(rest))
    name = bold.rstrip(":：").strip()
    speaker = speakers.get(name)
    if not is_label or speaker is None:
        return passage
    supplied = (("supplied", "yes"),) if passage.supplied else ()
    marks = tuple(m for m in passage.prose.marks if m is not label)
    mark = Mark(label.start, label.end, "speaker", (("speaker", speaker.id), *supplied))
    prose = add_marks(replace(passage.prose, marks=marks), [mark])
    return replace(passage, prose=prose, speaker=speaker.id)


# ---- source and translations -------------------------------------------------------------------------------


def _find_source(texts: Sequence[Text], folder: ArticleFolder) -> Text:
    """Return the text that the others translate: it has no translators and no status.

    Of several, it is the one whose edition comes first. Raises ``Faults`` if there is none.
    """
    sources = [text for text in texts if not text.meta.translators and not text.meta.status]
    if not sources:
        place = find_place(texts[0].source.path, texts[0].source.text, 1)
        help = f"write the source text, such as {folder.path}/{folder.langs[0]}.md; it has no translators: and no status:"
        raise Faults([Fault(place, "every text of this article is a translation", help)])
    order = {lang: index for index, lang in enumerate(folder.langs)}
    return min(sources, key=lambda text: (order.get(text.lang, len(order)), text.lang))


def _alignment_faults(source: Text, translation: Text) -> list[Fault]:
    """Return a fault for the first place where the translation does not answer the source, if there is one."""
    expected = 1
    for passage in translation.passages:
        first, last = passage.answers or (expected, expected)
        if last > len(source.passages) or first < 1:
            return [_extra_passage_fault(source, translation, passage, first, last)]
        if not expected - 1 <= first <= expected or last < first:
            problem = f"this passage answers p{first}, but p{expected} has no translation before it"
            help = "answer the passages in their order, none left out"
            return [Fault(_place_of(translation.source, passage), problem, help)]
        answered = source.passages[first - 1]
        if passage.answers is None and answered.kind != passage.kind:
            problem = (
                f"this is {_describe_kind(passage)}, but p{first} of the source is {_describe_kind(answered)}"
            )
            help = f"p{first} stands at {_place_of(source.source, answered)}: {_first_words(answered)}"
            return [Fault(_place_of(translation.source, passage), problem, help)]
        expected = last + 1
    if expected <= len(source.passages):
        return [_missing_passage_fault(source, translation, expected)]
    return []


def _unknown_speakers(source: Text, translation: Text) -> list[Fault]:
    known = dict.fromkeys(speaker.id for speaker in source.meta.speakers)
    return [
        Fault(
            find_place(
                translation.source.path, translation.source.text, 1, speaker.id, translation.passages[0].line
            ),
            f"the source text has no speaker {speaker.id}",
            did_you_mean(speaker.id, known, "give the source's speakers, by the same ids"),
        )
        for speaker in translation.meta.speakers
        if speaker.id not in known
    ]


def _number_answers(text: Text) -> Text:
    """Return the text with the numbers of the source passages that each of its passages answers."""
    passages: list[Passage] = []
    expected = 1
    for passage in text.passages:
        answers = passage.answers or (expected, expected)
        passages.append(passage if passage.answers else _with_answers(passage, answers))
        expected = answers[1] + 1
    return replace(text, passages=tuple(passages))


def _with_answers(of: Passage, answers: tuple[int, int]) -> Passage:  # in a third of the time of ``replace``
    return Passage(
        of.number, of.prose, of.line, of.last_line, answers, of.role, of.speaker, of.supplied, of.after_break
    )


def _extra_passage_fault(source: Text, translation: Text, passage: Passage, first: int, last: int) -> Fault:
    problem = f"this passage answers p{last}, but the source has {len(source.passages)} passages"
    help = "write {from=pN} above it if it answers an earlier passage; otherwise remove it"
    return Fault(_place_of(translation.source, passage), problem, help)


def _missing_passage_fault(source: Text, translation: Text, expected: int) -> Fault:
    missing = source.passages[expected - 1]
    problem = f"the translation ends before p{expected}: {expected - 1} of {len(source.passages)} passages"
    help = f"translate {_place_of(source.source, missing)}: {_first_words(missing)}"
    return Fault(_place_of(translation.source, translation.passages[-1]), problem, help)


def _place_of(source: Source, passage: Passage) -> Place:
    return find_place(source.path, source.text, passage.line)


def _describe_kind(passage: Passage) -> str:
    names = {
        "p": "a paragraph",
        "ul": "a list",
        "ol": "a numbered list",
        "pre": "code",
        "blockquote": "a quote",
    }
    kind = passage.kind
    return names.get(kind) or ("a heading" if re.match(r"h\d", kind) else f"a {kind}")


def _first_words(passage: Passage) -> str:
    text = passage.prose.plain.replace("\n", " ")
    return text if len(text) <= 24 else text[:24] + "…"
