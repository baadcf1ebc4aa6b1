"""What check and status say of translations when words have changed since they were signed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from testbed import Site
from translated_site import ENGLISH, SOURCE, STATE, changed, counts, sign, warnings, write

from yizhu.check.lint import check
from yizhu.cli import main
from yizhu.content.faults import Faults


def test_stale(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """When the source's words change, the translation's line is told, with the difference; --strict fails."""
    sign()
    write(here, changed(SOURCE, 2, "本模型絕不可以用於商業。"))
    told = warnings(here)
    assert "content/articles/a/en.md:8: p2 is stale" in told
    assert "本模型{+絕不+}可以用於商業。" in told
    assert (
        "help: change the translation where it must change, then yizhu accept a --translation en p2" in told
    )
    assert main(["build", "--strict"]) == 1
    row = counts(here, capsys)
    assert (row["stale"], row["stale_passages"], row["translated"]) == (1, ["p2"], 4)
    assert main(["build"]) == 0


def test_the_difference_is_from_what_was_translated(here: Site) -> None:
    """The difference is from the version that was signed, however often the source changed since."""
    sign()
    for words in ("本模型不可以用於商業。", "本模型有時可以用於商業。", "本模型可以用於軍事。"):
        write(here, changed(SOURCE, 2, words))
        sign("p3")
    assert "本模型可以用於[-商業-]{+軍事+}。" in warnings(here)


def test_english_sources(here: Site) -> None:
    """English is compared by its words."""
    here.remove("content/articles/a")
    here.article("a", "We may sell it.", lang="en", front="rights: x").article(
        "a", "可賣。", front="status: draft"
    )
    assert main(["accept", "a", "--translation", "zh-Hant"]) == 0
    here.article("a", "We must not sell it.", lang="en", front="rights: x")
    assert "zh-Hant.md:6: p1 is stale" in warnings(here)
    assert "We [-may-]{+must not+} sell it." in warnings(here)


def test_what_makes_nothing_stale(here: Site) -> None:
    """Reflow, markup and the width of punctuation make nothing stale, in source or translation."""
    sign()
    write(
        here,
        changed(SOURCE, 2, "本模型**可以**用\n於[商業]{reading=shāngyè}｡"),
        changed(ENGLISH, 2, "The *model* may\nbe used commercially."),
    )
    assert warnings(here) == ""


def test_states(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Passages may be in several states; those that nobody signed are in the text's, at most a draft."""
    write(here, status="reviewed")
    assert counts(here, capsys)["reviewed"] == 4  # without a state file it is as the front matter says
    sign("--state", "machine", "p2")
    sign("--state", "draft", "p3")
    sign("p4")
    row = counts(here, capsys)
    assert (row["machine"], row["draft"], row["reviewed"]) == (1, 2, 1)
    write(here, status="machine")
    assert counts(here, capsys)["machine"] == 2


def test_what_is_put_in_above_makes_nothing_stale(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """What is put in above gets an id of its own; ids and signatures stay with their words."""
    sign()
    write(here, ["新的一段。", *SOURCE], ["A new one.", *ENGLISH])
    assert "zh-Hant.md:6: this passage has no fixed address yet; today it would be p0" in warnings(here)
    assert counts(here, capsys)["draft"] == 1
    new = re.findall(r"today it would be (\w+)", warnings(here))[0]
    sign(new)
    assert warnings(here) == ""
    ids = [new, "p1", "p2", "p3", "p4"]
    assert re.findall(r"passage: (\S+),", (here.root / STATE).read_text("utf-8")) == ids
    write(here, SOURCE[1:], ENGLISH[1:])
    assert "p1 of en is signed as reviewed on 2026-05-01, but no passage has its words any more" in warnings(
        here
    )
    assert "stale" not in warnings(here)


def test_words_follow_what_they_answer(here: Site) -> None:
    """Where the source alone was changed in its order, a translation that names nothing answers what it answered."""
    sign()
    write(here, [SOURCE[0], SOURCE[2], SOURCE[1], SOURCE[3]])
    assert warnings(here) == ""
    assert main(["translate", "a", "en"]) == 0
    assert warnings(here) == ""


def test_exchanged_in_the_translation(here: Site) -> None:
    """Where the translation says that its words answer something else, what is advised ends it, either way."""
    named = [f"{{from=p{n}}}\n{text}" for n, text in enumerate(ENGLISH, 1)]
    write(here, english=named)
    sign()
    swapped = [named[0], f"{{from=p3}}\n{ENGLISH[1]}", f"{{from=p2}}\n{ENGLISH[2]}", named[3]]
    write(here, english=swapped)
    told = warnings(here)
    assert "p3 is stale: its words were translated from p2\n" in told
    assert "write {from=p2} above it, or, if it answers p3, yizhu accept a --translation en p3" in told
    assert "anew" not in told
    write(here, english=named)
    assert warnings(here) == ""
    write(here, english=swapped)
    sign("p2", "p3")
    assert "stale" not in warnings(here)


def test_joined_in_the_translation(here: Site) -> None:
    """Who joins two passages in the translation is not told to part them: it is signed again."""
    named = [f"{{from=p{n}}}\n{text}" for n, text in enumerate(ENGLISH, 1)]
    write(here, english=named)
    sign()
    write(here, english=[named[0], f"{{from=p2-p3}}\n{ENGLISH[1]}", named[3]])
    told = warnings(here)
    assert "p2-p3 is stale: it was translated from p2: " in told
    assert "change the translation where it must change, then yizhu accept a --translation en p2-p3" in told
    sign("p2-p3")
    assert "stale" not in warnings(here)


def test_lines_of_passages_that_are_gone(here: Site) -> None:
    """A line whose words stand nowhere is told at its place, and kept by what is signed afterwards."""
    sign("--by", "Anna")
    write(here, SOURCE[:3], ENGLISH[:3])
    place = f"{STATE}:11:23: p4 of en is signed as reviewed by Anna on 2026-05-01"
    assert place in warnings(here)
    write(here, SOURCE[:3], changed(ENGLISH[:3], 2, "It may be sold."))
    sign("p2")
    assert f"{STATE}:11:23: p4 of en" in warnings(here)
    here.remove("content/articles/a/en.md")
    assert "there is no translation en, but passages of it are signed" in warnings(here)


def test_words_of_what_was_merged(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Words in the slot of a passage that was merged since are told with the id that they answer now, and nothing else."""
    whole = "本模型可以用於商業。它也可以用於教學。"
    write(here, changed(SOURCE, 2, whole))
    sign()
    write(here, changed(SOURCE, 2, *re.findall("[^。]*。", whole)))
    assert main(["translate", "a", "en"]) == 0
    file = here.root / "content/articles/a/en.md"
    (slot,) = re.findall("{from=(p2[a-z]+)}", file.read_text("utf-8"))
    write(
        here,
        changed(SOURCE, 2, whole),
        changed(ENGLISH, 2, ENGLISH[1], f"{{from={slot}}}\nIt may be taught with."),
    )
    told = warnings(here)
    assert f"{slot} was merged into p2 of the source: these words answer p2 now" in told
    assert f"en.md:{file.read_text('utf-8').split(chr(10)).index('It may be taught with.') + 1}:" in told
    assert told.count("\n") == 2
    row = counts(here, capsys)
    assert (row["translated"], row["draft"], row["reviewed"]) == (4, 1, 3)
    file.write_text(file.read_text("utf-8").replace(f"from={slot}", "from=p2"), "utf-8")
    assert "merged" not in warnings(here)
    sign("p2")
    assert warnings(here) == ""


def test_merged_and_split_passages(here: Site) -> None:
    """One passage for two of the source is signed as one; two for one as one, too."""
    english = ["# Rules", "{from=p2-p3}\nBoth in one.", "{from=p4}\nThe", "{from=p4}\nend."]
    write(here, english=english)
    sign()
    text = (here.root / STATE).read_text("utf-8")
    assert re.findall(r"passage: (\S+),", text) == ["p1", "p2-p3", "p4"]
    write(here, changed(SOURCE, 3, "研究者不須註明出處。"), english)
    assert "p2-p3 is stale" in warnings(here)
    assert "研究者[-須-]{+不須+}註" in warnings(here)
    write(here, SOURCE, changed(english, 4, "{from=p4}\nEND."))
    assert "p4 was edited" in warnings(here)


def test_without_the_words(here: Site) -> None:
    """If the words are gone from the file, a stale passage is told without its difference."""
    sign()
    path = here.root / STATE
    path.write_text(path.read_text("utf-8").partition("\nwords:")[0], "utf-8")
    write(here, changed(SOURCE, 2, "本模型絕不可以用於商業。"))
    assert "p2 is stale: the source has changed since it was translated\n" in warnings(here)


def test_status_lists_what_is_not_begun(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Each article and each language of the site has its line."""
    here.article("b", "一。\n\n二。", front="rights: x")
    assert main(["status"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "article  language  passages  translated  machine  draft  reviewed  stale",
        "a        en               4           4        0      4         0      0",
        "b        en               2           0        0      0         0      0",
    ]
    assert main(["status", "c"]) == 1
    here.article("b", "一。", front="rights: x\ntranslations: none")
    assert main(["status"]) == 0
    assert "b " not in capsys.readouterr().out


def test_status_names_faulty_drafts(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft that cannot be read has its line, with the place of its first fault."""
    here.article("b", "一。[x]{color=red}\n\n<!-- 二", front="draft: true")
    assert main(["status"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[2:] == [
        "b                         –           –        –      –         –      –",
        "    with faults: content/articles/b/zh-Hant.md:6:7: no span attribute color",
    ]
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[-1]["fault"].startswith("content/articles/b/zh-Hant.md:6:7: ")


def test_faults_of_another_article(here: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong in one article keeps nobody from the others: status, check and accept have what they ask for."""
    here.article("b", "一。[x]{color=red}", front="rights: x")
    assert main(["status"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1].split() == ["a", "en", "4", "4", "0", "4", "0", "0"]
    assert told[3] == "    with faults: content/articles/b/zh-Hant.md:6:7: no span attribute color"
    assert main(["status", "a"]) == 0
    assert check(here.root / "config.yaml", "a") == []
    assert sign("p2") == 0
    assert [fault.place.line for fault in check(here.root / "config.yaml", "b")] == [6]
    assert main(["status", "b"]) == 1


def test_a_state_file_with_faults(here: Site) -> None:
    """No command writes over a state file that cannot be read."""
    here.write(STATE, "translations: 3")
    assert sign() == 1
    assert (here.root / STATE).read_text("utf-8") == "translations: 3\n"
    with pytest.raises(Faults):
        here.build()


def test_a_title_that_is_not_written_yet_is_told(tmp_path: Path) -> None:
    """The sign that translate writes for the translator must not stay unseen: readers would see it."""
    site = Site(tmp_path).article("a", "甲。", front="rights: x")
    site.article("a", "A.", lang="en", title="…", front="status: draft\nsummary: …")
    told = [fault.problem for fault in check(site.root / "config.yaml")]
    assert "the title is not written yet: readers see …" in told
    assert "the summary is not written yet: readers see …" in told
