"""Whatever a source shows is in the article or in its receipt: evaluation/receipts.py, on one small file of each kind."""

from __future__ import annotations

import pytest
from test_containers import EPUB, OPF, PACKAGE_REL, REL, W, docx, packed, paragraph
from testbed import REPO, load_evaluation

from yizhu.importers import as_json, draft_from

PROGRAM = load_evaluation("receipts")
PROSE = "他說，開源社區的價格越來越便宜，大家都可以用，這座城市在三十年之間變成今日的模樣。"
PAGE = f"""<html lang="zh-Hant"><title>城市的三十年</title><body><nav>首頁 <input type="submit" value="搜尋"></nav>
<article><h1>城市的三十年</h1><p>{PROSE}前面<input value="填的字">和<button>鈕上字</button>又<textarea>區內字</textarea>與
<select><option>甲選</option><option selected>乙選</option></select>之後<label>標籤字</label>的一句話<sup><a href="#n1">1</a></sup>。</p>
<hr><p>{PROSE}<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字<img src="a.png" alt="圖裡的字">，<q>引的話</q>，<svg><text>畫中字</text></svg>，
<span style="display:none">藏著的</span><span class="sr-only">念出來的</span><noscript>無程式時</noscript>到此為止。</p>
<details><summary>摘要行</summary><p>{PROSE}</p></details><iframe title="一部片" src="https://a.example/b"></iframe>
<table><caption>表題</caption><thead><th>頭甲</th><th>頭乙</th></thead><tfoot><tr><td>腳甲</td><td>腳乙</td></tr></tfoot><tr><td>甲格</td><td>乙格</td></tr>
<tr><td>丙格</td><td>丁格</td></tr></table><form><label>姓名<input placeholder="x" value="小林"></label></form>
<pre><span class="ln">1</span>a = 1
<span class="ln">2</span>b = 2</pre><template shadowrootmode="open"><p>{PROSE}影中</p></template>
<ol class="footnotes"><li id="n1">註一的話。</li></ol></article><footer>版權所有 <svg><text>標誌</text></svg></footer></body></html>"""
MARKDOWN = f"""---
title: 題
author: 小林
foo: 別的
---

{PROSE}[^1] <!-- 注解 --> [連][a]

<div>區塊</div>

[^1]: 叫了的註。

[a]: https://a.example "連結的題"
"""


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _word() -> bytes:
    """A Word file with a change, a field, a text box, notes, a comment and a header."""
    box = "<b:txbx xmlns:b='b'><w:txbxContent>" + paragraph("框中字") + "</w:txbxContent></b:txbx>"
    body = f"""{paragraph("節", "Heading1")}<w:p>{_run(PROSE)}<w:del><w:r><w:delText>刪的</w:delText></w:r></w:del>
<w:ins>{_run("增的")}</w:ins><w:fldSimple w:instr="DATE">{_run("某日")}</w:fldSimple><w:bdo>{_run("雙向")}</w:bdo>
<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:p>{_run("前")}<w:r><w:drawing>{box}</w:drawing></w:r>{_run("後")}</w:p>"""
    links = "".join(
        f'<Relationship Id="{kind}" Type="{REL}/{kind}" Target="{kind}.xml"/>'
        for kind in ("footnotes", "comments")
    )
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(said)}</w:footnote>' for n, said in ((2, "叫的"), (3, "沒叫的"))
    )
    parts = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE_REL}">{links}</Relationships>',
        "word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>",
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="1">{paragraph("批註")}</w:comment></w:comments>',
        "word/header1.xml": f"<w:hdr {W}>{paragraph('頁首')}</w:hdr>",
    }
    return docx(body, parts)


def _book() -> bytes:
    """A book with a page that is hidden in part, and pages to which nothing leads."""
    more = '<item id="y" href="y.xhtml"/><item id="z" href="z.xhtml"/><item id="b"'
    opf = OPF.replace('<item id="b"', more).replace("</spine>", '<itemref idref="y" linear="no"/></spine>')
    two = f"<html><body><p>{PROSE}</p><p hidden='hidden'>藏的</p></body></html>"
    pages = {f"OEBPS/{name}.xhtml": f"<html><body><p>旁邊{name}</p></body></html>" for name in "yz"}
    return packed(EPUB | {"OEBPS/p.opf": opf, "OEBPS/text/two.xhtml": two} | pages)


SOURCES = {
    "page.html": PAGE.encode(),
    "text.md": MARKDOWN.encode(),
    "dump.txt": (REPO / "tests" / "data" / "deepseek-interview.txt").read_bytes(),
    "word.docx": _word(),
    "book.epub": _book(),
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_word_of_a_source(name: str) -> None:
    """Each word that a source shows is kept or told with a reason, and each sentence kept reads as it does there."""
    account = PROGRAM.account_for(SOURCES[name], name)
    assert not account.refused
    assert (account.missing, account.other) == ((), ())


def test_a_field_amid_a_sentence() -> None:
    """What a button, a blank or a choice shows amid a sentence is words of it, and parts no paragraph."""
    shown = as_json(draft_from(SOURCES["page.html"], name="page.html"))
    assert "前面 填的字 和 鈕上字 又".replace(" ", "") in shown["blocks"][0]["text"].replace(" ", "")
    assert "乙選之後標籤字的一句話" in shown["blocks"][0]["text"].replace(" ", "")


def test_the_program_tells_what_is_lost() -> None:
    """A word that no file and no line of the receipt has is told, and so is a sentence that was changed."""
    piece = load_evaluation("source_words").piece_of("他說開源")
    assert PROGRAM.find_missing([piece], ["他說源"]) == [(["他", "說", "開", "源"], [2])]
    assert PROGRAM.find_other_sentences([piece], ["他說。說開源"]) == (2, [])
    assert PROGRAM.find_other_sentences([piece], ["他說源"]) == (1, ["他說源"])


def test_a_page_without_a_body() -> None:
    """What stands behind the title is the page's text, also where no tag opens the body."""
    page = f"<!DOCTYPE html><title>題</title><main><h1>題</h1><p>{PROSE}</p></main><p>之外。</p>"
    account = PROGRAM.account_for(page.encode(), "page.html")
    assert (account.refused, account.missing, account.sentences) == ("", (), 1)


def test_an_address_that_no_build_takes() -> None:
    """What a page gives as its address, and no build would take for one, is left out of the front matter."""
    house = '{"@type":"NewsArticle","publisher":{"name":"島聞報","url":"https://a..b!/"}}'
    page = (
        "<title>題</title><link rel=canonical href='https://a..b!/c'>"
        f"<script type='application/ld+json'>{house}</script><article><h1>題</h1><p>{PROSE}</p></article>"
    )
    meta = draft_from(page.encode(), name="page.html").meta
    assert (meta.source_url, meta.publication, meta.publication_url) == ("", "島聞報", "")


def test_a_rule_between_turns() -> None:
    """A rule that parts two turns of an interview stands between them in the article."""
    said = [
        "您怎麼看開源社區的價格越來越便宜這件事？",
        PROSE,
        "城市怎麼變了？",
        "三十年之間，記者走訪了許多人，他們都說，變成了今日的模樣。",
        "最後一個問題，您明年要去哪裡？",
        "我明年要去的地方很多，現在還說不準，到時再說，大家都會知道。",
    ]
    turns = "".join(
        f"<p>{'林悅' if at % 2 else '記者'}：{text}</p>{'<hr>' if at in (1, 3) else ''}"
        for at, text in enumerate(said)
    )
    page = f"<html lang=zh-Hant><title>專訪</title><article><h1>專訪</h1>{turns}</article></html>"
    draft = draft_from(page.encode(), name="page.html")
    assert [at for at, block in enumerate(draft.blocks) if block.markdown.endswith("\n\n---")] == [1, 3]
