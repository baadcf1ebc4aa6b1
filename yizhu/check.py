"""What would trip a reader or an editor, though the site can be built; and why a term is marked where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from yizhu.annotate import form_of, hits_in, matcher_for, terms_for
from yizhu.document import Document, read_document
from yizhu.fault import Fault, Faults, Place, caret, place_in
from yizhu.han import fold
from yizhu.matching import Hit
from yizhu.misread import misread_spans, misread_terms
from yizhu.model import Article, ArticleFolder, PageFolder, Passage, Picture, Term, Text
from yizhu.pictures import read_picture
from yizhu.review import doubts as conversion_doubts
from yizhu.scars import scars_in
from yizhu.stretches import notes_of, stretches_of
from yizhu.suggest import Line, Suggestion, suggest
from yizhu.undecided import undecided
from yizhu.understanding import Understood, article_called, understand
from yizhu.unused import Shelf, unfound_forms, unused_files, unused_senses, used_terms
from yizhu.whereabouts import Stretch


def check(config_file: Path, slug: str = "") -> list[Fault]:
    """Faults and doubts of a site's content, by file and line; an empty list when there is nothing to mend.

    With ``slug``, those of one article's files. Raises ``Faults`` if there is no such article.
    """
    try:
        understood = understand(config_file)
    except Faults as found:
        return list(found.faults)
    doubted = _all_doubts(understood, config_file)
    if not slug:
        return doubted
    folder = f"{understood.config.content}/articles/{article_called(understood, slug).slug}"
    return [f for f in doubted if f"{f.place.path}/".startswith(f"{folder}/")]


def unfound(config_file: Path) -> list[Fault]:
    """For each used term its forms that no text holds: no doubt, for texts to come may hold them."""
    try:
        return list(unfound_forms(_shelf(understand(config_file))))
    except Faults:
        return []  # check tells them


def doubts(config_file: Path) -> list[Fault]:
    """What ``build --strict`` does not let pass. Raises ``Faults`` for what no build lets pass."""
    return _all_doubts(understand(config_file), config_file)


def propose(config_file: Path, slug: str) -> tuple[Suggestion, ...]:
    """Wordings of an article that may be terms and are in no form of the glossary, the weightiest first.

    Raises ``Faults`` if there is no such article.
    """
    understood = understand(config_file)
    article = article_called(understood, slug)
    meanings = [of for term in understood.glossary.terms for of in term.meanings]
    known = [form for of in meanings for _, forms in of.forms for form in forms]
    lines = [Line(passage.line, passage.prose.plain) for passage in article.source.passages]
    return suggest(lines, known)


def explain(config_file: Path, slug: str, wording: str = "") -> Iterator[str]:
    """For each hit and near hit of a term in an article, the line, a caret and the rule that decided.

    With ``wording``, only those that touch it. Raises ``Faults`` if there is no such article.
    """
    understood = understand(config_file)
    article = article_called(understood, slug)
    terms = terms_for(article, understood.glossary.terms)
    for text in (article.source, *article.translations):
        for passage in text.passages:
            yield from _explained(text, passage, terms, wording)


# ---- explain -----------------------------------------------------------------------------------------------


def _explained(text: Text, passage: Passage, terms: tuple[Term, ...], wording: str) -> Iterator[str]:
    stretch = Stretch(passage.prose, text.source.path, text.source.text, passage.line, passage.last_line)
    hits = hits_in(passage, matcher_for(terms, text.lang))
    inflected = [h for h in hits if h.is_found and h.form.text != form_of(h, terms, text.lang)]
    for hit in hits:
        said = passage.prose.text[hit.start : hit.end]
        if (not wording or wording in said or said in wording) and not _is_stem_of_any(hit, inflected):
            form = form_of(hit, terms, text.lang)
            is_as_listed = fold(said).text.lower() == fold(form).text.lower()
            told = said if is_as_listed else f"{said}, of {form}"
            place = stretch.place(hit.start, hit.end)
            yield f"{place}: p{passage.number} {told} → {hit.form.owner}: {hit.verdict}\n{_shown(passage, hit)}"


def _is_stem_of_any(hit: Hit, inflected: Sequence[Hit]) -> bool:
    """Is it the beginning of an inflection of its own term (distil of distilled)? It would say nothing new."""
    return not hit.is_found and any(
        found.start == hit.start and hit.end <= found.end and found.form.owner == hit.form.owner
        for found in inflected
    )


def _shown(passage: Passage, hit: Hit) -> str:
    """The words around a hit, and a caret under it."""
    start, end = max(0, hit.start - 16), min(len(passage.prose.text), hit.end + 16)
    line = passage.prose.text[start:end].replace("\n", " ")
    under = caret(Place("", 1, hit.start - start + 1, line, hit.end - hit.start))
    return f"    {line}\n    {under}"


# ---- doubts ------------------------------------------------------------------------------------------------


def _all_doubts(understood: Understood, config_file: Path) -> list[Fault]:
    """Those of the content, and what imports left undecided beside it."""
    receipts = undecided(config_file.parent, f"{understood.config.content}/articles")
    return sorted(
        (*_doubts(understood), *_of_files(understood, config_file.parent), *receipts),
        key=lambda f: (f.place.path, f.place.line, f.place.column),
    )


def _of_files(understood: Understood, root: Path) -> Iterator[Fault]:
    """Doubts about the files beside the texts: no text shows them, or not as they are."""
    home = root / understood.config.content
    pairs: list[tuple[ArticleFolder | PageFolder, tuple[Picture, ...]]] = [
        *zip(understood.folders, (article.pictures for article in understood.articles), strict=True),
        *zip(understood.content.pages, (page.pictures for page in understood.pages), strict=True),
    ]
    for folder, pictures in pairs:
        yield from unused_files(folder, pictures)
        for picture in pictures:
            if removed := read_picture(root / picture.path, home, picture.path).removed:
                problem = f"this drawing is published without {', '.join(removed)}"
                yield Fault(
                    Place(picture.path), problem, "save it anew without, if it does not look as it should"
                )


def _doubts(understood: Understood) -> list[Fault]:
    found = [
        *misread_terms(understood.glossary.terms, _places(understood)),
        *(fault for article in understood.articles for fault in misread_spans(article)),
        *understood.glossary.doubts,
        *_unused_terms(understood),
        *unused_senses(_shelf(understood)),
        *(fault for article in understood.articles for fault in _of_article(understood, article)),
        *(fault for article in understood.articles for fault in _scars_of(understood, article)),
        *_terms_without_words(understood),
        *conversion_doubts(understood),
    ]
    return sorted(found, key=lambda f: (f.place.path, f.place.line, f.place.column))


def _shelf(understood: Understood) -> Shelf:
    return Shelf(understood.articles, understood.glossary.terms, tuple(_documents(understood)))


def _documents(understood: Understood) -> list[Document]:
    return [read_document(s.path, s.text, "glossary") for s in understood.content.glossary]


def _places(understood: Understood) -> dict[str, Place]:
    return {
        entry["id"]: document.place(index, "id")
        for document in _documents(understood)
        for index, entry in enumerate(document.value or ())
    }


def _unused_terms(understood: Understood) -> Iterator[Fault]:
    used = {id for id, _ in used_terms(_shelf(understood))}
    seen = {id for term in understood.glossary.terms if term.id in used for id in term.see}
    places = _places(understood)
    for term in understood.glossary.terms:
        if term.id not in used and term.id not in seen:
            mend = "give it a form that the texts use, or take it out"
            yield Fault(places[term.id], f"{term.id} is used in no article, and no term points at it", mend)


def _terms_without_words(understood: Understood) -> Iterator[Fault]:
    langs = [e.lang for e in understood.config.editions if not e.made_from]
    places = _places(understood)
    for term in understood.glossary.terms:
        defined = {lang for lang, _ in term.definition}
        for lang in langs:
            if not term.forms_in(lang):
                yield Fault(places[term.id], f"{term.id} has no form in {lang}", f"add {lang}: to its forms")
            bare = [f"{term.id}.{s.id}" for s in term.senses if lang not in dict(s.definition)]
            for name in bare if term.senses else [term.id] if lang not in defined else []:
                yield Fault(
                    places[term.id], f"{name} is not defined in {lang}", f"add {lang}: to its definition"
                )


def _scars_of(understood: Understood, article: Article) -> Iterator[Fault]:
    """Traces of a bad conversion in an article's texts and notes."""
    notes = understood.folder(article.slug).notes
    for text in (article.source, *article.translations):
        yield from scars_in(stretches_of(text), text.lang)
    for lang in dict.fromkeys(lang for note in article.notes for lang, _ in note.text):
        yield from scars_in(notes_of(article, notes, lang), lang)


def _of_article(understood: Understood, article: Article) -> Iterator[Fault]:
    langs = [e.lang for e in understood.config.editions if not e.made_from]
    source = article.source.source
    for lang in langs:
        if article.text_in(lang) is None:
            yield Fault(Place(source.path), f"no translation into {lang}", f"write {lang}.md beside it")
    for note in article.notes:
        for lang in langs:
            if lang not in dict(note.text):
                place = _note_place(understood, article, note.id)
                yield Fault(place, f"the note {note.id} says nothing in {lang}", f"add {lang}: to its text")
    yield from _rights(article)
    for text in article.translations:
        if not text.meta.status:
            place = place_in(text.source.path, text.source.text, 1)
            yield Fault(place, "the translation has no status", "add status: machine, draft or reviewed")


def _rights(article: Article) -> Iterator[Fault]:
    """May the text be published? A draft may wait for the answer."""
    meta, source = article.source.meta, article.source.source
    if not (meta.rights or meta.rights_status):
        place = place_in(source.path, source.text, 1)
        yield Fault(place, "nothing is said about rights", "add rights: to the front matter")
    elif meta.rights_status == "unknown" and not meta.draft:
        lines = enumerate(source.text.split("\n"), 1)
        line = next((number for number, text in lines if text.startswith("rights")), 1)
        place = place_in(source.path, source.text, line, "unknown", line + 4)
        mend = (
            "ask, and write status: licensed, public-domain, permission or quotation; until then draft: true"
        )
        yield Fault(place, "whose rights the text is under is unknown", mend)


def _note_place(understood: Understood, article: Article, id: str) -> Place:
    folder = understood.folder(article.slug)
    if folder.notes is None:
        return Place(folder.path)
    lines = folder.notes.text.split("\n")
    number = next((i for i, line in enumerate(lines, 1) if f"id: {id}" in line), 1)
    return place_in(folder.notes.path, folder.notes.text, number, id)
