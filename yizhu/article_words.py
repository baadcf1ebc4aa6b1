"""``convert:`` in the front matter: names and words as this article has them, and as readers elsewhere write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yizhu.document import Document
from yizhu.fault import Fault, raise_if
from yizhu.model import Wording

_Given = tuple[tuple[str | int, ...], str, Any]  # where it stands in the document, as written here, as there


def read_wordings(document: Document, lang: str) -> tuple[Wording, ...]:
    """The names and words of a text in ``lang``. Raises ``Faults``: one that stands twice, a text that is not Chinese."""
    given = list(_given(document.value.get("convert", {})))
    raise_if(_wrong(document, lang, given))
    return tuple(
        Wording(((lang, here), *_elsewhere(there, lang)), keys[1] == "names") for keys, here, there in given
    )


def _given(convert: dict[str, Any]) -> Iterator[_Given]:
    for index, name in enumerate(convert.get("names", ())):
        if isinstance(name, str):
            yield ("convert", "names", index), name, None
        else:
            yield from (
                (("convert", "names", index, f"key:{here}"), here, there) for here, there in name.items()
            )
    for here, there in convert.get("words", {}).items():
        yield ("convert", "words", f"key:{here}"), here, there


def _elsewhere(there: Any, lang: str) -> tuple[tuple[str, str], ...]:
    if there is None:
        return ()
    if isinstance(there, str):
        return ((("zh-Hant" if lang.startswith("zh-Hans") else "zh-Hans"), there),)
    return tuple(there.items())


def _wrong(document: Document, lang: str, given: list[_Given]) -> list[Fault]:
    if given and not lang.startswith("zh"):
        place = document.place("key:convert")
        return [Fault(place, f"nothing is converted from {lang}", "write convert: into the Chinese text")]
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for keys, here, there in given:
        place = document.place(*keys)
        if here in first:
            mend = f"it stands at {first[here]} too: keep one of the two"
            faults.append(Fault(place, f"{here} stands twice in convert", mend))
        first.setdefault(here, str(place))
        if isinstance(there, dict) and lang in there:
            mend = f"take {lang}: out, or write the word as this text has it in front of the colon"
            faults.append(Fault(place, f"{here} is what stands in {lang} already", mend))
    return faults
