"""DOCX and EPUB as articles: the title, short paragraphs, chapters, formulas and readings."""

from __future__ import annotations

import pytest
from importers.test_containers import EPUB, OPF, PACKAGE_REL, REL, W, packed, paragraph

from yizhu.content.faults import Faults
from yizhu.importers import draft_from
from yizhu.importers.markdown.writer import article_markdown

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
TEXT = ("這座城市在三十年之間變成今日的模樣，記者走訪了許多人。", "短句。", "「他來了嗎？」", "還沒。")
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    for id, name in (("Title", "Title"), ("a3", "Title"), ("Heading1", "heading 1"))
)


def docx(*body: str) -> str:
    data = packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE_REL}">'
            f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {W} {M}><w:body>{''.join(body)}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
        }
    )
    return article_markdown(draft_from(data, name="a.docx"))


def bold(text: str) -> str:
    run = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run}</w:p>'


def formula(inner: str) -> str:
    return f"<w:p><w:r><w:t>公式</w:t></w:r><m:oMath>{inner}</m:oMath><w:r><w:t>很有名。</w:t></w:r></w:p>"


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize("title", [paragraph("城市", "Title"), paragraph("城市", "a3"), bold("城市")])
def test_title_of_a_word_file(title: str) -> None:
    """Word's Title style gives the title, else a first line in bold alone; all below it is the text."""
    text = docx(title, *map(paragraph, TEXT))
    assert text.startswith("---\ntitle: 城市\n")
    assert text.endswith("---\n\n" + "\n\n".join(TEXT) + "\n")


def test_bold_within_a_text_is_no_title() -> None:
    """A first paragraph that is a sentence, or bold as others are, is no title."""
    with pytest.raises(Faults, match="no title"):
        docx(bold("這是正文的第一句，也用粗體排印。"), *map(paragraph, TEXT))
    with pytest.raises(Faults, match="no title"):
        docx(*map(paragraph, TEXT))


@pytest.mark.parametrize(
    ("inner", "tex"),
    [
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>", "x^2"),
        (f"<m:f><m:num>{run('1')}</m:num><m:den>{run('2')}</m:den></m:f>", r"\frac{1}{2}"),
        (f"<m:rad><m:deg/><m:e>{run('α')}</m:e></m:rad>", r"\sqrt{\alpha}"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{run("i=1")}</m:sub><m:sup>{run("n")}</m:sup><m:e>{run("i")}</m:e></m:nary>', r"\sum_{i=1}^n i"),
        (f"<m:d><m:e><m:func><m:fName>{run('sin')}</m:fName><m:e>{run('x')}</m:e></m:func></m:e></m:d>", r"\left(\sin x\right)"),
    ],
)  # fmt: skip
def test_formulas_of_a_word_file(inner: str, tex: str) -> None:
    """Word's formulas stand in their sentences as TeX."""
    assert f"公式${tex}$很有名。" in docx(paragraph("城市", "Title"), formula(inner), *map(paragraph, TEXT))


def test_readings_of_a_word_file() -> None:
    """A word with a reading above it stays, with its reading."""
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yì</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>譯</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    inner = f"<w:p><w:r><w:t>名為</w:t></w:r>{ruby}<w:r><w:t>注。</w:t></w:r></w:p>"
    assert "名為[譯]{reading=yì}注。" in docx(paragraph("城市", "Title"), inner, *map(paragraph, TEXT))


def test_a_book_is_kept_whole() -> None:
    """An EPUB's headings, short paragraphs and notes are all kept; no word of a menu's is one there."""
    first = (
        '<h2>第一章 開始</h2><p>他說了一句話。<a epub:type="noteref" href="#n1">1</a></p><p>分享到此。</p>'
        '<aside epub:type="footnote" id="n1"><p>這是註。</p></aside>'
    )
    second = "<h2>第二章 後來</h2><p>相關文章</p><p>她說這樣就好，於是我們都走了。</p>"
    book = EPUB | {
        "OEBPS/p.opf": OPF.replace("<dc:title>題<", "<dc:title>城市<"),
        "OEBPS/text/一.xhtml": f"<html><body>\n{first}</body></html>",
        "OEBPS/text/two.xhtml": f"<html><body>{second}</body></html>",
    }
    text = article_markdown(draft_from(packed(book), name="a.epub"))
    assert text.split("---\n\n", 1)[1] == (
        "## 第一章 開始\n\n他說了一句話。[^1]\n\n分享到此。\n\n[^1]: 這是註。\n\n"
        "## 第二章 後來\n\n相關文章\n\n她說這樣就好，於是我們都走了。\n"
    )
