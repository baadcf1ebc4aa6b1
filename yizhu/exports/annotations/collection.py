"""The annotations of an article in an edition, as JSON-LD: where each stands on the page, and what it says.

1. render the article's page, and measure its text
2. find on it the words of each note, each marked use of a term, each misprint, each stale passage
3. write a collection of one page, in the order of the text
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from yizhu.content.config import Config
from yizhu.content.faults import Fault, Faults, Place
from yizhu.content.prose import Span
from yizhu.editions.model import ShownNote
from yizhu.editions.states import STALE
from yizhu.exports.annotations.page_text import PageText, select_fragment
from yizhu.exports.model import Chosen, ExportedFile
from yizhu.exports.pages import ArticlePage, list_pages, render_page
from yizhu.exports.xml import Element
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html
from yizhu.site.theme.load import Theme, read_theme
from yizhu.site.theme.templates import find_strings

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_NO_ROWS = (
    "no element of this theme's page has the class rows, so no annotation has a place",
    "put the article's text into such an element, as the packaged template does",
)
# What a note does: those that tell what something is describe, those that weigh a wording comment.
_MOTIVATIONS = {"fact": "describing", "source": "describing", "context": "describing"}


@dataclass(frozen=True, slots=True)
class _Annotated:
    """A page whose annotations are listed."""

    page: ArticlePage
    text: PageText
    config: Config
    stale: str  # what the edition says of a stale passage

    @property
    def address(self) -> str:
        return self.page.exported.address

    @property
    def edition_address(self) -> str:
        return f"{self.config.base_url}{self.page.exported.config.name}/"

    def find(self, selector: str) -> list[Element]:
        """Return elements of the edition's own text, not of the counterpart."""
        missing = self.page.exported.edition.is_text_missing
        side = ".counterpart" if missing else ".text"
        found: list[Element] = self.text.body.cssselect(f"h1 {selector}, .rows {side} {selector}")
        return found

    def target(self, selector: Any) -> dict[str, Any]:
        """Return a part of the page."""
        return {"source": self.address, "selector": selector}


def export_annotations(chosen: Chosen) -> Iterator[ExportedFile]:
    """Yield a collection of annotations for each article and edition. Raises ``Faults`` for a page without its text."""
    theme, _ = read_theme(chosen.root, chosen.config.theme)
    for page in list_pages(chosen, "article.html"):
        content = json.dumps(_collect(chosen, page, theme), ensure_ascii=False, indent=1)
        yield ExportedFile(f"{page.exported.name}.jsonld", f"{content}\n".encode())


def _collect(chosen: Chosen, page: ArticlePage, theme: Theme) -> dict[str, Any]:
    strings = find_strings(theme, page.exported.locale.lang)
    text = PageText(render_page(page.page, theme))
    if not text.rows:
        raise Faults([Fault(Place(f"{chosen.config.theme}/templates/article.html"), *_NO_ROWS)])
    annotated = _Annotated(page, text, chosen.config, strings.get("passage_stale", STALE))
    found = [
        *_list_notes(annotated),
        *_list_terms(annotated),
        *_list_misprints(annotated),
        *_list_stale(annotated),
    ]
    found.sort(key=lambda pair: pair[0])
    address = annotated.address
    items = {"type": "AnnotationPage", "startIndex": 0, "items": [item for _, item in found]}
    return {
        "@context": _CONTEXT,
        "id": _name(address, "annotations"),
        "type": "AnnotationCollection",
        "label": page.exported.edition.head.title,
        "total": len(found),
        "first": {"id": _name(address, "annotations-1")} | items,
    }


def _name(address: str, key: str) -> str:
    return uuid5(NAMESPACE_URL, f"{address}#{key}").urn


def _annotation(annotated: _Annotated, key: str, motivation: str, **more: Any) -> dict[str, Any]:
    kept = {name: value for name, value in more.items() if value}
    named = {"id": _name(annotated.address, key), "type": "Annotation", "motivation": motivation}
    return named | kept


# ---- notes -------------------------------------------------------------------------------------------------


def _list_notes(annotated: _Annotated) -> Iterator[tuple[int, dict[str, Any]]]:
    own, everywhere = annotated.find(".noted"), annotated.text.body.find_class("noted")
    for note in annotated.page.exported.edition.notes:
        words = _find_words(annotated.text, note, own, everywhere)
        if words:
            at, target = words[0], annotated.target(annotated.text.select(words))
        else:  # on no words of the page: a translation without the footnote that it is about
            at, target = len(annotated.text.text), {"source": annotated.address}
        motivation = _MOTIVATIONS.get(note.kind, "commenting")
        given = _annotation(
            annotated,
            f"note-{note.id}",
            motivation,
            creator={"name": note.by} if note.by else None,
            body=_note_bodies(annotated, note, motivation),
            target=target,
        )
        yield at, given


def _note_bodies(annotated: _Annotated, note: ShownNote, motivation: str) -> list[dict[str, Any]]:
    """Return the note itself, and its kind as a tag."""
    pictures = f"{annotated.config.base_url}assets/articles/{annotated.page.exported.edition.slug}/"
    links = LinkContext(home=annotated.edition_address, page=annotated.address, pictures=pictures)
    words = {
        "type": "TextualBody",
        "value": str(render_html(note.text.prose, links)),
        "format": "text/html",
        "language": note.text.lang,
        "purpose": motivation,
    }
    return [words, {"type": "TextualBody", "value": note.kind, "purpose": "tagging"}]


def _find_words(
    text: PageText, note: ShownNote, own: Iterable[Element], everywhere: Iterable[Element]
) -> Span | None:
    """Return where the words stand that a note is about; those of a sentence if only this is known; None: nowhere.

    ``own``: the noted words of the edition's text; ``everywhere``: those of counterparts, too.
    """
    reference = text.body.get_element_by_id(f"nr-{note.id}", None)
    pieces = [piece for piece in own if piece.get("data-note") == note.id]
    if not pieces and reference is None:
        pieces = [piece for piece in everywhere if piece.get("data-note") == note.id]
    if pieces:
        return text.span_of(pieces[0])[0], text.span_of(pieces[-1])[1]
    return None if reference is None else _find_quoted(text, reference, note)


def _find_quoted(text: PageText, reference: Element, note: ShownNote) -> Span:
    """Return the words of a translation that stand before a note's number."""
    block = next(
        e for e in reference.iterancestors() if e.tag not in ("sup", "a", "span", "strong", "em", "b")
    )
    end = text.span_of(reference)[0]
    quote = note.quote.prose.plain
    if found := text.find_before(quote, block, end):
        return found
    sentence = text.find_before(quote.rstrip("…"), block, end)
    return (sentence or text.span_of(block))[0], end


# ---- terms, misprints, states ------------------------------------------------------------------------------


def _list_terms(annotated: _Annotated) -> Iterator[tuple[int, dict[str, Any]]]:
    for nth, element in enumerate(annotated.find(".term[data-term]"), 1):
        sense = f"#sense-{element.get('data-sense')}" if element.get("data-sense") else ""
        source = f"{annotated.edition_address}glossary/{element.get('data-term')}/{sense}"
        words = annotated.text.span_of(element)
        yield (
            words[0],
            _annotation(
                annotated,
                f"term-{nth}",
                "identifying",
                body={"type": "SpecificResource", "source": source, "purpose": "identifying"},
                target=annotated.target(annotated.text.select(words)),
            ),
        )


def _list_misprints(annotated: _Annotated) -> Iterator[tuple[int, dict[str, Any]]]:
    for nth, element in enumerate(annotated.find(".sic[data-correct]"), 1):
        lang = next((e.get("lang") for e in element.iterancestors() if e.get("lang")), "")
        words = annotated.text.span_of(element)
        correction = {
            "type": "TextualBody",
            "value": element.get("data-correct"),
            "format": "text/plain",
            "language": lang,
            "purpose": "editing",
        }
        target = annotated.target(annotated.text.select(words))
        yield words[0], _annotation(annotated, f"misprint-{nth}", "editing", body=correction, target=target)


def _list_stale(annotated: _Annotated) -> Iterator[tuple[int, dict[str, Any]]]:
    for row in annotated.page.exported.edition.rows:
        if row.state == STALE:
            remark = {
                "type": "TextualBody",
                "value": annotated.stale,
                "format": "text/plain",
                "language": annotated.page.exported.locale.lang,
                "purpose": "assessing",
            }
            passage = annotated.text.body.get_element_by_id(row.id, annotated.text.rows[0])
            at = annotated.text.span_of(passage)[0]
            target = annotated.target(select_fragment(row.id))
            yield at, _annotation(annotated, f"stale-{row.id}", "assessing", body=remark, target=target)
