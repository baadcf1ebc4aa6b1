"""``yizhu rename --term`` changes an id wherever it names the term, leaves an alias, and touches nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from testbed import Site, yizhu

from yizhu.content.commands.rename_term import rename_term
from yizhu.content.faults import Faults

GLOSSARY = """\
- id: chip
  forms: {zh-Hant: [晶片], en: [chip]}
  definition: {en: "As [here](/glossary/chip/); see [that](../glossary/old/), [chip](/glossary/chips/)"}
  senses:
  - {id: food, definition: {en: "With fish."}}
  - {id: part, definition: {en: "Of a computer, not [a snack](/glossary/chip/#sense-food)."}}
- {id: chips, forms: {zh-Hant: [薯條]}, see: [chip, "chip-x"]}
- id: "chip-x"
  see:
  - 'chip'   # the same
  forms: {zh-Hant: [甲]}
""".replace("; see [that](../glossary/old/)", "")
TEXT = """\
[晶片]{term=chip}、[晶片]{lang=de term=chip.food}、[片]{term=chips}、`[x]{term=chip}`、「term=chip」。

見[此](/glossary/chip/)、[彼](../glossary/chip/#sense-food)、[別的](/glossary/chips/)。[^1]

    [x]{term=chip}

[甲]: /glossary/chip/

<!-- [晶片]{term=chip} -->
再[甲]。

[^1]: [注](/glossary/chip/)
"""
FRONT = "glossary: {exclude: [chip-x], only: [chip, 'chips'], sense: {chip: food}, render: {chip: [x]}}"


def files(site: Site) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in (site.root / "content").rglob("*") if p.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A term that everything names, and others whose ids begin like its."""
    site = Site(tmp_path).glossary(GLOSSARY).article("a", TEXT, front=FRONT)
    site.write("content/pages/about/en.md", "---\ntitle: About\n---\n\nSee [it](/glossary/chip/).\n")
    return site.notes("a", '- {id: n, kind: fact, quote: 再, text: {en: "[it](/glossary/chip/)"}}')


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_term_gets_another_id(site: Site, end: str, mark: str) -> None:
    """Entry, see, senses, front matter, spans and links change, code and other ids do not; the old page leads on."""
    for path in (site.root / "content").rglob("*"):
        if path.is_file():
            path.write_bytes((mark + path.read_text().replace("\n", end)).encode())
    before = site.build().page("en/a/")
    was = files(site)
    told = yizhu("rename", "--term", "chip", "microchip", cwd=site.root)
    assert told.stdout.splitlines() == [
        "chip → microchip",
        "content/glossary/terms.yaml: the old address is an alias",
        "content/articles/a/notes.yaml: the id in line 1",
        "content/articles/a/zh-Hant.md: the id in line 3, 6, 8, 12, 14, 17",
        "content/glossary/terms.yaml: the id in line 1, 4, 7, 8, 11",
        "content/pages/about/en.md: the id in line 5",
    ]
    now = {name: data.decode().replace("microchip", "chip") for name, data in files(site).items()}
    now = {name: text.replace(f"  aliases: [chip]{end}", "") for name, text in now.items()}
    assert now == {name: data.decode() for name, data in was.items()}
    text = (site.root / "content/articles/a/zh-Hant.md").read_text()
    assert "`[x]{term=chip}`、「term=chip」" in text
    assert "    [x]{term=chip}" in text
    site.build()
    assert "url=../../../en/glossary/microchip/" in site.page("en/glossary/chip/index.html")
    restored = site.page("en/a/").replace("microchip", "chip")
    assert restored.partition("<main")[2] == before.partition("<main")[2]


def test_it_can_be_renamed_back(site: Site) -> None:
    """Then the id in between is the alias; lists of aliases keep their form."""
    config = site.root / "config.yaml"
    before = files(site)
    for names in (("chip", "a"), ("a", "b"), ("b", "a"), ("a", "chip")):
        rename_term(config, *names)
    site.build()
    assert "  aliases: [a, b]\n" in (site.root / "content/glossary/terms.yaml").read_text()
    rename_term(config, "chip-x", "null")
    rename_term(config, "chips", "true")
    text = (site.root / "content/glossary/terms.yaml").read_text()
    assert '{id: "true", aliases: [chips],' in text
    assert '- id: "null"\n  aliases: [chip-x]\n' in text
    rename_term(config, "null", "chip-x")
    rename_term(config, "true", "chips")
    assert files(site).keys() == before.keys()


def test_a_dry_run_lists_and_writes_nothing(site: Site) -> None:
    """The list is that of the run itself, for terms and for articles."""
    before = files(site)
    for names in (("--term", "chip", "microchip"), ("a", "b")):
        told = yizhu("rename", *names, "--dry-run", cwd=site.root).stdout.splitlines()
        assert told[-1] == "nothing was written"
        assert files(site) == before
        assert yizhu("rename", *names, cwd=site.root).stdout.splitlines() == told[:-1]
        before = files(site)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("chip", "chips", "content/glossary/terms.yaml:7:8: the id chips is taken"),
        ("chip", "former", "the address of former leads to chips"),
        ("chip", "Chip", "Chip is no id"),
        ("chip", "../x", r"\.\./x is no id"),
        ("chip", "map", "is also claimed"),
        ("chpi", "x", "no term chpi in the glossary\n(.|\n)*did you mean chip"),
        ("a", "b", "no term a in the glossary\n(.|\n)*it is an article: yizhu rename a b"),
    ],
)
def test_what_cannot_be_renamed_stays_as_it_is(site: Site, old: str, new: str, problem: str) -> None:
    """An unknown, taken or impossible id is a fault, and nothing changes."""
    site.glossary(GLOSSARY.replace("{id: chips,", "{id: chips, aliases: [former],"))
    before = files(site)
    with pytest.raises(Faults, match=problem):
        rename_term(site.root / "config.yaml", old, new)
    assert files(site) == before


@pytest.mark.parametrize(
    "broken",
    [
        "---\ntitle: [x\n---\n\n[晶片]{term=chip}\n",
        "---\ntitle: x\n---\n\n[晶片]{term=chip}\n\n[乙]{trem=chip}\n",
    ],
)
def test_all_or_nothing(site: Site, broken: str) -> None:
    """A text that names the term and cannot be read keeps everything as it is; so does a file that cannot be written."""
    site.write("content/articles/b/zh-Hant.md", broken)
    before = files(site)
    with pytest.raises(Faults, match=r"articles/b/zh-Hant(.|\n)*nothing was renamed"):
        rename_term(site.root / "config.yaml", "chip", "microchip")
    assert files(site) == before


def test_faults_are_told_as_they_stand(site: Site) -> None:
    """A fault that was there before is told at its place in the file as it is, with its line."""
    site.glossary(GLOSSARY + "- {id: chip-z, forms: {zh-Hant: [丁]}, see: [gone]}\n")
    last = GLOSSARY.count("\n") + 1
    with pytest.raises(Faults, match=rf"terms.yaml:{last}:(.|\n)*nothing was renamed"):
        rename_term(site.root / "config.yaml", "chip", "microchip")


def test_a_file_that_cannot_be_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that were written before it are as they were."""
    from yizhu.content.commands import renaming

    before, write, written = files(site), renaming.write_file, []

    def refuse(path: Path, root: Path, data: bytes, name: str) -> None:
        if name.endswith("terms.yaml") and b"microchip" in data:
            raise OSError(28, "No space left on device")
        written.append(name)
        write(path, root, data, name)

    monkeypatch.setattr(renaming, "write_file", refuse)
    with pytest.raises(OSError, match="No space"):
        rename_term(site.root / "config.yaml", "chip", "microchip")
    assert written
    assert files(site) == before


def test_the_other_kind_is_named(site: Site) -> None:
    """Whoever gives a term's id without --term is told so."""
    told = yizhu("rename", "chip", "microchip", cwd=site.root)
    assert told.returncode == 1
    assert "it is a term: yizhu rename --term chip microchip" in told.stderr
