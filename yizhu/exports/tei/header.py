"""The header of a TEI document: who wrote, translated and annotated what, from where, under which rights, in which states."""

from __future__ import annotations

from itertools import groupby

from yizhu.content.languages import language_name
from yizhu.content.model import Meta, SignedPassage
from yizhu.exports.tei.elements import make_id, point_to, put
from yizhu.exports.tei.model import Document
from yizhu.exports.xml import Element

# What of a text's rights a machine is told.
_AVAILABLE = {
    "public-domain": "free",
    "permission": "restricted",
    "quotation": "restricted",
    "unknown": "unknown",
}
_STATES = {
    "machine": "translated by a machine",
    "draft": "translated, not yet reviewed",
    "reviewed": "translated and reviewed",
    "stale": "the source has changed since it was translated",
}


def add_header(root: Element, document: Document) -> None:
    """Add the header of a document."""
    header = put(root, "teiHeader")
    file = put(header, "fileDesc")
    _add_titles(file, document)
    _add_publication(file, document)
    _add_origin(put(file, "sourceDesc"), document.article.source.meta, document.source.lang)
    _add_states(header, document)
    _add_profile(header, document)
    _add_revisions(header, document)


def person_id(document: Document, name: str) -> str:
    """Return the id of somebody who wrote notes."""
    return f"resp-{1 + _list_annotators(document).index(name)}"


def _list_annotators(document: Document) -> list[str]:
    return list(dict.fromkeys(note.by for note in document.article.notes if note.by))


def _add_titles(file: Element, document: Document) -> None:
    titles = put(file, "titleStmt")
    for text in document.texts:
        meta = text.text.meta
        put(
            titles,
            "title",
            meta.title,
            lang=text.lang,
            type="main" if text is document.source else "parallel",
        )
        if meta.subtitle:
            put(titles, "title", meta.subtitle, lang=text.lang, type="sub")
    for text in document.texts:
        for author in text.text.meta.authors:
            put(titles, "author", author, lang=text.lang)
    for text in document.translations:
        for translator in text.text.meta.translators:
            by_machine = "machine " if text.text.meta.status == "machine" else ""
            statement = put(titles, "respStmt")
            put(statement, "resp", f"{by_machine}translation into {text.lang}")
            put(statement, "name", translator)
    for name in _list_annotators(document):
        statement = put(titles, "respStmt", id=person_id(document, name))
        put(statement, "resp", "notes")
        put(statement, "name", name)


def _add_publication(file: Element, document: Document) -> None:
    config, meta = document.chosen.config, document.article.source.meta
    published = put(file, "publicationStmt")
    put(published, "publisher", config.title_in(document.source.lang))
    if meta.posted:
        put(published, "date", meta.posted, when=meta.posted)
    put(published, "idno", document.address, type="URI")
    available = put(published, "availability", status=_AVAILABLE.get(meta.rights_status, ""))
    for text in document.texts:
        if text.text.meta.rights:
            tag = "licence" if meta.rights_status == "licensed" else "p"
            put(available, tag, text.text.meta.rights, lang=text.lang)
    if not len(available):
        put(available, "p", "Not stated.", lang="en")


def _add_origin(into: Element, meta: Meta, lang: str) -> None:
    """Add the original as the front matter tells it; a text that names none was written here."""
    stated = (meta.publication, meta.source_url, meta.published, meta.republisher)
    if not any(stated):
        put(into, "p", "Written for this site.", lang="en")
        return
    origin = put(into, "bibl")
    put(origin, "title", meta.title, lang=lang)
    for author in meta.authors:
        put(origin, "author", author)
    if meta.publication:
        publisher = put(origin, "publisher")
        if meta.publication_url:
            put(publisher, "ref", meta.publication, target=meta.publication_url)
        else:
            publisher.text = meta.publication
    if meta.published:
        put(origin, "date", meta.published, when=meta.published, type="published")
    if meta.modified:
        put(origin, "date", meta.modified, when=meta.modified, type="modified")
    if meta.source_url:
        put(origin, "ref", meta.source_url, target=meta.source_url)
    if meta.republisher:
        put(origin, "distributor", meta.republisher)


def _add_states(header: Element, document: Document) -> None:
    """Add what states translated passages are in, which links of passages point to."""
    if not document.translations:
        return
    taxonomy = put(put(put(header, "encodingDesc"), "classDecl"), "taxonomy", id="states")
    for state, words in _STATES.items():
        put(put(taxonomy, "category", id=f"state-{state}"), "catDesc", words, lang="en")


def _add_profile(header: Element, document: Document) -> None:
    profile = put(header, "profileDesc")
    meta = document.article.source.meta
    if meta.summary:
        put(put(profile, "abstract", lang=document.source.lang), "p", meta.summary)
    langs = put(profile, "langUsage")
    for text in document.texts:
        put(langs, "language", language_name(text.lang), ident=text.lang)
    if meta.tags:
        keywords = put(put(profile, "textClass"), "keywords", lang=document.source.lang)
        for tag in meta.tags:
            put(keywords, "term", tag)
    _add_speakers(profile, document)


def _add_speakers(profile: Element, document: Document) -> None:
    names: dict[str, dict[tuple[str, str], None]] = {}
    for text in document.texts:
        for speaker in text.text.meta.speakers:
            for lang, forms in speaker.names:
                found = {(form, lang or text.lang): None for form in forms}
                names.setdefault(speaker.id, {}).update(found)
    if names:
        people = put(put(profile, "particDesc"), "listPerson")
        for id, known in names.items():
            person = put(people, "person", id=make_id("who", id))
            for name, lang in known:
                put(person, "persName", name, lang=lang)


def _add_revisions(header: Element, document: Document) -> None:
    """Add who signed which passages of the translations when, the last first."""
    state = document.article.state
    langs = {text.lang for text in document.translations}
    signed = [line for line in (state.passages if state else ()) if line.is_signed and line.lang in langs]
    if not signed:
        return
    revisions, known = put(header, "revisionDesc"), _list_ids(document)
    ordered = sorted(signed, key=lambda line: (line.date, line.lang, line.by, line.state), reverse=True)
    for (date, lang, by, status), lines in groupby(
        ordered, key=lambda line: (line.date, line.lang, line.by, line.state)
    ):
        ids = [id for line in lines for number in _numbers(line) for id in known.get((lang, number), ())]
        words = f"{status}: {by}" if by else status
        change = put(
            revisions, "change", words, when=date, status=status, target=point_to(*dict.fromkeys(ids))
        )
        change.set("n", lang)


def _numbers(line: SignedPassage) -> range:
    return range(line.answers[0], line.answers[1] + 1)


def _list_ids(document: Document) -> dict[tuple[str, int], list[str]]:
    """Return the ids of translated passages by language and the number of each source passage that they answer."""
    found: dict[tuple[str, int], list[str]] = {}
    for text in document.translations:
        for (first, last), passages in text.list_answers().items():
            for number in range(first, last + 1):
                found.setdefault((text.lang, number), []).extend(passage.id for passage in passages)
    return found
