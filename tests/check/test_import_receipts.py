"""Check lists what an import was unsure of until an editor decides."""

from __future__ import annotations

from pathlib import Path

from yizhu.check.import_receipts import find_undecided_passages

RECEIPT = """format: 1
unsure:
- {passage: p2, lines: [7, 8], why: prose amid the article without a vote}
- {passage: p5, lines: [12, 12], why: a lead above the article}
"""


def written(root: Path, **files: str) -> Path:
    folder = root / "content" / "articles" / "a" / "source"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return root


def test_each_unsure_passage_is_listed(tmp_path: Path) -> None:
    """It is listed with its place in the receipt, its lines, the reason, and the options that decide it."""
    first, second = find_undecided_passages(written(tmp_path, **{"import": RECEIPT}), "content/articles")
    assert str(first.place) == "content/articles/a/source/import.yaml:2"
    assert "lines 7-8 belong to the article: prose amid" in first.problem
    assert "--keep 12 or --drop 12" in second.help


def test_passages_on_shared_lines_are_told_once(tmp_path: Path) -> None:
    """In a page of one line, no line decides about one passage: the advice is said once, and is another."""
    receipt = "blocks:\n" + "- {role: paragraph, lines: [1, 1], why: prose}\n" * 3
    receipt += (
        "unsure:\n- {passage: p2, lines: [1, 1], why: apart}\n- {passage: p3, lines: [1, 1], why: a lead}\n"
    )
    (found,) = find_undecided_passages(written(tmp_path, **{"import": receipt}), "content/articles")
    assert "p2: apart; p3: a lead" in found.problem
    assert found.help.startswith("delete from the article what does not belong")


def test_decided_passages_are_not_listed(tmp_path: Path) -> None:
    """Neither kept nor dropped lines are listed."""
    decisions = "keep:\n- {lines: [7, 8], text: x}\ndrop:\n- {lines: [12, 12], text: y}\n"
    root = written(tmp_path, **{"import": RECEIPT, "decisions": decisions})
    assert find_undecided_passages(root, "content/articles") == ()


def test_invalid_receipts(tmp_path: Path) -> None:
    """A receipt that is broken, or of another form, is passed over: no build reads it."""
    for number, text in enumerate(("{", "- 1", "unsure: 3", "unsure: [1, {lines: x}, {lines: [1]}]", "")):
        assert (
            find_undecided_passages(written(tmp_path / str(number), **{"import": text}), "content/articles")
            == ()
        )
