from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import tools
from lxml import etree
from testbed import Site

from yizhu.cli import main
from yizhu.content.articles import read_article
from yizhu.content.config import read_config
from yizhu.content.files.read import read_article_folder

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
SOURCE = """\
## 起[初]{lang=ja}

**甲：**[蒸餾]{term=distillation}用於**[模型]{reading=móxíng}與蒸餾。又一句**。[DeepSee]{sic=DeepSeek}如此！[^1]再說[^1]。

乙說了。[^2]

#### 深處

{role=bio}
作者*在[此處](https://a.example/?a=1&b=2)*，見[另一篇](../two/)。

公式$x^2<y$在此，~~刪~~`碼 <`。

$$
E = mc^2
$$

![一圖](img/a.png)\\
說明一行

> [!NOTE]
> 引文一段。
>
> ### 引中題
>
> - 項一
>
>   項二 ![小圖](img/a.png)

3. 三
4. 四
   - 內

    code < &

| 甲 | 乙 |
|---|--:|
| 一 | **二** |

***

## 承

未譯的一段。

[^1]: 註腳[^3]。

[^2]: 一段。

    二段。

[^3]: 註中註。"""
TRANSLATION = """\
## Start

**A:** Distillation serves the model and distillation. One more sentence. DeepSeek likewise![^1] And again.

{from=p3}
B spoke.

{from=p3}
And spoke more."""
GLOSSARY = """\
- id: distillation
  forms: {zh-Hant: [蒸餾, 提純], en: [distillation]}
  reading: zhēngliú
  definition: {zh-Hant: "見[模型](/glossary/model/)。", en: As said.}
  see: [model, other]
  sources: ["https://a.example/1"]
  tags: [training]
- id: model
  forms: {zh-Hant: [模型], en: [model]}
  senses:
    - {id: ml, definition: {en: A program.}, forms: {en: [learner]}}
    - {id: toy, definition: {en: A toy.}}
- {id: other, forms: {zh-Hant: [別的]}}
"""
NOTES = """\
- {id: so, quote: 如此, kind: fact, as_of: 2025-02, checked: 2026-01-05, by: the editors, text: {zh-Hant: '“<&>”。', en: "One.\\n\\nTwo."}}
- {id: head, quote: 題目, kind: context, by: 王, text: {en: Three.}}
- {id: foot, quote: 註腳, kind: source, text: {en: Four.}, by: 王}
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def edited(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose first article has all that a text can have."""
    monkeypatch.chdir(site.root)
    front = (
        "subtitle: 副題\nspeakers: {a: 甲, b: 乙}\nsource_url: https://a.example/1?a=1&b=2\nrights: {status: public-domain, text: 公版}\n"
        "authors: [王]\npublication: {name: 報, url: 'https://p.example/'}\n"
        "published: 2025-02-01\nposted: 2025-03-01\ntags: [AI]\nsummary: 提要\nmark: all"
    )
    site.article("one", SOURCE, front=front).notes("one", NOTES).glossary(GLOSSARY)
    site.write("content/articles/one/img/a.png", PIXEL)
    site.article(
        "one", TRANSLATION, lang="en", title="One & only", front="speakers: {a: A}\ntranslators: [B]"
    )
    return site.article("two", "二。").article("unready", "三。", front="draft: true")


def read(name: str) -> etree._Element:
    return etree.parse(Path("export", name)).getroot()


def texts(root: etree._Element, path: str) -> list[str]:
    return ["".join(e.itertext()) for e in root.xpath(path, namespaces=TEI)]


def words_of(element: etree._Element) -> str:
    """The words of the text itself, without what is added to them."""
    added = "self::t:note or self::t:rt or self::t:corr or self::t:figDesc or self::t:desc"
    kept = element.xpath(f".//text()[not(ancestor::*[{added}])]", namespaces=TEI)
    return "".join("".join(kept).split())


def find_pointers(root: etree._Element) -> Iterator[str]:
    for element in root.iter("*"):
        for name in ("target", "corresp", "ana", "who", "ref", "resp"):
            yield from (value[1:] for value in element.get(name, "").split() if value.startswith("#"))


def test_a_document_keeps_all_words_and_each_pointer_leads_somewhere(edited: Site) -> None:
    """Drafts stay at home; ids stand once; with TEI_SCHEMA=…/tei_all.rng the documents are valid against it."""
    assert main(["accept", "one", "--translation", "en", "--date", "2026-05-01", "p2"]) == 0
    assert main(["export", "tei", "--all"]) == 0
    made = sorted(Path("export").iterdir())
    assert [path.name for path in made] == ["one.xml", "two.xml"]
    for path in made:
        root = read(path.name)
        ids = root.xpath("//@xml:id")
        assert len(ids) == len(set(ids))
        assert set(find_pointers(root)) <= set(ids)
        article = read_article(
            read_article_folder(edited.root, read_config(edited.root / "config.yaml"), path.stem)
        )
        for text in (article.source, *article.translations):
            (body,) = root.xpath(f"//t:text[@xml:lang='{text.lang}']/t:body", namespaces=TEI)
            words = "".join(passage.prose.plain for passage in text.passages)
            front = text.meta.title + text.meta.subtitle
            assert words_of(body) == "".join((front + words).split())
    if schema := os.environ.get("TEI_SCHEMA"):
        jing = "nu.validator.vendor.thaiopensource.relaxng.util.Driver"
        command = [tools.java(), "-cp", str(tools.vnu()), jing, schema, *map(str, made)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_what_scholars_ask_for(edited: Site) -> None:
    """Misprints, terms, readings, notes, formulas, speeches, states and links are TEI's own elements."""
    assert main(["accept", "one", "--translation", "en", "--date", "2026-05-01", "p2"]) == 0
    source = edited.root / "content/articles/one/zh-Hant.md"
    source.write_text(source.read_text("utf-8").replace("如此！", "如此一來！"), "utf-8")
    assert main(["export", "tei", "one"]) == 0
    root = read("one.xml")
    assert texts(root, "//t:choice/t:sic | //t:choice/t:corr") == ["DeepSee", "DeepSeek"]
    assert texts(root, "//t:term[@ref='#g-distillation']")[:3] == ["蒸餾", "蒸餾", "Distillation"]
    assert texts(root, "//t:figure/t:head") == ["說明一行"]
    assert texts(root, "//t:ruby/*") == ["模型", "móxíng"]
    assert texts(root, "//t:formula[@notation='TeX']") == ["x^2<y", "E = mc^2"]
    assert texts(root, "//t:seg[@type='noted']") == ["題目", "如此", "註腳"]
    assert texts(root, "//t:sp[@who='#who-a']/t:speaker") == ["甲：", "A:"]
    assert texts(root, "//t:ab[@type='bio']")[0].startswith("作者")
    assert root.xpath("//t:note[@place='foot']/@n", namespaces=TEI) == ["1", "3", "2"]
    (link,) = root.xpath("//t:linkGrp[@type='translation']/t:link[contains(@target, '#p2 ')]", namespaces=TEI)
    assert (link.get("target"), link.get("ana")) == ("#p2 #en-p2", "#state-reviewed #state-stale")
    assert "#p3 #en-p3 #en-p3.2" in root.xpath("//t:linkGrp/t:link/@target", namespaces=TEI)
    assert root.xpath("//t:linkGrp[@type='sentences']/t:link/@target", namespaces=TEI)
    (change,) = root.xpath("//t:revisionDesc/t:change", namespaces=TEI)
    assert (change.get("when"), change.get("target")) == ("2026-05-01", "#en-p2")
    assert root.xpath("//t:availability/@status", namespaces=TEI) == ["free"]
    assert texts(root, "//t:entry[@xml:id='g-distillation']//t:orth")[:3] == ["蒸餾", "提純", "distillation"]


def test_only_the_translations_that_are_asked_for_and_the_same_bytes(edited: Site) -> None:
    assert main(["export", "tei", "one", "--out", "a"]) == 0
    assert main(["export", "tei", "one", "--out", "b"]) == 0
    assert Path("a/one.xml").read_bytes() == Path("b/one.xml").read_bytes()
    assert main(["export", "tei", "one", "--lang", "de"]) == 0
    assert read("one.xml").xpath("//t:text/@type", namespaces=TEI) == ["source"]
