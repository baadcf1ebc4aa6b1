"""Find spans whose attributes say nothing that is known: names, values that are missing, tags of no language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from yizhu.content.faults import did_you_mean
from yizhu.content.language_tags import explain_tag
from yizhu.content.languages import USUAL_TAGS
from yizhu.content.markdown.attributes import SPAN_NAMES, is_lang

_WITHOUT_VALUE = ("sup", "sub", "del", "keep")


def find_span_faults(tokens: Sequence[Token]) -> Iterator[tuple[str, str, str]]:
    """Yield for each fault of the spans among inline tokens what to look for in the source, the problem and the help."""
    for token in tokens:
        if token.type == "span_open":
            for name, value in token.meta["attributes"]:
                yield from _find_attribute_faults(name, value)


def _find_attribute_faults(name: str, value: str) -> Iterator[tuple[str, str, str]]:
    if name not in SPAN_NAMES and not is_lang(name):
        known = (*SPAN_NAMES, *USUAL_TAGS)
        help = did_you_mean(name, known, "a span knows " + ", ".join(SPAN_NAMES) + " and language tags")
        yield name, f"no span attribute {name}", help
    # A form may be empty: {zh-Hans=""} leaves the words out of that edition.
    elif not value and name in SPAN_NAMES and name not in _WITHOUT_VALUE:
        yield f"{{{name}", f"{name} has no value", f"write {{{name}=…}}"
    elif name == "lang" and (help := explain_tag(value)):
        yield f"lang={value}", f"{value} is no language tag", help
