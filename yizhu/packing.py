"""Nouns pickle by their fields in one step, which is several times as fast as what the language does by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

_Noun = TypeVar("_Noun")


def by_fields(noun: type[_Noun]) -> type[_Noun]:
    """A dataclass that is pickled as a call of itself with its fields: for those of which there are many."""
    names = [field.name for field in fields(noun)]  # type: ignore[arg-type]
    values: Callable[[Any], Any] = attrgetter(*names)

    def reduced(self: Any) -> tuple[type[_Noun], tuple[Any, ...]]:
        return noun, values(self)

    assert len(names) > 1, "of one field attrgetter gives no tuple"
    noun.__reduce__ = reduced  # type: ignore[method-assign]
    return noun
