"""The glossary goes to terminology tools, and what they add comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from testbed import Site

from yizhu.cli import main

GLOSSARY = """\
- id: distillation  # keep me
  forms:
    zh-Hant: [蒸餾, 知識蒸餾]
    en: [distillation, distil]
  definition: {en: Training a small model.}
  except: [蒸餾水]
"""


@pytest.fixture
def trade(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with a term."""
    monkeypatch.chdir(site.root)
    return site.glossary(GLOSSARY)


def exported(site: Site) -> Path:
    """The glossary as TBX."""
    assert main(["export", "tbx"]) == 0
    return site.root / "export/glossary.tbx"


def files(site: Site) -> dict[str, str]:
    """The files of the glossary."""
    return {path.name: path.read_text("utf-8") for path in sorted((site.root / "content/glossary").iterdir())}


def test_forms_and_definitions(trade: Site) -> None:
    """The first form of a language is preferred, the others are admitted."""
    root = etree.parse(exported(trade)).getroot()
    (entry,) = root.iter("termEntry")
    english = next(e for e in entry.iter("langSet") if "en" in e.attrib.values())
    terms = [(t.findtext("term"), t.findtext("termNote")) for t in english.iter("tig")]
    assert terms == [("distillation", "preferredTerm-admn-sts"), ("distil", "admittedTerm-admn-sts")]
    assert english.findtext("descripGrp/descrip") == "Training a small model."
    assert entry.findtext("note") == "not this term in: 蒸餾水, 蒸馏水"


def test_what_nobody_changed_changes_nothing(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The files of the glossary stay byte by byte."""
    before = files(trade)
    assert main(["import", str(exported(trade))]) == 0
    assert "the glossary says all this already" in capsys.readouterr().out
    assert files(trade) == before


def test_a_new_term_gets_a_file_of_its_own(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A deprecated form is none of ours; a site with the new file builds."""
    path = exported(trade)
    new = (
        '<termEntry id="Chain of Thought"><langSet xml:lang="EN"><tig><term>chain of thought</term></tig>'
        '<tig><term>CoT</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>'
        '<langSet xml:lang="zh-hant"><tig><term>思維鏈</term></tig></langSet></termEntry></body>'
    )
    path.write_text(path.read_text("utf-8").replace("</body>", new), "utf-8")
    assert main(["import", str(path)]) == 0
    assert "content/glossary/glossary.yaml (new): 1 term" in capsys.readouterr().out
    assert files(trade)["terms.yaml"] == GLOSSARY
    assert files(trade)["glossary.yaml"] == (
        "- id: chain-of-thought\n  forms:\n    en: [chain of thought]\n    zh-Hant: [思維鏈]\n"
    )
    trade.build()


def test_another_form_of_a_known_term_is_told(trade: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The entry is not rewritten: its file has a layout and comments of its own."""
    path = exported(trade)
    path.write_text(
        path.read_text("utf-8").replace("<term>distil</term>", "<term>distilling</term>"), "utf-8"
    )
    assert main(["import", str(path)]) == 0
    told = capsys.readouterr().out
    assert "distillation: forms in en: distillation, distil → distillation, distilling" in told
    assert files(trade) == {"terms.yaml": GLOSSARY}


def test_the_newer_structure_is_read(trade: Site) -> None:
    """ISO 30042 of 2019 has other names for the same."""
    trade.write(
        "x.tbx",
        '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
        '<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>chip</term></termSec></langSec></conceptEntry>'
        "</body></text></tbx>",
    )
    assert main(["import", "x.tbx"]) == 0
    assert files(trade)["x.yaml"] == "- id: c1\n  forms:\n    en: [chip]\n"
