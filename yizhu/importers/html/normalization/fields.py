"""Put what the fields of a form show into the page's text, and what a component shows into its place.

A field amid a sentence (a button that explains a word, a blank filled in) is words of that sentence, and parts no
paragraph; another keeps its name, by which it is told from the article. A ``template`` that is a shadow root is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

_FIELDS = ("input", "button", "select", "textarea", "label")
_NEAR = 20  # elements on either side, and around: a line of words has no more before its next word
_CLICKED = ("submit", "button", "reset")
_SHOWS_NO_VALUE = frozenset("hidden checkbox radio range color file image password".split())
# Where writers write lines of words; elsewhere, words beside a field are its label.
_LINES = frozenset("p li dd dt td th h1 h2 h3 h4 h5 h6 figcaption".split())
_WITHIN_LINES = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup tt u var".split()
)


def show_fields(root: HtmlElement) -> None:
    """Make text of the values that fields show, and words of the fields that stand amid a sentence."""
    for template in list(root.iter("template")):
        if template.get("shadowrootmode"):
            template.tag = "div"
    for field in list(root.iter(*_FIELDS)):
        is_amid = _is_amid_words(field)
        if field.tag == "input":
            _show_value(field)
        if is_amid and field.tag in ("button", "textarea", "label", "select"):
            _make_words(field)


def _show_value(field: HtmlElement) -> None:
    kind = (field.get("type") or "text").strip().lower()
    value = (field.get("value") or "").strip()
    if value and kind not in _SHOWS_NO_VALUE:
        field.text, field.tag = value, "button" if kind in _CLICKED else "textarea"


def _make_words(field: HtmlElement) -> None:
    if field.tag == "select":
        _show_choice(field)
    field.tag = "span"


def _show_choice(field: HtmlElement) -> None:
    """Leave the choice that is made; the others are those of a list that nobody has opened."""
    choices = list(field.iter("option"))
    made = next((one for one in choices if one.get("selected") is not None), choices[0] if choices else None)
    for one in choices:
        one.tag = "span" if one is made else "datalist"


def _is_amid_words(field: HtmlElement) -> bool:
    """Do words stand on either side of the field, in the same line?"""
    if next(field.iterancestors("pre"), None) is not None:  # of code: it copies the lines
        return False
    return any(map(_says, _texts_before(field))) and any(map(_says, _texts_behind(field)))


def _says(text: str | None) -> bool:
    return bool(text and text.strip())


def _around(field: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the field and what is around it within the line; nothing if it stands in no line of words."""
    found = [field]
    for above in islice(field.iterancestors(etree.Element), _NEAR):
        if above.tag in _LINES:
            yield from found
            return
        if above.tag not in _WITHIN_LINES:
            return
        found.append(above)


def _texts_before(field: HtmlElement) -> Iterator[str | None]:
    for one in _around(field):
        for before in islice(one.itersiblings(preceding=True), _NEAR):
            yield before.tail
            if before.tag in _FIELDS:
                return
            yield from before.itertext() if before.tag in _WITHIN_LINES else ()
        parent = one.getparent()
        yield parent.text if parent is not None else None


def _texts_behind(field: HtmlElement) -> Iterator[str | None]:
    for one in _around(field):
        yield one.tail
        for behind in islice(one.itersiblings(), _NEAR):
            if behind.tag in _FIELDS:
                return
            yield from behind.itertext() if behind.tag in _WITHIN_LINES else ()
            yield behind.tail
