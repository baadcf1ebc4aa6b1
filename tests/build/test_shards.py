from __future__ import annotations

from pathlib import Path

import pytest
from testbed import Site, files_in

from yizhu.cli import main


@pytest.fixture
def archive(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site of seven articles, which use terms and lead to each other; one is a draft with a fault."""
    monkeypatch.chdir(site.root)
    site.glossary("- {id: model, forms: {zh-Hant: [模型], en: [model]}}\n")
    for n in range(7):
        site.article(f"a{n}", f"模型之{n}，見[另一](../a{(n + 1) % 7}/)。", front=f"posted: 2025-01-0{n + 1}")
        site.article(f"a{n}", f"Model {n}.", lang="en", title=f"M{n}")
    return site.article("unready", "[壞]{nothing=1}", front="draft: true")


def make_shards(of: int, folder: str = "shards") -> None:
    for number in range(1, of + 1):
        assert main(["build", "--shard", f"{number}/{of}", "--out", f"{folder}/job-{number}"]) == 0


def test_merged_shards_are_what_one_build_makes(archive: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where an article was edited after its shard was made, and where another version made a shard."""
    make_shards(3)
    assert "these articles are left to merge" in capsys.readouterr().err
    archive.article("a2", "模型，改過了。", front="posted: 2025-01-03")
    assert main(["merge", "shards", "--out", "merged"]) == 0
    assert "7 articles from shards" in capsys.readouterr().out
    assert main(["build", "--clean", "--out", "whole"]) == 0
    merged, whole = files_in(Path("merged")), files_in(Path("whole"))
    assert merged.keys() == whole.keys()
    assert [name for name in whole if merged[name] != whole[name]] == []


def test_a_shard_is_not_written_below_a_file(archive: Site, capsys: pytest.CaptureFixture[str]) -> None:
    Path("taken").write_text("x", "utf-8")
    assert main(["build", "--shard", "1/2", "--out", "taken"]) == 1
    assert "taken: this is a file" in capsys.readouterr().err


def test_a_merge_takes_what_shards_made(archive: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """No article of a shard is processed again but the draft, which has a fault."""
    make_shards(2)
    processed: list[str] = []
    import yizhu.build.articles as articles

    real = articles.process_article
    monkeypatch.setattr(articles, "process_article", lambda s, slug: processed.append(slug) or real(s, slug))
    assert main(["merge", "shards", "--jobs", "1"]) == 0
    assert processed == ["unready"]


def test_a_missing_shard_is_told_and_can_be_made_alone(
    archive: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    make_shards(3)
    Path("shards/job-2/2-of-3.shard").rename("shards/job-2/2-of-3.1234")  # as one that was killed leaves it
    assert main(["merge", "shards"]) == 1
    assert "shard 2 of 3 is missing" in capsys.readouterr().err
    assert not Path("site").exists()
    assert main(["build", "--shard", "2/3", "--out", "shards/job-2"]) == 0
    assert main(["merge", "shards"]) == 0


def test_what_is_no_set_of_shards_is_a_fault(archive: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", "."]) == 1
    assert "there is no shard here" in capsys.readouterr().err
    make_shards(1)
    Path("shards/job-1/1-of-1.shard").write_bytes(b"no database")
    assert main(["merge", "shards"]) == 1
    assert "the shard is damaged" in capsys.readouterr().err
    make_shards(2, "shards")
    assert main(["merge", "shards"]) == 1
    assert "shards of several sets: of 1 and of 2" in capsys.readouterr().err
    assert main(["build", "--shard", "4/3"]) == 2
