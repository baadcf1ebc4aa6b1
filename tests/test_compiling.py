"""What templates say is escaped as Jinja escapes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from yizhu.compiling import Templates, told

SOURCES = {
    "page": '{% include "part" %}{% set x %}<i>{{ word }}</i>{% endset %}{{ x }}{{ 3 }}{{ safe }}{{ word | upper }}',
    "part": "{% for one in [word, safe] %}<b>{{ one }}</b>{% endfor %}",
    "wrong": "{{ nothing }}",
}


def _said(kind: type[Environment], name: str, **given: object) -> str:
    environment = kind(loader=DictLoader(SOURCES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(name).render(**given)


@given(st.text())
def test_told_is_escaped(text: str) -> None:
    """Every text is told as ``escape`` tells it, and what is safe stays as it is."""
    assert told(text) == escape(text)
    assert told(Markup(text)) == text


@given(st.text(alphabet="a<&>\"'字"))
def test_templates_say_the_same(word: str) -> None:
    """Includes, loops and captured words, as Jinja's own environment has them."""
    given = {"word": word, "safe": Markup("<hr>")}
    assert _said(Templates, "page", **given) == _said(Environment, "page", **given)


def test_what_is_not_there_is_a_fault() -> None:
    """Never an empty string."""
    with pytest.raises(UndefinedError, match="nothing"):
        _said(Templates, "wrong")
