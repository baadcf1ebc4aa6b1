"""A folder of content/articles becomes an Article.

1. read each text: front matter, then passages 2. tell the source from its translations 3. see that the translations
answer the source passage by passage 4. find the words that each note is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from yizhu.article_words import read_wordings
from yizhu.document import Document, read_document, split_front_matter
from yizhu.fault import Fault, Faults, Place, did_you_mean, gather, nearest, place_in, raise_if
from yizhu.illustrations import pictures_in
from yizhu.markdown import read_markdown, read_prose
from yizhu.model import (
    Anchor,
    Article,
    ArticleFolder,
    Meta,
    Note,
    PageFolder,
    Passage,
    SitePage,
    Source,
    Speaker,
    Text,
)
from yizhu.tree import Mark, mark_up, marks_of

_SOUGHT = 100  # characters of a quote: each stretch of the text is held against them
_NAME_AND_COLON = re.compile(r"\s*[:：]")


def read_article(folder: ArticleFolder) -> Article:
    """An article's source text, its translations and the notes on it.

    Raises ``Faults`` with all that is wrong in any of its files.
    """
    if not folder.texts:
        mend = f"write {folder.path}/zh-Hant.md, or remove the folder"
        raise Faults([Fault(Place(folder.path), "no text in this article", mend)])
    texts, faults = gather(lambda pair: read_text(*pair), folder.texts)
    notes_file, wrong = _notes_file(folder.notes)
    raise_if(faults + wrong)
    source = _source_of(texts, folder)
    translations = tuple(text for text in texts if text is not source)
    faults += [fault for text in translations for fault in _misalignments(source, text)]
    faults += [fault for text in translations for fault in _unknown_speakers(source, text)]
    source, translations = _answering(source), tuple(_answering(text) for text in translations)
    notes, wrong = _notes(notes_file, source)
    faults += wrong
    pictures, missing = pictures_in(folder, texts)
    raise_if(faults + missing)
    return Article(folder.slug, source, translations, notes, pictures)


def read_page(folder: PageFolder) -> SitePage:
    """A page of content/pages in its languages."""
    texts, faults = gather(lambda pair: read_text(*pair), folder.texts)
    pictures, missing = pictures_in(folder, texts)
    raise_if(faults + missing)
    return SitePage(folder.name, tuple(texts), pictures)


def read_text(lang: str, source: Source) -> Text:
    """One Markdown file with its front matter."""
    last, body = split_front_matter(source.path, source.text)
    metas, faults = gather(lambda s: _read_meta(s, last, lang), [source])
    bodies, wrong = gather(lambda s: read_markdown(s.path, s.text, body), [source])
    raise_if(faults + wrong)
    meta, markdown = metas[0], bodies[0]
    passages = tuple(_with_speaker(p, meta.speakers, lang) for p in markdown.passages)
    if not passages:
        raise Faults(
            [
                Fault(
                    place_in(source.path, source.text, body),
                    "no text below the front matter",
                    "write it there",
                )
            ]
        )
    return Text(source, lang, meta, passages, markdown.footnotes)


# ---- front matter ------------------------------------------------------------------------------------------


def _read_meta(source: Source, last: int, lang: str) -> Meta:
    document = read_document(source.path, source.text, "front_matter", 2, last)
    return replace(_meta(document.value), convert=read_wordings(document, lang))


def _meta(given: dict[str, Any]) -> Meta:
    publication = given.get("publication", "")
    by_key = publication if isinstance(publication, dict) else {"name": publication}
    glossary = given.get("glossary", {})
    return Meta(
        title=given["title"],
        subtitle=given.get("subtitle", ""),
        authors=tuple(given.get("authors", ())),
        publication=by_key["name"],
        publication_url=by_key.get("url", ""),
        republisher=given.get("republisher", ""),
        published=given.get("published", ""),
        modified=given.get("modified", ""),
        posted=given.get("posted", ""),
        source_url=given.get("source_url", ""),
        rights=_rights_line(given.get("rights", "")),
        rights_status=_rights_status(given.get("rights", "")),
        summary=given.get("summary", ""),
        tags=tuple(given.get("tags", ())),
        draft=given.get("draft", False),
        speakers=tuple(_speaker(id, names) for id, names in given.get("speakers", {}).items()),
        exclude=tuple(glossary.get("exclude", ())),
        only=tuple(glossary.get("only", ())),
        senses=tuple(glossary.get("sense", {}).items()),
        translators=tuple(given.get("translators", ())),
        status=given.get("status", ""),
        mark=given.get("mark", ""),
        writing=given.get("writing", ""),
    )


def _rights_line(given: Any) -> str:
    """The author's own line, else the holder and what the use rests on."""
    if isinstance(given, str):
        return given
    told = (given.get("holder", ""), given.get("basis", ""))
    return str(given.get("text", "")) or "; ".join(part for part in told if part)


def _rights_status(given: Any) -> str:
    return "" if isinstance(given, str) else str(given["status"])


def _speaker(id: str, given: Any) -> Speaker:
    by_lang = given if isinstance(given, dict) else {"": given}
    return Speaker(id, tuple((lang, _several(names)) for lang, names in by_lang.items()))


def _several(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _with_speaker(passage: Passage, speakers: Iterable[Speaker], lang: str) -> Passage:
    """The passage, its speaker known if it begins with the bold name of one."""
    label = next(iter(marks_of(passage.prose, "strong")), None)
    if label is None or label.start != passage.prose.blocks[0].start:
        return passage
    said = passage.prose.text[label.start : label.end]
    rest = passage.prose.text[label.end :]
    is_label = said.rstrip().endswith((":", "：")) or bool(_NAME_AND_COLON.match(rest))
    name = said.rstrip().rstrip(":：").strip()
    speaker = next((s for s in speakers if name in s.names_in(lang)), None)
    if not is_label or speaker is None:
        return passage
    supplied = (("supplied", "yes"),) if passage.supplied else ()
    marks = tuple(m for m in passage.prose.marks if m is not label)
    mark = Mark(label.start, label.end, "speaker", (("speaker", speaker.id), *supplied))
    prose = mark_up(replace(passage.prose, marks=marks), [mark])
    return replace(passage, prose=prose, speaker=speaker.id)


# ---- source and translations -------------------------------------------------------------------------------


def _source_of(texts: Sequence[Text], folder: ArticleFolder) -> Text:
    """The text that the others translate: one without translators and status; of several, the first edition's."""
    own = [text for text in texts if not text.meta.translators and not text.meta.status]
    if not own:
        place = place_in(texts[0].source.path, texts[0].source.text, 1)
        mend = f"write the source text, such as {folder.path}/{folder.langs[0]}.md; it has no translators: and no status:"
        raise Faults([Fault(place, "every text of this article is a translation", mend)])
    order = {lang: index for index, lang in enumerate(folder.langs)}
    return min(own, key=lambda text: (order.get(text.lang, len(order)), text.lang))


def _misalignments(source: Text, translation: Text) -> list[Fault]:
    """The first place where source and translation part, or none."""
    expected = 1
    for passage in translation.passages:
        first, last = passage.answers or (expected, expected)
        place = _place(translation.source, passage)
        if last > len(source.passages) or first < 1:
            return [_too_long(source, translation, passage, first, last)]
        if not expected - 1 <= first <= expected or last < first:
            problem = f"this passage answers p{first}, but p{expected} has no translation before it"
            return [Fault(place, problem, "answer the passages in their order, none left out")]
        answered = source.passages[first - 1]
        if passage.answers is None and answered.kind != passage.kind:
            problem = f"this is {_kind(passage)}, but p{first} of the source is {_kind(answered)}"
            return [
                Fault(
                    place,
                    problem,
                    f"p{first} stands at {_place(source.source, answered)}: {_opening(answered)}",
                )
            ]
        expected = last + 1
    if expected <= len(source.passages):
        return [_too_short(source, translation, expected)]
    return []


def _unknown_speakers(source: Text, translation: Text) -> list[Fault]:
    known = [speaker.id for speaker in source.meta.speakers]
    return [
        Fault(
            place_in(
                translation.source.path, translation.source.text, 1, speaker.id, translation.passages[0].line
            ),
            f"the source text has no speaker {speaker.id}",
            did_you_mean(speaker.id, known, "give the source's speakers, by the same ids"),
        )
        for speaker in translation.meta.speakers
        if speaker.id not in known
    ]


def _answering(text: Text) -> Text:
    """The text, each passage of it knowing which source passages it answers."""
    passages: list[Passage] = []
    expected = 1
    for passage in text.passages:
        answers = passage.answers or (expected, expected)
        passages.append(replace(passage, answers=answers))
        expected = answers[1] + 1
    return replace(text, passages=tuple(passages))


def _too_long(source: Text, translation: Text, passage: Passage, first: int, last: int) -> Fault:
    problem = f"this passage answers p{last}, but the source has {len(source.passages)} passages"
    mend = "write {from=pN} above it if it answers a passage before; else take it out"
    return Fault(_place(translation.source, passage), problem, mend)


def _too_short(source: Text, translation: Text, expected: int) -> Fault:
    missing = source.passages[expected - 1]
    problem = f"the translation ends before p{expected}: {expected - 1} of {len(source.passages)} passages"
    mend = f"translate {_place(source.source, missing)}: {_opening(missing)}"
    return Fault(_place(translation.source, translation.passages[-1]), problem, mend)


def _place(source: Source, passage: Passage) -> Place:
    return place_in(source.path, source.text, passage.line)


def _kind(passage: Passage) -> str:
    names = {
        "p": "a paragraph",
        "ul": "a list",
        "ol": "a numbered list",
        "pre": "code",
        "blockquote": "a quote",
    }
    kind = passage.kind
    return names.get(kind) or ("a heading" if re.match(r"h\d", kind) else f"a {kind}")


def _opening(passage: Passage) -> str:
    text = passage.prose.plain.replace("\n", " ")
    return text if len(text) <= 24 else text[:24] + "…"


# ---- notes -------------------------------------------------------------------------------------------------


def _notes_file(file: Source | None) -> tuple[Document | None, list[Fault]]:
    documents, faults = gather(lambda s: read_document(s.path, s.text, "notes"), [file] if file else [])
    return (documents[0] if documents else None), faults


def _notes(document: Document | None, source: Text) -> tuple[tuple[Note, ...], list[Fault]]:
    if document is None:
        return (), []
    entries = list(enumerate(document.value or ()))
    ids = [entry["id"] for _, entry in entries]
    faults = [
        Fault(document.place(i, "id"), f"two notes have the id {entry['id']}", "give each its own id")
        for i, entry in entries
        if entry["id"] in ids[:i]
    ]
    notes, unfound = gather(lambda pair: _note(document, pair[0], pair[1], source), entries)
    ordered = sorted(notes, key=lambda n: (n.anchor.passage, n.anchor.end, n.anchor.start))
    return tuple(ordered), faults + unfound


def _note(document: Document, index: int, entry: dict[str, Any], source: Text) -> Note:
    texts, faults = gather(
        lambda pair: (pair[0], read_prose(pair[1], document.place(index, "text", pair[0]))),
        entry["text"].items(),
    )
    anchors, unfound = gather(lambda wanted: _anchor(document, index, wanted, source), [entry])
    raise_if(faults + unfound)
    return Note(
        id=entry["id"],
        quote=entry["quote"],
        anchor=anchors[0],
        kind=entry["kind"],
        as_of=entry.get("as_of", ""),
        by=entry.get("by", ""),
        text=tuple(texts),
    )


def _anchor(document: Document, index: int, entry: dict[str, Any], source: Text) -> Anchor:
    """The one place where the quote stands (W3C Web Annotation Data Model §4.2.4, TextQuoteSelector)."""
    quote, before = entry["quote"], entry.get("before", "")
    found = [
        Anchor(passage.number, at + len(before), at + len(before) + len(quote))
        for passage in source.passages
        for at in _all(passage.prose.text, before + quote)
    ]
    if len(found) == 1:
        return found[0]
    place = document.place(index, "quote")
    if found:
        where = ", ".join(f"p{a.passage}" for a in found)
        problem = f"{quote} stands {len(found)} times in the source text ({where})"
        raise Faults([Fault(place, problem, "say with before: which words stand in front of it")])
    near = _nearest_words(source, quote)
    problem = f"{before + quote} does not stand in {source.source.path}"
    raise Faults(
        [Fault(place, problem, f"the nearest words are {near}" if near else "quote the exact words")]
    )


def _all(text: str, wanted: str) -> Iterable[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _nearest_words(source: Text, quote: str) -> str:
    """The stretch of the source, as long as the quote, that looks most like it; of a long quote its opening is sought."""
    quote = quote[:_SOUGHT]
    size = len(quote)
    stretches = {
        p.prose.plain[at : at + size]: p.number
        for p in source.passages
        for at in range(0, max(1, len(p.prose.plain) - size + 1))
        if set(quote) & set(p.prose.plain[at : at + 1])
    }
    near = nearest(quote, stretches)
    return f"{near} (p{stretches[near]})" if near else ""
