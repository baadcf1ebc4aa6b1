"""Signing translations: what is signed, what cannot be, and what is written."""

from __future__ import annotations

import re

import pytest
from testbed import Site
from translated_site import ENGLISH, SOURCE, STATE, changed, counts, sign, warnings, write

from yizhu.cli import main


def test_signing_prints_what_it_signs(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Each passage that is signed is printed with its place and words; what is signed already is not."""
    assert sign("--by", "Anna", "p2", "p3-p4") == 0
    out = capsys.readouterr().out
    assert (
        "content/articles/a/en.md:8: p2 not signed → reviewed\n    The model may be used commercially." in out
    )
    assert f"3 passages signed as reviewed in {STATE}; 0 unchanged" in out
    assert sign() == 0
    out = capsys.readouterr().out
    assert "p1 not signed → reviewed" in out
    assert "1 passage signed" in out
    assert "3 unchanged" in out
    assert "Anna" in (here.root / STATE).read_text("utf-8")
    assert warnings(here) == ""


def test_passages_before_or_behind_the_options(here: Site) -> None:
    """The names of passages may stand anywhere behind the slug."""
    assert main(["accept", "a", "p2", "--translation", "en", "--by", "x", "p3"]) == 0
    assert re.findall(r"passage: (\S+),", (here.root / STATE).read_text("utf-8")) == ["p2", "p3"]


def test_dry_run_writes_nothing(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """--dry-run says what would be signed."""
    assert sign("--dry-run") == 0
    assert "4 passages would be signed" in capsys.readouterr().out
    assert not (here.root / STATE).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["p9"], "p9 names no passages"),
        (["p3-p2"], "p3-p2 names no passages"),
        (["p0"], "p0 names no passages"),
        (["all"], "all names no passages"),
        (["--translation", "fr"], "there is no such translation"),
    ],
)
def test_what_cannot_be_signed(
    here: Site, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A passage or a translation that is not there is a fault, and nothing is written."""
    assert sign(*words) == 1
    assert said in capsys.readouterr().err
    assert not (here.root / STATE).exists()


def test_used_wrongly(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Passages without a translation, and days that are none."""
    assert main(["accept", "a", "p2"]) == 2
    assert main(["accept", "a", "--translation", "en", "--date", "2026-13-01"]) == 2
    assert main(["accept", "a", "--translation", "en", "--sate", "draft"]) == 2
    assert "--translation" in capsys.readouterr().err


def test_signing_ends_it(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A stale passage that is signed again is no longer stale, and the signing shows what had changed."""
    sign("--by", "Anna")
    write(here, changed(SOURCE, 2, "本模型絕不可以用於商業。"), changed(ENGLISH, 2, "It must not be sold."))
    assert "p2 is stale" in warnings(here)  # only a signature says that the translation was changed for this
    sign("p2")
    assert "source: 本模型{+絕不+}可以用於商業。" in capsys.readouterr().out
    assert warnings(here) == ""


def test_an_edited_passage_is_a_draft_again(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Who edits a signed passage takes the signature off."""
    sign("--by", "Anna")
    assert counts(here, capsys)["reviewed"] == 4
    write(here, english=changed(ENGLISH, 3, "Researchers must cite the source."))
    assert "en.md:10: p3 was edited since it was signed as reviewed by Anna on 2026-05-01" in warnings(here)
    row = counts(here, capsys)
    assert (row["reviewed"], row["draft"], row["edited_passages"]) == (3, 1, ["p3"])


def test_older_lines_of_what_is_signed(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Signing a passage removes the lines of what stood there before, also of what was joined; others stay."""
    sign("--by", "Anna")
    state = here.root / STATE
    line = next(one for one in state.read_text("utf-8").splitlines() if "passage: p3" in one)
    other = line.replace("Anna", "Ben").replace('own: "', 'own: "0')[:-3] + '"}'
    state.write_text(state.read_text("utf-8").replace(line, f"{line}\n{other}"), "utf-8")
    assert "help: yizhu accept a --translation en p3 removes this line" in warnings(here)
    assert sign("p2") == 0
    assert "Ben" in state.read_text("utf-8")
    capsys.readouterr()
    assert sign("--dry-run", "p3") == 0
    assert "would be removed: p3 signed as reviewed by Ben" in capsys.readouterr().out
    assert sign("p3") == 0
    assert (
        "removed: p3 signed as reviewed by Ben on 2026-05-01, of words that are gone"
        in capsys.readouterr().out
    )
    assert "Ben" not in state.read_text("utf-8")
    assert warnings(here) == ""
    write(here, english=[ENGLISH[0], "{from=p2-p3}\nBoth in one.", "{from=p4}\nThe end."])
    assert "removes this line" in warnings(here)
    sign("p2-p3")
    assert warnings(here) == ""
    write(here, english=[*ENGLISH[:2], "They must name it.", ENGLISH[3]])
    sign("p2")
    assert "p2-p3 of en is signed" in warnings(here)
    sign("p3")
    assert warnings(here) == ""


def test_line_endings_stay(here: Site) -> None:
    """A file with CRLF and a byte order mark has them still when a command has written into it."""
    english, state = here.root / "content/articles/a/en.md", here.root / STATE
    assert main(["translate", "a", "en"]) == 0
    for file in (english, state):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    write_source = changed(SOURCE, 3, "問。", SOURCE[2])
    here.article("a", "\n\n".join(write_source), front="rights: x")
    assert main(["translate", "a", "en"]) == 0
    assert sign() == 0
    for file in (english, state):
        raw = file.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n") > 5
    assert b"{from=p3}" in english.read_bytes()


@pytest.mark.parametrize("round", [["p2"], ["p2", "p4"], ["p2", "p4", "p3"]])
def test_passages_that_are_in_each_other(here: Site, round: list[str]) -> None:
    """Lines that put passages into each other are one fault that names all of them."""
    sign()
    state = (here.root / STATE).read_text("utf-8")
    for id, into in zip(round, [*round[1:], round[0]], strict=True):
        state = re.sub(rf"({{id: {id}, .+)}}", rf"\1, in: {into}}}", state)
    here.write(STATE, state)
    told = warnings(here)
    lines = {"p2": 4, "p3": 5, "p4": 6}
    for id, into in zip(round, [*round[1:], round[0]], strict=True):
        assert f"{id} (line {lines[id]}) is in {into}" in told
    assert told.count("none of them is in the text by itself") == 1
    assert f"{STATE}:4:" in told
