"""A page in two languages becomes a text and its translation."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from yizhu.cli import main
from yizhu.content.faults import Faults
from yizhu.importers import EditorStatements, draft_from, preview_page
from yizhu.importers.markdown.writer import article_markdown, translation_markdown
from yizhu.importers.model.draft import Draft, find_unaccounted

PAIRS = [
    ("這座城市在三十年之間變成今日的模樣。", "This is how the city became what it is in thirty years."),
    ("當年的工廠早已遷走。", "The factories of those days have long moved away."),
    ("市政府將公布新的計畫。", "The city will publish a new plan."),
    ("大家都很高興。", "Everybody is glad."),
]


def draft(body: str, split: bool | None = None, lang: str | None = None, title: str = "城市 A City") -> Draft:
    page = (
        f'<!DOCTYPE html><html lang="zh-TW"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
    found = draft_from(page.encode(), name="page.html", stated=EditorStatements(split=split), lang=lang)
    assert not find_unaccounted(found)
    return found


def body_of(text: str) -> list[str]:
    return text.split("---\n\n", 1)[1].strip().split("\n\n")


ALTERNATING = "".join(f"<p>{one}</p><p>{other}</p>" for one, other in PAIRS)
TABLE = f"<table>{''.join(f'<tr><td>{one}</td><td>{other}</td></tr>' for one, other in PAIRS)}</table>"
HEADED = TABLE.replace("<table>", "<table><tr><th>中文</th><th>English</th></tr>")
IN_RUNS = "".join(
    f"<p>{a[0]}</p><p>{b[0]}</p><p>{a[1]}</p><p>{b[1]}</p>" for a, b in (PAIRS[:2], PAIRS[2:], PAIRS[:2])
)


@pytest.mark.parametrize("body", [ALTERNATING, TABLE, HEADED])
def test_a_page_in_two_languages(body: str) -> None:
    """Paragraphs that take turns, and a table of two columns, become two texts of the same passages."""
    found = draft(body)
    assert found.translation is not None
    assert (found.language.tag, found.translation.language.tag) == ("zh-Hant", "en")
    assert (found.meta.title, found.translation.title) == ("城市", "A City")
    assert body_of(article_markdown(found)) == [one for one, _ in PAIRS]
    assert body_of(translation_markdown(found)) == [other for _, other in PAIRS]


# Names in Latin letters outnumber the Chinese words about them; English quotes Chinese; numbers open and close.
TROUBLE = [
    ("GPT-4o、Claude 3.5、Llama 3、Qwen 2都在MMLU上考過。", "GPT-4o, Claude 3.5, Llama 3 and Qwen 2 all sat for MMLU."),
    ("所謂「蒸餾」，就是讓小模型模仿大模型。", "What is called 蒸餾 (distillation) is a small model that imitates a large one."),
    ("1984年，他們離開了Bell Labs。", "In 1984 they left Bell Labs."),
    ("「我們沒有錢，」Kevin Murphy說。", "“We had no money,” said Kevin Murphy."),
]  # fmt: skip


def each(form: str, *, pairs: list[tuple[str, str]] = TROUBLE) -> str:
    return "".join(form.format(zh=one, en=other) for one, other in pairs)


def halves(form: str, between: str = "") -> str:
    return between.join("".join(form.format(pair[side]) for pair in TROUBLE) for side in (0, 1))


ROWS = each("<tr><td>{zh}</td><td>{en}</td></tr>")
KINDS = {
    "text first": each("<p>{zh}</p><p>{en}</p>"),
    "lines of one paragraph": each("<p>{zh}<br>{en}</p>"),
    "lines, parted by empty ones": f"<div>{each('{zh}<br>{en}<br><br>')}</div>",
    "sentences of one paragraph": each("<p>{zh} {en}</p>"),
    "marked spans": each('<p><span lang="zh">{zh}</span> / <span lang="en">{en}</span></p>'),
    "marked paragraphs": each('<p lang="zh-TW">{zh}</p><p lang="en">{en}</p>'),
    "two halves": halves("<p>{}</p>", "<hr>"),
    "boxes side by side": f"<div><div>{halves('<p>{}</p>', '</div><div>')}</div></div>",
    "a box for each pair": each("<div><div>{zh}</div><div>{en}</div></div>"),
    "a hidden tab": f"<div>{halves('<p>{}</p>', '</div><div hidden>')}</div>",
    "long names of columns": f"<table><tr><th>原文（繁體）</th><th>English translation</th></tr>{ROWS}</table>",
    "numbered rows": f"<table>{each('<tr><td>1.</td><td>{zh}</td><td>{en}</td></tr>')}</table>",
    "brackets": each("<p>{zh}（{en}）</p>"),
    "sentences with a bar": each("<p>{zh} / {en}</p>"),
    "names of the languages": each("<p>中：{zh}</p><p>英：{en}</p>"),
    "folded": each("<p>{zh}</p><details><summary>English</summary><p>{en}</p></details>"),
    "pinyin between": "<table><tr><th>漢字</th><th>Pinyin</th><th>English</th></tr>"
    + each("<tr><td>{zh}</td><td>tā shuō xiǎo móxíng hěn hǎo</td><td>{en}</td></tr>")
    + "</table>",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_way_to_set_two_languages(kind: str) -> None:
    """Whatever way a page sets two languages, each passage stands beside its translation."""
    found = draft(KINDS[kind])
    assert found.doubt == ""
    assert body_of(article_markdown(found)) == [one for one, _ in TROUBLE]
    assert body_of(translation_markdown(found)) == [other for _, other in TROUBLE]


def test_what_stands_between_the_pairs() -> None:
    """Headings, lists, quotations and captions are parted; pictures, code and rules stand in both texts."""
    found = draft(
        "<h2>開始 The beginning</h2>"
        + each("<p>{zh}</p><p>{en}</p>")
        + "<pre><code>pip install torch</code></pre><hr><h2>結尾</h2><h2>The end</h2>"
        + f"<ol>{each('<li>{zh}<br>{en}</li>', pairs=TROUBLE[:2])}</ol>"
        + "<blockquote><p>誰寫的？</p><p>Who wrote it?</p></blockquote>"
        + '<figure><img src="https://e.org/a.png" alt="圖"><figcaption>機器 The machine</figcaption></figure>'
    )
    texts = [body_of(text(found)) for text in (article_markdown, translation_markdown)]
    assert texts == [
        [
            f"## {head}", *(pair[side] for pair in TROUBLE), "```\npip install torch\n```", "---", f"## {end}",
            f"1. {TROUBLE[0][side]}\n2. {TROUBLE[1][side]}", f"> {who}", f"![圖](https://e.org/a.png)\\\n{caption}",
        ]
        for side, head, end, who, caption in (
            (0, "開始", "結尾", "誰寫的？", "機器"), (1, "The beginning", "The end", "Who wrote it?", "The machine"),
        )
    ]  # fmt: skip


def test_what_has_no_counterpart_is_told() -> None:
    """A passage without its translation stands alone, and the import says which it is."""
    cells = each("<tr><td>{zh}</td><td>{en}</td></tr>", pairs=[*TROUBLE[:2], ("誰也不知道。", "")])
    rows = draft(f"<table>{cells}{each('<tr><td>{zh}</td><td>{en}</td></tr>', pairs=TROUBLE[2:])}</table>")
    assert rows.doubt == "no en beside p3 (誰也不知道。)"
    late = draft(each("<p>{zh}</p><p>{en}</p>") + "<p>Printed with the kind leave of the editors.</p>")
    assert late.doubt == "no zh-Hant beside Printed with the kind le…"
    some = draft(each("<p>{zh}</p>") + each("<p>{en}</p>", pairs=TROUBLE[:3]))
    assert some.translation is None
    assert some.doubt.startswith("3 of 7 passages are in another language: if they translate")


TALK = [
    ("記者：您為什麼離開？", "Reporter: Why did you leave?"),
    ("陳志雲：因為會議太多了。", "Chan Chi-wan: Because there were too many meetings."),
    ("記者：後來呢？", "Reporter: And then what happened?"),
    ("陳志雲：後來就一直做到現在，十二年了。", "Chan Chi-wan: Then I went on until today, for twelve years."),
]


def test_an_interview_in_two_languages() -> None:
    """Whoever speaks has one id, and a name in each language; questions in one, answers in the other are one text."""
    found = draft(each("<p>{zh}</p><p>{en}</p>", pairs=TALK))
    assert article_markdown(found).endswith(
        "speakers:\n  ji-zhe: {zh-Hant: 記者}\n  chen-zhiyun: {zh-Hant: 陳志雲}\n---\n\n"
        + "\n\n".join(f"**{one.replace('：', '：**')}" for one, _ in TALK)
        + "\n"
    )
    assert "speakers: {ji-zhe: Reporter, chen-zhiyun: Chan Chi-wan}\n---" in translation_markdown(found)
    crossed = [(TALK[0][0], TALK[1][1]), (TALK[2][0], TALK[3][1])] * 2
    assert draft(each("<p>{zh}</p><p>{en}</p>", pairs=crossed)).translation is None


def test_the_preview_shows_both() -> None:
    """Every passage of either language is seen to be kept."""
    page = preview_page(draft(KINDS["text first"]))
    assert all(escape(said) in page for pair in TROUBLE for said in pair)


def test_of_three_languages_two_are_taken() -> None:
    """The first two columns are the text and its translation; that a third is left out is told."""
    names = "<tr><th>中文</th><th>English</th><th>日本語</th></tr>"
    rows = each("<tr><td>{zh}</td><td>{en}</td><td>これは日本語の文章です。</td></tr>")
    found = draft(f"<table>{names}{rows}</table>")
    assert body_of(translation_markdown(found)) == [other for _, other in TROUBLE]
    assert found.doubt == "a third language of a table is left out"


@pytest.mark.parametrize("title", ["城市（A City）", "A City 城市"])
def test_a_title_in_both(title: str) -> None:
    """It is parted at its brackets or its space."""
    found = draft(ALTERNATING, title=title)
    assert found.translation is not None
    assert (found.meta.title, found.translation.title) == ("城市", "A City")


MARKDOWN = {
    "paragraphs": each("{zh}\n\n{en}\n\n"),
    "lines": each("{zh}\n{en}\n\n"),
    "a table": f"| 中文 | English |\n|---|---|\n{each('| {zh} | {en} |' + chr(10))}",
}


@pytest.mark.parametrize("kind", MARKDOWN)
def test_markdown_is_parted_by_the_same_rule(kind: str) -> None:
    """A Markdown file keeps its front matter and its notes on either side, word for word."""
    text = f"---\ntitle: 城市 A City\nauthors: [林悅]\n---\n\n{MARKDOWN[kind]}"
    text = text.replace("考過。", "考過。[^1]").replace("MMLU.", "MMLU.[^1]") + "\n\n[^1]: 2024\n"
    found = draft_from(text.encode(), name="m.md")
    assert found.doubt == ""
    for side, written in enumerate((article_markdown(found), translation_markdown(found))):
        noted = [pair[side] for pair in TROUBLE]
        assert body_of(written) == [f"{noted[0]}[^1]", *noted[1:], "[^1]: 2024"]
    assert article_markdown(found).startswith("---\ntitle: 城市\nauthors: [林悅]\n")


@pytest.mark.parametrize("form", ["{zh}\n{en}\n", "{zh}\t{en}\n", "{zh}\n\n{en}\n\n"])
def test_dumps_are_parted_by_the_same_rule(form: str) -> None:
    """Lines of a dump that take turns, or stand side by side."""
    found = draft_from(f"城市 A City\n{each(form)}".encode(), name="page.txt")
    assert body_of(article_markdown(found)) == [one for one, _ in TROUBLE]
    assert body_of(translation_markdown(found)) == [other for _, other in TROUBLE]


def test_the_editor_says_which_is_the_text() -> None:
    """The language that --lang names is the text's; the other is the translation."""
    found = draft(ALTERNATING, lang="en")
    assert found.language.tag == "en"
    assert found.translation is not None
    assert found.translation.language.tag == "zh-Hant"
    assert body_of(article_markdown(found)) == [other for _, other in PAIRS]


def test_passages_that_are_not_one_for_one() -> None:
    """Where one paragraph answers two, the translation says which."""
    (a, b), (c, d), (e, f), (g, h) = PAIRS
    found = draft(
        f"<p>{a}</p><p>{b}</p><p>{c}</p><p>{e}</p><p>{d} {f}</p><p>{g}</p><p>{h}</p><p>{f}</p>", split=True
    )
    assert body_of(translation_markdown(found)) == [
        *(f"{{from=p1}}\n{b}", f"{{from=p2-p3}}\n{d} {f}", f"{{from=p4}}\n{h}", f"{{from=p4}}\n{f}")
    ]
    assert len(body_of(translation_markdown(draft(IN_RUNS)))) == 6


def test_quotations_in_another_language_stay() -> None:
    """A text that quotes another language once or twice is one text, unless the editor says otherwise."""
    few = "".join(f"<p>{one}</p><p>{other}</p>" for one, other in PAIRS[:2])
    assert draft(few).translation is None
    assert draft(few, split=True).translation is not None
    assert draft(ALTERNATING, split=False).translation is None
    with pytest.raises(Faults, match="not in two languages"):
        draft("".join(f"<p>{one}</p>" for one, _ in PAIRS), split=True)


def test_both_files_are_written_and_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both texts stand in the article's folder, with the title and author that the editor states, and a build reads them."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "."]) == 0
    Path("page.html").write_text(
        f"<html><title>x</title><body><article>{ALTERNATING}</article></body></html>", "utf-8"
    )
    asked = ["--title", "城市三十年", "--author", "林悅", "--author", "A. Lin"]
    assert main(["import", "page.html", "--slug", "city", *asked]) == 0
    folder = Path("content/articles/city")
    assert "title: 城市三十年\nauthors: [林悅, A. Lin]\n" in (folder / "zh-Hant.md").read_text("utf-8")
    assert (folder / "en.md").read_text("utf-8").startswith('---\ntitle: "…"\nstatus: draft\n')
    assert main(["build", "--drafts"]) == 0
    pages = [page.read_text("utf-8") for page in Path("site").rglob("*city*/index.html")]
    assert any(PAIRS[1][0] in page and PAIRS[1][1] in page for page in pages)
