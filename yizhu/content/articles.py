"""Read the files of an article's folder into an ``Article``.

1. read each text: front matter, then passages
2. tell the source text from its translations
3. pair the passages of each translation with those of the source
4. read the notes and anchor them in the source text
5. read what state.yaml says of the translations
6. find the pictures
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from yizhu.content.faults import Fault, Faults, Place, collect_faults, did_you_mean, find_place, raise_if
from yizhu.content.files.conflicts import check_conflicts
from yizhu.content.files.pictures import find_pictures
from yizhu.content.links.heading_links import link_headings, name_headings
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
from yizhu.content.prose import Mark, add_marks, select_marks
from yizhu.content.translations.minting import apply_records
from yizhu.content.translations.pairing import pair_passages
from yizhu.content.translations.state import read_state
from yizhu.content.yaml.document import split_front_matter
from yizhu.content.yaml.front_matter import read_meta

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
    unnumbered = find_source(texts, folder)
    source, state, id_faults = apply_records(unnumbered, states[0] if states else None)
    raise_if(id_faults)
    paired = [pair_passages(source, text, state) for text in texts if text is not unnumbered]
    translations = tuple(text for text, _ in paired)
    faults += [fault for _, wrong in paired for fault in wrong]
    faults += [fault for text in translations for fault in _unknown_speakers(source, text)]
    notes, note_faults = read_notes(notes_file, source, translations)
    (source, *others), pictures, picture_faults = find_pictures(folder, (source, *translations))
    raise_if(faults + note_faults + picture_faults)
    linked = tuple(link_headings(text, source) for text in others)
    return Article(folder.slug, link_headings(source, source), linked, notes, pictures, state)


def read_page(folder: PageFolder) -> SitePage:
    """Return a page of content/pages in all its languages. Raises ``Faults``."""
    texts, faults = collect_faults(lambda pair: read_text(*pair), folder.texts)
    faults += [fault for text in texts for fault in find_missing_words(text)]
    texts, pictures, picture_faults = find_pictures(folder, texts)
    raise_if(faults + picture_faults)
    return SitePage(folder.name, tuple(map(name_headings, texts)), pictures)


def read_text(lang: str, source: Source) -> Text:
    """Return a Markdown file with its front matter as a text in ``lang``. Raises ``Faults``."""
    check_conflicts(source.path, source.text)
    last, body = split_front_matter(source.path, source.text)
    metas, faults = collect_faults(lambda s: read_meta(s, last, lang), [source])
    bodies, body_faults = collect_faults(lambda s: read_markdown(s.path, s.text, body), [source])
    raise_if(faults + body_faults)
    meta, markdown = metas[0], bodies[0]
    speakers = {name: s for s in reversed(meta.speakers) for name in s.names_in(lang)}
    passages = tuple(_find_speaker(passage, speakers) for passage in markdown.passages)
    return Text(source, lang, meta, passages, markdown.footnotes, markdown.slots)


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


def find_source(texts: Sequence[Text], folder: ArticleFolder) -> Text:
    """Return the text that the others translate: it has no translators and no status.

    Of several, it is the one whose edition comes first. Raises ``Faults`` if there is none.
    """
    sources = [text for text in texts if not text.meta.is_translation]
    if not sources:
        place = find_place(texts[0].source.path, texts[0].source.text, 1)
        help = f"write the source text, such as {folder.path}/{folder.langs[0]}.md; it has no translators: and no status:"
        raise Faults([Fault(place, "every text of this article is a translation", help)])
    order = {lang: index for index, lang in enumerate(folder.langs)}
    source = min(sources, key=lambda text: (order.get(text.lang, len(order)), text.lang))
    raise_if(find_missing_words(source))
    return source


def find_missing_words(text: Text) -> list[Fault]:
    """Return a fault for a text without a passage; only a translation may lack all."""
    if text.passages:
        return []
    _, body = split_front_matter(text.source.path, text.source.text)
    place = find_place(text.source.path, text.source.text, body)
    return [Fault(place, "no text below the front matter", "write it there")]


def _unknown_speakers(source: Text, translation: Text) -> list[Fault]:
    known = dict.fromkeys(speaker.id for speaker in source.meta.speakers)
    return [
        Fault(
            find_place(
                translation.source.path, translation.source.text, 1, speaker.id, translation.first_line
            ),
            f"the source text has no speaker {speaker.id}",
            did_you_mean(speaker.id, known, "give the source's speakers, by the same ids"),
        )
        for speaker in translation.meta.speakers
        if speaker.id not in known
    ]
