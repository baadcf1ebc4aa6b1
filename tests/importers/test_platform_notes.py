"""Footnotes as platforms and books write them: each number is tied to its text, and nothing of either is lost."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from yizhu.importers import article_markdown, draft_from

P1 = "顶楼的菜地已经种到第八年，从一盆葱开始，如今有三十几种，夏天吃不完，就送给楼下的邻居们尝"
P2 = "土是最要紧的事，要先晒，再拌，然后养上一个月才下种子，这些道理是隔壁的老先生教给我的"
P3 = "每天去看一眼，就知道它们要什么了，这大概就是这些年里学会的全部，别的都是书上抄来的话。"
N1, N2 = "参见去年的市府公报。", "老先生姓陈。"
CASES: dict[str, str] = {}

CASES["Substack"] = (
    f'<div class="available-content"><div class="body markup"><p>{P1}<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1-9" href="https://a.substack.com/p/b#footnote-1-9" class="footnote-anchor">1</a>。</p>'
    f'<p>{P2}<a id="footnote-anchor-2-9" href="https://a.substack.com/p/b#footnote-2-9" class="footnote-anchor">2</a>。</p><p>{P3}</p>'
    f'<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1-9" href="#footnote-anchor-1-9" class="footnote-number">1</a><div class="footnote-content"><p>{N1}</p><p>还有后年的。</p></div></div>'
    f'<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-2-9" href="#footnote-anchor-2-9" class="footnote-number">2</a><div class="footnote-content"><p>{N2}</p></div></div></div></div>'
)
_ZHIHU = (
    '<article class="Post-Main"><h1 class="Post-Title">城里种菜</h1><div class="Post-RichTextContainer"><div class="RichText ztext">'
    f'<p>{P1}<sup data-text="{N1}" data-url="" data-numero="1" data-draft-type="reference"><a id="ref_1_0" href="#ref_1">[1]</a></sup>。</p>'
    f'<p>{P2}<sup data-text="{N2}" data-url="https://a.example/b" data-numero="2" data-draft-type="reference"><a id="ref_2_0" href="#ref_2">[2]</a></sup>。</p><p>{P3}</p>%s</div></div></article>'
)
CASES["Zhihu, its list shown"] = _ZHIHU % (
    f'<h2>参考</h2><ol class="ReferenceList"><li id="ref_1"><a class="ReferenceList-backLink" href="#ref_1_0">^</a><span>{N1}</span></li>'
    f'<li id="ref_2"><a class="ReferenceList-backLink" href="#ref_2_0">^</a><span>{N2}</span> <a class="external" href="https://a.example/b">https://a.example/b</a></li></ol>'
)
CASES["Zhihu, its list not loaded"] = _ZHIHU % ""
CASES["Ghost"] = (
    f'<section class="gh-content"><p>{P1}<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>。</p><p>{P2}<sup class="footnote-ref"><a href="#fn2" id="fnref2">[2]</a></sup>。</p><p>{P3}</p>'
    f'<hr class="footnotes-sep"><section class="footnotes"><ol class="footnotes-list"><li id="fn1" class="footnote-item"><p>{N1} <a href="#fnref1" class="footnote-backref">↩︎</a></p></li>'
    f'<li id="fn2" class="footnote-item"><p>{N2} <a href="#fnref2" class="footnote-backref">↩︎</a></p></li></ol></section></section>'
)
CASES["Google Docs"] = (
    f'<p>{P1}<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>。</p><p>{P2}<sup><a href="#ftnt2" id="ftnt_ref2">[2]</a></sup>。</p><p>{P3}</p><hr>'
    f'<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;{N1}</span></p></div><div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span>&nbsp;{N2}</span></p></div>'
)
CASES["easy-footnotes"] = (
    f'<article><p>{P1}<span id="easy-footnote-1-7" class="easy-footnote-margin-adjust"></span><span class="easy-footnote"><a href="https://a.example/b/#easy-footnote-bottom-1-7" title="{N1}"><sup>1</sup></a></span>。</p>'
    f'<p>{P2}<span id="easy-footnote-2-7" class="easy-footnote-margin-adjust"></span><span class="easy-footnote"><a href="https://a.example/b/#easy-footnote-bottom-2-7"><sup>2</sup></a></span>。</p><p>{P3}</p>'
    f'<ol class="easy-footnotes-wrapper"><li class="easy-footnote-single"><span id="easy-footnote-bottom-1-7" class="easy-footnote-margin-adjust"></span>{N1}<a class="easy-footnote-to-top" href="https://a.example/b/#easy-footnote-1-7"></a></li>'
    f'<li class="easy-footnote-single"><span id="easy-footnote-bottom-2-7" class="easy-footnote-margin-adjust"></span>{N2}<a class="easy-footnote-to-top" href="https://a.example/b/#easy-footnote-2-7"></a></li></ol></article>'
)
CASES["asides with types"] = (
    f'<p>{P1}<a epub:type="noteref" href="#n1">1</a>。</p><aside epub:type="footnote" id="n1"><p>{N1}</p></aside><p>{P2}<a role="doc-noteref" href="#n2">2</a>。</p><p>{P3}</p>'
    f'<aside role="doc-footnote" id="n2" hidden><p>{N2}</p></aside>'
)
CASES["folded away within their numbers"] = (
    f'<article><p>{P1}<span title="{N1}" class="inline-footnote">1<span class="footnoteContent" style="display:none;">{N1}</span></span>。</p>'
    f'<p>{P2}<sup>[2]<span style="display: none">{N2}</span></sup>。</p><p>{P3}</p></article>'
)
CASES["raised numbers without links"] = (
    f"<article><p>{P1}<sup>1</sup>。</p><p>{P2}<sup>2</sup>。</p><p>{P3}</p><p><sup>1</sup> {N1}</p><p><b><sup>2</sup></b> {N2}</p></article>"
)
CASES["raised numbers and a list of notes"] = (
    f'<article><p>{P1}<sup class="note-ref">1</sup>。</p><p>{P2}<sup class="note-ref">2</sup>。</p><p>{P3}</p></article>'
    f'<div class="post-footnotes"><h4>注释</h4><ol><li>{N1}</li><li>{N2}</li></ol></div>'
)
CASES["links that lost their goals"] = (
    f'<article><p>{P1}<sup><a href="#_ftn1">[1]</a></sup>。</p><p>{P2}<sup><a href="#_ftn2">[2]</a></sup>。</p><p>{P3}</p><hr>'
    f'<p><sup><a href="//6CB5#_ftnref1">[1]</a></sup> {N1}</p><p><sup><a href="//6CB5#_ftnref2">[2]</a></sup> {N2}</p></article>'
)
CASES["bold numbers below a rule"] = (
    f"<article><p>{P1}<sup>1</sup>。</p><p>{P2}<sup>2</sup>。</p><p>{P3}</p><hr><p><strong>1</strong> {N1}</p><p><strong>2</strong> {N2}</p></article>"
)
CASES["numbers beside their texts"] = (
    f'<article><p>{P1}<a href="#r1">[1]</a>。</p><p>{P2}<a href="#r2">[2]</a>。</p><p>{P3}</p>'
    f'<div><a id="r1">1.</a><div>{N1}</div></div><div><a id="r2">2.</a><div>{N2}</div></div></article>'
)

CASES["folded asides that an attribute names"] = (
    f'<article><p>{P1}<span class="mark" data-for="annot-fn-a"><a href="#">*</a></span>。</p><p>{P2}<a href="javascript:void(0)" aria-details="annot-fn-b">†</a>。</p><p>{P3}</p>'
    f'<aside hidden id="annot-fn-a">{N1}</aside><aside style="display: none" id="annot-fn-b">{N2}</aside></article>'
)
CASES["a foot that a script leads to"] = (
    f'<article><p>{P1}<sup><a href="javascript:;" id="fnback-1" onclick="jump(\'fn-1\')">1</a></sup>。</p><p>{P2}<sup><a href="javascript:;" id="fnback-2" onclick="jump(\'fn-2\')">2</a></sup>。</p><p>{P3}</p></article>'
    f'<div class="notes-footer"><div class="footer" id="fn-1"><a href="javascript:;" onclick="jump(\'fnback-1\')">1</a>. {N1}</div><div class="footer" id="fn-2"><a href="javascript:;" onclick="jump(\'fnback-2\')">2</a>. {N2}</div></div>'
)
CASES["said again in the margin"] = (
    f'<article><p>{P1}<sup><a href="#n1" id="r1">1</a></sup><span class="margin"><b>1.</b> {N1}</span>。</p><p>{P2}<a href="#n2" id="r2">[2]</a><small>{N2}</small>。</p><p>{P3}</p>'
    f'<ol><li id="n1">{N1}<a href="#r1">↩</a></li><li id="n2">{N2}<a href="#r2">↩</a></li></ol></article>'
)
CASES["numbers alone above their texts"] = (
    f'<div><p>{P1}<a id="at1" href="#f1"><sup>1</sup></a>。</p><p>{P2}<a id="at2" href="#f2"><sup>2</sup></a>。</p><p>{P3}</p></div><div class="foot"><hr><h4>注释</h4>'
    f'<h6><a id="f1" href="#at1">(1)</a></h6><p>{N1}</p><p>还有后年的。</p><h6><a id="f2" href="#at2">(2)</a></h6><p>{N2}</p></div><hr><div><a href="/">目录</a></div>'
)


def written(body: str) -> str:
    head = '<meta charset="utf-8"><title>城里种菜</title><link rel="canonical" href="https://a.substack.com/p/b">'
    page = f'<!DOCTYPE html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'
    return article_markdown(draft_from(page.encode(), name="page.html"))


@pytest.mark.parametrize("body", CASES.values(), ids=CASES)
def test_notes_of_platforms(body: str) -> None:
    """Each number in the text is a reference, and its text stands below, said once."""
    found = written(body)
    assert f"{P1}[^1]。" in found
    assert f"{P2}[^2]。" in found
    assert re.search(rf"^\[\^1\]: {N1}", found, re.M)
    assert re.search(rf"^\[\^2\]: {N2}", found, re.M)
    assert found.count(N1) == found.count(N2) == 1
    assert "还有后年的" in found or "还有后年的" not in body


def test_powers_and_isotopes_are_no_notes() -> None:
    """A raised number that does not count is left where it is."""
    found = written(
        f"<article><p>{P1}，共十平方米，即十m<sup>2</sup>。</p><p><sup>14</sup>C定年法，{P2}。</p><p>{P3}</p></article>"
    )
    assert "[^" not in found
    assert "[2]{sup}" in found


def epub(files: dict[str, str], spine: str) -> bytes:
    """A book whose files are given; ``spine`` lists them, those out of the reading order with a minus."""
    names = spine.split()
    items = "".join(
        f'<item id="i{n}" href="{name.strip("-")}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(names)
    )
    no = (' linear="no"' if name[0] == "-" else "" for name in names)
    refs = "".join(f'<itemref idref="i{n}"{said}/>' for n, said in enumerate(no))
    package = f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>城里种菜</dc:title><dc:language>zh-CN</dc:language></metadata><manifest>{items}</manifest><spine>{refs}</spine></package>'
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {"META-INF/container.xml": container, "OPS/p.opf": package}.items():
            archive.writestr(name, text)
        for name, text in files.items():
            archive.writestr(
                f"OPS/{name}",
                f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head/><body>{text}</body></html>',
            )
    return out.getvalue()


def test_notes_across_the_files_of_a_book() -> None:
    """A file of notes out of the reading order is read, and ids that two files share are kept apart."""
    book = epub(
        {
            "one.xhtml": f'<h2>第一章</h2><p>{P1}<a epub:type="noteref" href="notes.xhtml#n1">1</a>。</p><p>{P3}</p>',
            "two.xhtml": f'<h2>第二章</h2><p>{P2}<a epub:type="noteref" href="#n1">2</a>。</p><p>{P3}</p><aside epub:type="footnote" id="n1"><p>{N2}</p></aside>',
            "notes.xhtml": f'<section epub:type="endnotes"><ol><li id="n1" epub:type="endnote"><p>{N1} <a href="one.xhtml#r1">↩</a></p></li></ol></section>',
            "cover.xhtml": "<p>封面上的字，与正文无关，谁也没有提到它，所以不在文章里。</p>",
        },
        "one.xhtml two.xhtml -notes.xhtml -cover.xhtml",
    )
    found = article_markdown(draft_from(book, name="book.epub"))
    assert f"{P1}[^1]。" in found
    assert f"{P2}[^2]。" in found
    assert f"[^1]: {N1}" in found
    assert f"[^2]: {N2}" in found
    assert "封面" not in found
