"""What each mark becomes: the tags of its element, and the text inside it, escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from markupsafe import escape

from yizhu.content.links.link_targets import is_file_of_site
from yizhu.content.markdown.mathml import write_mathml
from yizhu.content.prose import OBJECT_CHARACTER, Attributes, Mark
from yizhu.site.html.pictures import picture_size


@dataclass(frozen=True, slots=True)
class LinkContext:
    """How the marks of a text link to their targets, from the page that shows the text."""

    terms: str = ""  # prefix of a term's id in its link; empty: terms are not links
    after_term: str = ""  # suffix of it: / if the link leads to the term's own page
    pictures: str = ""  # prefix of a picture's name
    ids: bool = False  # do marks get ids? Only one copy of a text on a page may have them
    home: str = ""  # relative path to the edition's folder, for links to other articles
    is_vertical: bool = False  # are short numbers set upright in vertical Chinese?
    page: str = ""  # the address of the text's own page, if another page shows it
    is_feed: bool = False
    twins: frozenset[str] = frozenset()  # pictures that the text beside this one shows too


Tags = tuple[str, str]  # what opens an element, and what closes it


# Below, every string is HTML already; plain text goes through ``escape_text``.


def escape_text(text: str) -> str:
    """Return plain text as HTML, without the characters that stand for pictures and footnote numbers."""
    return _escaped(text.replace(OBJECT_CHARACTER, "") if OBJECT_CHARACTER in text else text)


def _escaped(text: str) -> str:
    return str(escape(text)) if _SPECIAL.search(text) else text


_SPECIAL = re.compile("[&<>'\"]")


def format_attributes(attributes: Iterable[tuple[str, str]]) -> str:
    """Return attributes as they stand in a tag, a space before each."""
    return "".join(f' {name}="{_escaped(value)}"' for name, value in attributes)


def render_text(text: str, links: LinkContext) -> str:
    """Return text without marks as HTML."""
    html = escape_text(text)
    return _SHORT_NUMBER.sub(r'<span class="tcy">\g<0></span>', html) if links.is_vertical else html


# 縱中橫: a number of one or two digits fills one cell of a column; the digits of 2023, 1.5 or V3 stay sideways.
_SHORT_NUMBER = re.compile(r"(?<![0-9A-Za-z.,:/$&#-])[0-9]{1,2}(?![0-9A-Za-z.,:/%-])")


# ---- the elements ------------------------------------------------------------------------------------------


def _element(tag: str, attributes: Iterable[tuple[str, str]] = ()) -> Tags:
    return f"<{tag}{format_attributes(attributes)}>", f"</{tag}>"


def _plain(tag: str) -> Callable[[Mark, LinkContext], Tags]:
    return lambda mark, links: _element(tag)


def _path_of(href: str) -> str:
    return href.partition("#")[0].partition("?")[0]


def _link(mark: Mark, links: LinkContext) -> Tags:
    href = mark.get("href")
    if href.startswith("/") and not href.startswith("//"):
        above = "../" if is_file_of_site(_path_of(href[1:])) else ""  # at the site's root
        href = f"{links.home}{above}{href[1:]}"
    elif href.startswith("../"):  # from an article's or a page's own folder
        href = links.home + href[3:]
    elif href.startswith("#"):
        href = links.page + href
    outside = (("rel", "external"),) if "://" in href else ()
    title = (("data-title", mark.get("title")),) if mark.get("title") else ()
    label = (("title", mark.get("label")),) if mark.get("label") else ()
    return _element("a", (("href", href), *outside, *title, *label))


def _term(mark: Mark, links: LinkContext) -> Tags:
    return _term_tags(mark.attributes, links)


@lru_cache(maxsize=4096)  # the same few terms stand in many sentences
def _term_tags(attributes: Attributes, links: LinkContext) -> Tags:
    mark = Mark(0, 0, "term", attributes)
    if not links.terms:
        return _element("span", _which_term(mark))
    if links.is_feed:  # no style sheet, no script
        return _element("a", (("class", "term"), ("href", _entry_of(mark, links))))
    name = (("id", f"t-{mark.get('nth')}"),) if links.ids and mark.get("nth") else ()
    role = (("role", "doc-glossref"),) if links.terms.startswith("#") else ()
    return _element("a", (*_which_term(mark), *name, *role, ("href", _entry_of(mark, links))))


def _entry_of(mark: Mark, links: LinkContext) -> str:
    if links.terms.startswith("#"):
        return links.terms + (mark.get("entry") or mark.get("term"))
    sense = f"#sense-{mark.get('sense')}" if mark.get("sense") else ""
    return f"{links.terms}{mark.get('term')}{links.after_term}{sense}"


def _which_term(mark: Mark) -> Attributes:
    sense = (("data-sense", mark.get("sense")),) if mark.get("sense") else ()
    return (("class", "term"), ("data-term", mark.get("term")), *sense)


def _inert(mark: Mark, links: LinkContext) -> Tags:
    return _element("span", _which_term(mark) if mark.get("term") else ())


def _sic(mark: Mark, links: LinkContext) -> Tags:
    # The corrected form is an attribute that the style sheet shows, so the text stays what the source says.
    # The inner element lets the style sheet hide the printed form.
    name = (("id", f"e-{mark.get('nth')}"),) if links.ids and mark.get("nth") else ()
    opening, closing = _element("span", (("class", "sic"), ("data-correct", mark.get("sic")), *name))
    # Feed readers do not load our style sheet.
    correction = f" [{_escaped(mark.get('sic'))}]" if links.is_feed else ""
    return f"{opening}<span>", f"</span>{correction}{closing}"


def _reading(mark: Mark, links: LinkContext) -> Tags:
    reading = _escaped(mark.get("reading"))
    return "<ruby>", f"<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def _lang(mark: Mark, links: LinkContext) -> Tags:
    return _element("span", (("lang", mark.get("lang")),))


def _noted(mark: Mark, links: LinkContext) -> Tags:
    if links.is_feed:
        return "", ""
    return _element("span", (("class", "noted"), ("data-note", mark.get("note"))))


def _changed(mark: Mark, links: LinkContext) -> Tags:
    if links.is_feed:
        return "", ""
    return _element("span", (("class", "changed"), ("data-source", mark.get("was"))))


def _speaker(mark: Mark, links: LinkContext) -> Tags:
    supplied = " supplied" if mark.get("supplied") else ""
    return _element("b", (("class", f"speaker{supplied}"),))


def _hit(mark: Mark, links: LinkContext) -> Tags:
    return _element("mark", (("class", "use"),))


def _image(mark: Mark, links: LinkContext) -> Tags:
    twin = (("class", "twin"),) if mark.get("src") in links.twins else ()
    attributes = (
        *twin,
        ("src", links.pictures + quote(mark.get("src"))),
        ("alt", mark.get("alt")),
        *picture_size(mark, links.pictures),
        ("loading", "lazy"),
    )
    return f"<img{format_attributes(attributes)}>", ""


def _footnote(mark: Mark, links: LinkContext) -> Tags:
    id, number = mark.get("id"), mark.get("number") or mark.get("label")
    # A footnote's id holds its text's language, so text and counterpart can both carry theirs.
    back = () if links.is_feed or mark.get("again") else (("id", f"fnr-{id}"),)
    opening, closing = _element(
        "a", (("class", "footnote-ref"), ("role", "doc-noteref"), *back, ("href", f"{links.page}#fn-{id}"))
    )
    return f"<sup>{opening}{_escaped(number)}{closing}</sup>", ""


def _break(mark: Mark, links: LinkContext) -> Tags:
    return "<br>", ""


def _whole(mark: Mark, links: LinkContext) -> Tags:
    return _element("span", (("class", "whole"),))


def _formula(mark: Mark, links: LinkContext) -> Tags:
    """The formula's text, its TeX, is the annotation of the MathML: what is copied, and what other programs read."""
    tex, is_display = mark.get("tex"), mark.get("display") == "block"
    if links.is_feed:
        return _element("code")
    display = (("display", "block"),) if is_display else ()
    opening, closing = _element("math", (*display, ("alttext", tex)))
    mathml = write_mathml(tex, is_display)
    return (
        f'{opening}<semantics><mrow>{mathml}</mrow><annotation encoding="application/x-tex">',
        f"</annotation></semantics>{closing}",
    )


def note_reference(mark: Mark, links: LinkContext) -> str:
    """Return a note's number, which links to the note."""
    id, number = mark.get("note"), mark.get("number")
    back = (("id", f"nr-{id}"),) if links.ids else ()
    opening, closing = _element(
        "a",
        (
            ("class", "note-ref"),
            ("data-note", id),
            *((("data-kind", mark.get("kind")),) if mark.get("kind") else ()),
            ("role", "doc-noteref"),
            *back,
            ("href", f"{links.page}#note-{id}"),
        ),
    )
    return f'<sup class="note-mark">{opening}{_escaped(number)}{closing}</sup>'


ELEMENTS: dict[str, Callable[[Mark, LinkContext], Tags]] = {
    "strong": _plain("strong"),
    "em": _plain("em"),
    "code": _plain("code"),
    "sup": _plain("sup"),
    "sub": _plain("sub"),
    "del": _plain("del"),
    "code_block": _plain("code"),
    "link": _link,
    "term": _term,
    "inert": _inert,
    "sic": _sic,
    "reading": _reading,
    "lang": _lang,
    "noted": _noted,
    "changed": _changed,
    "speaker": _speaker,
    "hit": _hit,
    "image": _image,
    "footnote": _footnote,
    "br": _break,
    "formula": _formula,
    "whole": _whole,
}
