"""Values come back from their bytes as they were, and bytes that hold something else are refused."""

from __future__ import annotations

import pickle

import msgspec
import pytest

from yizhu.build.cache.key import Doubt
from yizhu.build.cache.serialization import deserialize, digest_bytes, serialize, short_digest
from yizhu.content.prose import Block, Mark, Prose
from yizhu.editions.localization import Localization
from yizhu.editions.model import Localized, LocalizedHtml, Use
from yizhu.editions.rewrites import Rewrite, Rewrites
from yizhu.site.page_parts import UsesInArticle

PROSE = Prose(
    "蒸餾 <is>\n好",
    (Block("ul", 0, 9, (Block("li", 0, 7), Block("li", 8, 9)), (("start", "3"),)),),
    (Mark(0, 2, "term", (("term", "distillation"),)), Mark(3, 3, "note-ref")),
)
USE = Use("slug", "題", "p2", Localized("<b>蒸餾</b>", "zh-Hant"), None, "chemistry")
OTHER = Use("slug", "題", "p3", Localized("蒸餾", "zh-Hant"), Localized("a still", "en"))
USES = UsesInArticle("slug", "題", "zh-Hant", (USE, OTHER))


@pytest.mark.parametrize(
    "value", [PROSE, USE, OTHER, USES, Localized("字", "zh"), ("a", "b"), {"a": (1, None)}]
)
def test_a_value_comes_back_equal(value: object) -> None:
    """Text, blocks within blocks, marks and their attributes, words that are not there."""
    kinds = {tuple: tuple[str, ...], dict: dict[str, tuple[int | None, ...]], Localized: LocalizedHtml}
    assert deserialize(serialize(value), kinds.get(type(value), type(value))) == value


def test_a_localization_comes_back() -> None:
    """Its rewrites build their matcher anew."""
    localization = Localization(
        "zh-Hant", "zh-Hans", "tw2s", Rewrites([Rewrite("網路", "网络", ("網路書",))])
    )
    again = deserialize(serialize(localization), Localization)
    assert again.rewrites.entries == localization.rewrites.entries
    assert again.config == "tw2s"


def test_equal_values_have_equal_digests() -> None:
    """Whatever objects an equal value is made of."""
    again = pickle.loads(pickle.dumps(USES))
    assert short_digest(again) == short_digest(USES) == digest_bytes(serialize(USES))
    assert short_digest({"b": 1, "a": 2}) == short_digest({"a": 2, "b": 1})


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00", b"\xc1", serialize(USE), serialize(USES)[:-1], serialize(USES) + b"\x00", b"\x91" * 5000 + b"\x90",
     b"\xdd\xff\xff\xff\xff", b"\xdb\xff\xff\xff\xff", pickle.dumps(USES)],
)  # fmt: skip
def test_other_bytes_are_refused(raw: bytes) -> None:
    """Nothing, rubbish, another value, one cut short, one without end, a pickle: none becomes a value, and none runs."""
    with pytest.raises(Doubt):
        deserialize(raw, UsesInArticle)


def test_what_is_no_data_is_not_written() -> None:
    """A function or an object of any class is a mistake of the program."""
    for value in (print, object(), test_what_is_no_data_is_not_written, msgspec):
        with pytest.raises((NotImplementedError, TypeError)):
            serialize(value)
