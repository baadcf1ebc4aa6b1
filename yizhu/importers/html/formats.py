"""What an element does to the text inside it: emphasis, link, another language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from yizhu.chinese.han import count_han_and_words, has_han
from yizhu.importers.html.pictures import is_picture, resolve_address
from yizhu.importers.html.words import Format

_KINDS = (
    dict.fromkeys(("b", "strong", "mark"), "strong")
    | dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em")
    | dict.fromkeys(("code", "kbd", "samp", "tt"), "code")
    | dict.fromkeys(("del", "s", "strike"), "del")
    | {"sup": "sup", "sub": "sub"}
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
_UPRIGHT = re.compile(r"font-style\s*:\s*normal", re.I)
_STRUCK = re.compile(r"text-decoration[\w-]{0,20}\s*+:[^;]{0,200}line-through", re.I)
_INLINE_STYLED = ("span", "font", "a", "u", "b", "i", "em", "strong", "p", "div")
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:-([a-zA-Z]{4}))?(?:-([a-zA-Z]{2}|[0-9]{3}))?")
_SCRIPTS = {"TW": "Hant", "HK": "Hant", "MO": "Hant", "CN": "Hans", "SG": "Hans", "MY": "Hans"}
# Characters that a text in the language must contain.
_EVIDENCE = {
    "zh": re.compile("[\u3400-\u9fff]"),
    "ja": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7af\u1100-\u11ff\u3130-\u318f\u3400-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LONGEST_TITLE = 80  # characters
_PAGES_SAMPLE = 5000  # characters of a page that its language must be borne out by


@dataclass(frozen=True, slots=True)
class FormatContext:
    """What text at some place of the page inherits: base address, language and formats."""

    base: str  # the page's address
    home: str  # the language of the article; empty: not known
    lang: str  # the language here
    formats: tuple[Format, ...] = ()

    def has(self, kind: str) -> bool:
        """Are the words in a format of this kind already?"""
        return any(given[0] == kind for given in self.formats)


def enter_element(element: HtmlElement, around: FormatContext) -> FormatContext:
    """Return the context of the text inside the element."""
    tag = element.tag
    kind = _KINDS.get(tag, "")
    style = element.get("style", "")
    if tag == "a":
        around = _apply_link(element, around)
    elif kind and not (style and _is_undone(kind, style)) and not (tag == "cite" and _is_source(element)):
        around = _add_format(around, kind)
    if style and tag in _INLINE_STYLED:
        around = _apply_style(style, around)
    return _apply_language(element, around) if "lang" in element.attrib else around


def _add_format(around: FormatContext, kind: str) -> FormatContext:
    if around.has(kind) or around.has("code"):  # nothing is marked up within code
        return around
    return replace(around, formats=(*around.formats, (kind, ())))


def _is_source(element: HtmlElement) -> bool:
    """Does a ``cite`` name a source, rather than only the title of a work?"""
    return len(element.text_content()) > _LONGEST_TITLE


def _is_undone(kind: str, style: str) -> bool:
    return bool((kind == "strong" and _NOT_BOLD.search(style)) or (kind == "em" and _UPRIGHT.search(style)))


def _apply_style(style: str, around: FormatContext) -> FormatContext:
    for pattern, kind in ((_BOLD, "strong"), (_ITALIC, "em"), (_STRUCK, "del")):
        if pattern.search(style):
            around = _add_format(around, kind)
    return around


def _apply_link(element: HtmlElement, around: FormatContext) -> FormatContext:
    href = element.get("href", "").strip()
    # A place on the page itself: its name does not survive.
    if not href or href.startswith("#") or around.has("link"):
        return around
    address = resolve_address(href, around.base)
    if not address or (
        around.base and address.partition("#")[0] == around.base.partition("#")[0] and "#" in address
    ):
        return around
    if is_picture(address) and next(element.iter("img"), None) is not None:  # the same one, larger
        return around
    return replace(around, formats=(*around.formats, ("link", (("href", address),))))


# ---- languages ---------------------------------------------------------------------------------------------


def find_element_language(element: HtmlElement) -> str:
    """Return the language that the page declares for the element, if the text supports it."""
    for ancestor in element.iterancestors():
        if given := ancestor.get("lang"):
            root = element.getroottree().getroot()
            return given if _has_evidence(given, root.text_content()[-_PAGES_SAMPLE:]) else ""
    return ""


def _apply_language(element: HtmlElement, around: FormatContext) -> FormatContext:
    given = element.get("lang", "").strip().replace("_", "-")
    tag = _normalize_tag(given)
    # EN-US is how Word says by which dictionary it checked the spelling of each Latin word.
    if not tag or given == "EN-US" or not around.home or not _has_evidence(tag, element.text_content()):
        return around
    others = tuple(given for given in around.formats if given[0] != "lang")
    is_foreign = _is_other_language(tag, around.home)
    return replace(around, lang=tag, formats=(*others, ("lang", (("lang", tag),))) if is_foreign else others)


def _normalize_tag(given: str) -> str:
    found = _TAG.fullmatch(given)
    if found is None:
        return ""
    language, script, region = found.groups()
    script, region = (script or "").title(), (region or "").upper()
    return "-".join(part for part in (language.lower(), script, region) if part)


def _is_other_language(one: str, other: str) -> bool:
    """Are these two languages, or one language in two scripts?"""
    first, second = _language_and_script(one), _language_and_script(other)
    return first[0] != second[0] or bool(first[1] and second[1] and first[1] != second[1])


def _language_and_script(tag: str) -> tuple[str, str]:
    found = _TAG.match(tag)
    if found is None:
        return tag.lower(), ""
    return found[1].lower(), (found[2] or "").title() or _SCRIPTS.get((found[3] or "").upper(), "")


def _has_evidence(tag: str, text: str) -> bool:
    language = _language_and_script(tag)[0]
    if language in _EVIDENCE:
        return bool(_EVIDENCE[language].search(text))
    return len(_LATIN.findall(text)) > count_han_and_words(text)[0]


def quotes_for(lang: str, text: str, *, is_inner: bool) -> tuple[str, str]:
    """Return the quotation marks that a ``q`` stands for in the language."""
    language, script = _language_and_script(lang)
    is_cornered = (
        language == "ja" or script == "Hant" or (language in ("zh", "") and not script and has_han(text))
    )
    if is_cornered:
        return ("『", "』") if is_inner else ("「", "」")
    return ("‘", "’") if is_inner else ("“", "”")
