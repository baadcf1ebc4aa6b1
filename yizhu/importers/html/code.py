"""Read code blocks: keep their lines and find the language that the page names; verse in ``pre`` is not code.

Many pages part the lines of code by elements alone (``code_lines``); numbers of lines are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from yizhu.content.prose import Prose
from yizhu.importers.html.code_lines import code_text
from yizhu.importers.html.formats import FormatContext
from yizhu.importers.html.words import Run, make_break, split_paragraphs
from yizhu.importers.markdown.tree import Node

_VERSE = re.compile(r"\b(?:verse|poem|poetry|lyrics)\b", re.I)
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight-source|brush|sourceCode|highlight)[-:\s]|hljs\s)\s*(?!lang)([\w.#+-]+)",
    re.I,
)
_NO_LANGUAGE = ("none", "plain", "plaintext", "text", "nohighlight", "default", "highlight", "hljs", "code")
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\ufeff\ufffc\ufffe\uffff]")
_ABOVE = 2  # how far around the code its language may be named


def code_nodes(element: HtmlElement, around: FormatContext) -> tuple[Node, ...]:
    """Return what a ``pre`` holds: a code block, or paragraphs of verse."""
    lines = code_text(element)
    if _VERSE.search(element.get("class", "")):
        return tuple(Node("p", words) for words in split_paragraphs(list(_verse_nodes(lines, around))))
    code = _NO_CHARACTERS.sub("", lines).replace("\xa0", " ").removeprefix("\n").rstrip("\n")
    info = _language(element)
    return (Node("pre", Prose(code), (), (("info", info),) if info else ()),) if code.strip() else ()


def _verse_nodes(lines: str, around: FormatContext) -> Iterator[Run]:
    for index, line in enumerate(lines.strip("\n").split("\n")):
        if index:
            yield make_break()
        yield Run(line.strip(), around.formats)


def _language(element: HtmlElement) -> str:
    """Return the code's language if the page names it on the element, inside it, or on its direct parents."""
    around = list(element.iterancestors("div", "figure", "td", "code"))[:_ABOVE]
    for one in (element, *element.iter("code"), *around):
        given = one.get("data-lang") or one.get("data-language")
        for name in [given] if given else _LANGUAGE.findall(one.get("class", "")):
            if re.fullmatch(r"[\w.#+-]+", name) and name.lower() not in _NO_LANGUAGE:
                return str(name)
    return ""
