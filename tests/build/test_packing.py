"""Nouns come back from their pickle as they were."""

from __future__ import annotations

import pickle

from yizhu.build.serialization import Unread, deserialize, serialize, serialize_with_digest, short_digest
from yizhu.content.prose import Block, Mark, Prose
from yizhu.editions.model import LocalizedProse, Use

PROSE = Prose(
    "蒸餾 <is>\n好",
    (Block("ul", 0, 9, (Block("li", 0, 7), Block("li", 8, 9)), (("start", "3"),)),),
    (Mark(0, 2, "term", (("term", "distillation"),)), Mark(3, 3, "note-ref")),
)
USE = Use("slug", "題", "p2", LocalizedProse(PROSE, "zh-Hant"), None, "chemistry")
OTHER = Use("slug", "題", "p3", LocalizedProse(PROSE, "zh-Hant"), LocalizedProse(PROSE, "en"))


def test_a_noun_comes_back_equal() -> None:
    """Text, blocks within blocks, marks and their attributes, words that are not there."""
    for noun in (PROSE, PROSE.blocks[0], PROSE.marks, USE, OTHER, (USE, OTHER)):
        assert pickle.loads(pickle.dumps(noun)) == noun
        assert deserialize(serialize(noun)) == noun


def test_long_and_short_come_back() -> None:
    """What is compressed is told from what is not."""
    for many in (1, 10, 100, 1000):
        assert deserialize(serialize((USE,) * many)) == (USE,) * many
        assert deserialize(serialize(b"\x80" * many)) == b"\x80" * many


def test_a_use_is_pickled_once_for_both() -> None:
    """The digest is that of ``imprint``, whatever objects an equal value is made of; the body is the value."""
    again = Use(
        "slug",
        "題",
        "p3",
        LocalizedProse(pickle.loads(pickle.dumps(PROSE)), "zh-Hant"),
        LocalizedProse(PROSE, "en"),
    )
    told, raw = serialize_with_digest((OTHER, OTHER))
    assert told == short_digest((again, OTHER))
    assert deserialize(raw) == (OTHER, OTHER)


def test_what_is_shared_stays_shared() -> None:
    """A text that two editions show is one object in both."""
    first, second = pickle.loads(pickle.dumps((LocalizedProse(PROSE, "en"), LocalizedProse(PROSE, "en"))))
    assert first.prose is second.prose


def test_unread_is_what_it_was() -> None:
    """Its nouns are there, in order, for whoever looks."""
    unread = pickle.loads(pickle.dumps(Unread.of((("a", USE), ("b", OTHER)))))
    assert list(unread) == [("a", USE), ("b", OTHER)]
    assert (len(unread), unread[1], unread[:1]) == (2, ("b", OTHER), (("a", USE),))
