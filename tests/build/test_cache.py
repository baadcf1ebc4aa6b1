"""What a build leaves is there for the next one, as long as it answers the same question of the same program."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from testbed import Site

from yizhu.build.cache.file import Unavailable
from yizhu.build.cache.program import code_digest
from yizhu.build.cache.serialization import digest
from yizhu.build.cache.store import Cache, CachedArticle
from yizhu.content.model import Term


def test_equal_values_equal_digests() -> None:
    """A digest is of what a value says, not of what it is."""
    assert digest("a", Term("x", ())) == digest("a", Term("x", ()))
    assert digest("a", "b") != digest("ab")
    assert digest(("a", "b")) != digest(("a",), "b")
    assert digest(1) != digest("1")


def ask(cache: Cache, name: str, question: str, answer: int) -> int:
    """The cache's answer, or else this one."""
    return cache.get_or_compute(name, (question,), int, lambda: answer)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a cache may lie."""
    return tmp_path / ".yizhu" / "memo.sqlite"


def test_what_is_committed_is_known_next_time(path: Path) -> None:
    """What was computed and kept is there; what was not kept is not."""
    with closing(Cache(path)) as cache:
        ask(cache, "a", "?", 1)
        cache.commit()
        ask(cache, "b", "?", 1)
    with closing(Cache(path)) as cache:
        assert (ask(cache, "a", "?", 2), ask(cache, "b", "?", 2), ask(cache, "a", "?", 3)) == (1, 2, 1)


def test_the_answer_to_the_last_question_is_kept(path: Path) -> None:
    """Of each name one: the cache does not grow with every edit."""
    with closing(Cache(path)) as cache:
        assert ask(cache, "a", "one", 1) == 1
        assert ask(cache, "a", "two", 2) == 2
        assert ask(cache, "a", "one", 3) == 3
        assert cache._ask("select count(*) from answers") == [(1,)]


def test_other_code_other_answers(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older program answered is not taken for this one's."""
    with closing(Cache(path)) as cache:
        ask(cache, "a", "?", 1)
        cache.commit()
    monkeypatch.setattr("yizhu.build.cache.store.code_digest", lambda: "another")
    with closing(Cache(path)) as cache:
        assert ask(cache, "a", "?", 2) == 2


def test_a_second_build_goes_on_in_memory(path: Path) -> None:
    """The first holds the file; the second keeps nothing, and finds its own bodies."""
    article = CachedArticle("a", "", "content", "settings", b"summary")
    with closing(Cache(path)) as first, closing(Cache(path)) as second:
        first.store_article(article, [("x", b"first")])
        second.store_article(article, [("x", b"second")])
        first.commit()
        second.commit()
        assert (first.bodies.body("a", "x"), second.bodies.body("a", "x")) == (b"first", b"second")


def test_a_build_that_loses_the_file_builds_without_it(
    site: Site, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Another build takes it between two steps; nothing is said, and the site is whole."""
    before = site.article("a", "一。").build().files()
    site.article("a", "二。")
    commit = Cache.commit

    def lose(cache: Cache) -> None:
        commit(cache)
        if cache._path:
            raise Unavailable("database is locked")

    monkeypatch.setattr(Cache, "commit", lose)
    site.build().shows("zh-hant/a/", "二。")
    assert site.files().keys() == before.keys()
    assert not capfd.readouterr().err


def test_the_programs_digest_is_one() -> None:
    """The same program, the same digest."""
    assert code_digest() == code_digest()
    assert len(code_digest()) == 64
