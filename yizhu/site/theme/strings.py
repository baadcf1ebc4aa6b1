"""The strings of the interface in one language, and how their placeholders are filled in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import TemplateRuntimeError
from markupsafe import Markup, escape

from yizhu.site.theme.load import BLANK


class Strings(dict[str, str]):
    """The strings of the interface by name, also as attributes, so that templates can write ``t.notes``."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__(words)
        self.__dict__.update(words)


def fill_in(text: str, **values: Any) -> str:
    """Fill in the placeholders of a text. Not by ``str.format``, by which a template could reach attributes of values."""
    to_text = escape if isinstance(text, Markup) else str
    pieces = list(_pieces(text))
    for place in range(1, len(pieces), 2):
        if pieces[place] not in values:
            raise TemplateRuntimeError(
                f"the text has a placeholder {{{pieces[place]}}}, which fmt is not given"
            )
        pieces[place] = to_text(values[pieces[place]])
    return type(text)("".join(pieces))


@lru_cache(maxsize=1024)
def _pieces(text: str) -> tuple[str, ...]:
    """Split a text at its placeholders: every second piece is the name of one."""
    return tuple(BLANK.split(text))
