"""What would trip a reader or an editor, though the site can be built."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from yizhu.check.conversion_review import doubts as conversion_doubts
from yizhu.check.load import CheckedContent, find_article, load_checked_content
from yizhu.check.misconversions import misconversions_in
from yizhu.check.suggest import Line, Suggestion, suggest
from yizhu.chinese.han import fold, has_han
from yizhu.chinese.readings import has_syllable_per_character
from yizhu.content.config import read_utf8
from yizhu.content.faults import Fault, Faults, Place, collect_faults, find_place
from yizhu.content.glossary import list_forms_with_senses
from yizhu.content.model import Article, ArticleFolder, PageFolder, Picture, Term, Text
from yizhu.content.pictures import read_picture
from yizhu.content.prose import select_marks
from yizhu.content.source_map import map_notes, map_text
from yizhu.content.yaml_document import Document, read_document, read_yaml
from yizhu.editions.mark_terms import TermSet, admit_terms, find_hits, find_listed_form

_MEND = "write pinyin with tone marks, a syllable for each character: zhēngliú or zhēng liú"


def misread_terms(terms: Sequence[Term], places: Mapping[str, Place]) -> Iterator[Fault]:
    """A doubt for each `reading` of the glossary that has more or fewer syllables than its headword has characters."""
    for term in terms:
        headword = next((forms[0] for tag, forms in term.forms if tag.startswith("zh")), "")
        if term.reading and has_han(headword) and not has_syllable_per_character(term.reading, headword):
            problem = f"{term.reading} is no reading of {headword}, syllable by syllable"
            yield Fault(places[term.id], problem, _MEND)


def misread_spans(article: Article) -> Iterator[Fault]:
    """A doubt for each `{reading=…}` in pinyin that has more or fewer syllables than its span has characters."""
    for text in (article.source, *article.translations):
        for passage in text.passages:
            for mark in select_marks(passage.prose, "reading"):
                reading, said = mark.get("reading"), passage.prose.text[mark.start : mark.end]
                is_pinyin = reading[:1].isalpha() and not has_han(reading) and reading[0] < "\u3100"
                if is_pinyin and has_han(said) and not has_syllable_per_character(reading, said):
                    source = text.source
                    place = find_place(source.path, source.text, passage.line, reading, passage.last_line)
                    problem = f"{reading} is no reading of {said}, syllable by syllable"
                    yield Fault(place, problem, _MEND)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The glossary, and the articles that may use it."""

    articles: tuple[Article, ...]  # annotated
    terms: tuple[Term, ...]
    documents: tuple[Document, ...]  # the files of the terms

    @property
    def texts(self) -> Iterator[tuple[Article, Text]]:
        """Every text of every article."""
        for article in self.articles:
            yield from ((article, text) for text in (article.source, *article.translations))

    def places(self) -> dict[str, tuple[Document, int]]:
        """For each term its file and its number in it."""
        return {e["id"]: (d, n) for d in self.documents for n, e in enumerate(d.value or ())}


def used_terms(shelf: Shelf) -> frozenset[tuple[str, str]]:
    """The terms that the texts use, each with the sense it has there."""
    return frozenset(
        (mark.get("term"), mark.get("sense"))
        for _, text in shelf.texts
        for passage in text.passages
        for mark in select_marks(passage.prose, "term", "use")
    )


def unused_senses(shelf: Shelf) -> Iterator[Fault]:
    """A doubt for each sense of a used term that no text uses the term in."""
    used, places = used_terms(shelf), shelf.places()
    ids = {id for id, _ in used}
    for term in shelf.terms:
        for number, sense in enumerate(term.senses):
            if term.id in ids and (term.id, sense.id) not in used:
                document, index = places[term.id]
                problem = f"{term.id} has the sense {sense.id} in no article"
                help = f"choose it (glossary: {{sense: {{{term.id}: {sense.id}}}}}, {{term={term.id}.{sense.id}}}), or take it out"
                yield Fault(document.place(index, "senses", number, "id"), problem, help)


def unfound_forms(shelf: Shelf) -> Iterator[Fault]:
    """For each used term the forms that no text of their language holds, in its inflections neither."""
    langs = tuple(dict.fromkeys(text.lang for _, text in shelf.texts))
    used, places, found = {id for id, _ in used_terms(shelf)}, shelf.places(), _found_forms(shelf)
    for term in shelf.terms:
        lacking = {lang: _lacking(term, lang, found) for lang in langs} if term.id in used else {}
        told = "; ".join(f"in {lang}: {', '.join(forms)}" for lang, forms in lacking.items() if forms)
        if told:
            document, index = places[term.id]
            help = "take out what no reader would write, or keep it for texts to come"
            yield Fault(document.place(index, "id"), f"{term.id}: never found {told}", help)


def unused_files(folder: ArticleFolder | PageFolder, shown: Iterable[Picture]) -> Iterator[Fault]:
    """A doubt for each file beside the texts that none of them shows: it is not published."""
    names = {picture.name for picture in shown}
    for name in sorted({*folder.files, *(one.name for one in folder.unusable)} - names):
        help = "show it as a picture, keep it in source/, or take it out"
        yield Fault(Place(f"{folder.path}/{name}"), "no text shows this file, and it is not published", help)


def _lacking(term: Term, lang: str, found: frozenset[tuple[str, str, str]]) -> Sequence[str]:
    return [
        form for form, _ in list_forms_with_senses(term, lang) if (term.id, lang, _key(form)) not in found
    ]


def _found_forms(shelf: Shelf) -> frozenset[tuple[str, str, str]]:
    """Term, language and form, as listed: of every hit, and of every span that names its term."""
    term_set = TermSet(shelf.terms)
    return frozenset(
        (id, text.lang, _key(form))
        for article, text in shelf.texts
        for id, form in (*_hits(text, admit_terms(article, term_set)), *_spans(text))
    )


def _hits(text: Text, term_set: TermSet) -> Iterable[tuple[str, str]]:
    matcher = term_set.matcher(text.lang)
    for passage in text.passages:
        for hit in find_hits(passage, matcher):
            if hit.is_found:
                yield hit.form.owner.partition(".")[0], find_listed_form(hit, term_set.terms, text.lang)


def _spans(text: Text) -> Iterable[tuple[str, str]]:
    for passage in text.passages:
        for mark in select_marks(passage.prose, "term"):
            yield mark.get("term"), passage.prose.text[mark.start : mark.end]


def _key(form: str) -> str:
    return fold(form).text.lower()


_RECEIPT = "source/import.yaml"
_NUMBER = re.compile(r"[0-9]{1,9}")


def undecided(root: Path, articles: str) -> tuple[Fault, ...]:
    """For each unsure passage in the receipts under ``articles``, a folder below ``root``, what to do about it.

    A receipt that is no YAML trips nobody: a build never reads it. One that is no file, or leads elsewhere, is told.
    """
    receipts = sorted((root / articles).glob(f"*/{_RECEIPT}"))
    found, faults = collect_faults(lambda path: list(_in_receipt(path, root, articles)), receipts)
    return (*chain.from_iterable(found), *faults)


def _in_receipt(receipt: Path, root: Path, articles: str) -> Iterator[Fault]:
    path = receipt.relative_to(root).as_posix()
    document = _read(receipt, root / articles, path)
    decisions = receipt.with_name("decisions.yaml")
    decided = _read(decisions, root / articles, f"{path.removesuffix(receipt.name)}{decisions.name}")
    said = [_lines(entry) for key in ("keep", "drop") for entry in _entries(decided, key)]
    for entry in _entries(document, "unsure"):
        lines = _lines(entry)
        if not lines or any(_overlap(lines, one) for one in said):
            continue
        stretch = f"{lines[0]}-{lines[-1]}" if len(lines) > 1 else str(lines[0])
        problem = (
            f"the import was not sure that lines {stretch} belong to the article: {entry.get('why', '')}"
        )
        help = f"import again with --keep {stretch} or --drop {stretch}, or take the entry out once it is settled"
        yield Fault(Place(path, document.place("key:unsure").line), problem, help)


def _read(file: Path, root: Path, path: str) -> Document:
    """The file; an empty one, where there is none or it is no YAML."""
    text = read_utf8(file, path, root) if os.path.lexists(file) else ""
    found, _ = collect_faults(lambda source: read_yaml(path, source), [text])
    return found[0] if found else Document(path, text, None, {})


def _entries(document: Document, key: str) -> list[dict[str, Any]]:
    found = document.value.get(key) if isinstance(document.value, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _lines(entry: dict[str, Any]) -> range:
    lines = entry.get("lines")
    if isinstance(lines, list) and len(lines) == 2 and all(_NUMBER.fullmatch(str(one)) for one in lines):
        return range(int(lines[0]), int(lines[1]) + 1)
    return range(0)


def _overlap(one: range, other: range) -> bool:
    return max(one.start, other.start) < min(one.stop, other.stop)


def check(config_file: Path, slug: str = "") -> list[Fault]:
    """Faults and doubts of a site's content, by file and line; an empty list when there is nothing to mend.

    With ``slug``, those of one article's files. Raises ``Faults`` if there is no such article.
    """
    try:
        understood = load_checked_content(config_file)
    except Faults as found:
        return list(found.faults)
    doubted = _all_doubts(understood, config_file)
    if not slug:
        return doubted
    folder = f"{understood.config.content}/articles/{find_article(understood, slug).slug}"
    return [f for f in doubted if f"{f.place.path}/".startswith(f"{folder}/")]


def unfound(config_file: Path) -> list[Fault]:
    """For each used term its forms that no text holds: no doubt, for texts to come may hold them."""
    try:
        return list(unfound_forms(_shelf(load_checked_content(config_file))))
    except Faults:
        return []  # check tells them


def doubts(config_file: Path) -> list[Fault]:
    """What ``build --strict`` does not let pass. Raises ``Faults`` for what no build lets pass."""
    return _all_doubts(load_checked_content(config_file), config_file)


def propose(config_file: Path, slug: str) -> tuple[Suggestion, ...]:
    """Wordings of an article that may be terms and are in no form of the glossary, the weightiest first.

    Raises ``Faults`` if there is no such article.
    """
    understood = load_checked_content(config_file)
    article = find_article(understood, slug)
    meanings = [of for term in understood.glossary.terms for of in term.meanings]
    known = [form for of in meanings for _, forms in of.forms for form in forms]
    lines = [Line(passage.line, passage.prose.plain) for passage in article.source.passages]
    return suggest(lines, known)


# ---- doubts ------------------------------------------------------------------------------------------------


def _all_doubts(understood: CheckedContent, config_file: Path) -> list[Fault]:
    """Those of the content, and what imports left undecided beside it."""
    receipts = undecided(config_file.parent, f"{understood.config.content}/articles")
    return sorted(
        (*_doubts(understood), *_of_files(understood, config_file.parent), *receipts),
        key=lambda f: (f.place.path, f.place.line, f.place.column),
    )


def _of_files(understood: CheckedContent, root: Path) -> Iterator[Fault]:
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


def _doubts(understood: CheckedContent) -> list[Fault]:
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


def _shelf(understood: CheckedContent) -> Shelf:
    return Shelf(understood.articles, understood.glossary.terms, tuple(_documents(understood)))


def _documents(understood: CheckedContent) -> list[Document]:
    return [read_document(s.path, s.text, "glossary") for s in understood.content.glossary]


def _places(understood: CheckedContent) -> dict[str, Place]:
    return {
        entry["id"]: document.place(index, "id")
        for document in _documents(understood)
        for index, entry in enumerate(document.value or ())
    }


def _unused_terms(understood: CheckedContent) -> Iterator[Fault]:
    used = {id for id, _ in used_terms(_shelf(understood))}
    seen = {id for term in understood.glossary.terms if term.id in used for id in term.see}
    places = _places(understood)
    for term in understood.glossary.terms:
        if term.id not in used and term.id not in seen:
            help = "give it a form that the texts use, or take it out"
            yield Fault(places[term.id], f"{term.id} is used in no article, and no term points at it", help)


def _terms_without_words(understood: CheckedContent) -> Iterator[Fault]:
    langs = [e.lang for e in understood.config.editions if not e.converted_from]
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


def _scars_of(understood: CheckedContent, article: Article) -> Iterator[Fault]:
    """Traces of a bad conversion in an article's texts and notes."""
    notes = understood.folder(article.slug).notes
    for text in (article.source, *article.translations):
        yield from misconversions_in(map_text(text), text.lang)
    for lang in dict.fromkeys(lang for note in article.notes for lang, _ in note.text):
        yield from misconversions_in(map_notes(article, notes, lang), lang)


def _of_article(understood: CheckedContent, article: Article) -> Iterator[Fault]:
    langs = [e.lang for e in understood.config.editions if not e.converted_from]
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
            place = find_place(text.source.path, text.source.text, 1)
            yield Fault(place, "the translation has no status", "add status: machine, draft or reviewed")


def _rights(article: Article) -> Iterator[Fault]:
    """May the text be published? A draft may wait for the answer."""
    meta, source = article.source.meta, article.source.source
    if not (meta.rights or meta.rights_status):
        place = find_place(source.path, source.text, 1)
        yield Fault(place, "nothing is said about rights", "add rights: to the front matter")
    elif meta.rights_status == "unknown" and not meta.draft:
        lines = enumerate(source.text.split("\n"), 1)
        line = next((number for number, text in lines if text.startswith("rights")), 1)
        place = find_place(source.path, source.text, line, "unknown", line + 4)
        help = (
            "ask, and write status: licensed, public-domain, permission or quotation; until then draft: true"
        )
        yield Fault(place, "whose rights the text is under is unknown", help)


def _note_place(understood: CheckedContent, article: Article, id: str) -> Place:
    folder = understood.folder(article.slug)
    if folder.notes is None:
        return Place(folder.path)
    lines = folder.notes.text.split("\n")
    number = next((i for i, line in enumerate(lines, 1) if f"id: {id}" in line), 1)
    return find_place(folder.notes.path, folder.notes.text, number, id)
