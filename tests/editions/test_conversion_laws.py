"""What holds for any text that is converted: real sentences, any Han character, emoji, selectors, markup anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from testbed import REPO

from yizhu.chinese.converted_text import Replacement, convert_with_offsets
from yizhu.chinese.quotation_marks import CORNER, CURLY, choose_quote_style, convert_quotes
from yizhu.chinese.script_conversion import (
    CHARACTER_CONFIGS,
    convert_name,
    convert_text,
    default_config,
)
from yizhu.content.articles import read_article
from yizhu.content.model import ArticleFolder, ConversionOverride, Source, Text
from yizhu.content.prose import Block, Mark, Prose, inline_prose, select_marks
from yizhu.editions.edition import make_edition
from yizhu.editions.locale import Locale
from yizhu.editions.localization import Localization, add_article_wordings, localize
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.editions.vocabulary import make_localization, read_shipped_vocabulary

WORDS = read_shipped_vocabulary("taiwan-mainland")
ONE_TO_ONE = ("t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk", "t2hk", "tw2hk", "hk2tw")
CONFIGS = (*ONE_TO_ONE, *CHARACTER_CONFIGS)
SCRIPTS = ("zh-Hant", "zh-Hans", "zh-Hant-HK")


@cache
def sentences(simplified: bool) -> list[str]:
    """The sentences of the articles that come with Yizhu."""
    texts = sorted((REPO / "content" / "articles").glob("*/zh-Hant.md"))
    body = "".join(path.read_text("utf-8").split("---\n", 2)[2] for path in texts)
    found = [s for s in re.findall(r"[^。！？\n*\[\]{}`#>|]+[。！？]", body) if len(s) < 120]
    return [convert_text(s, "tw2s") for s in found] if simplified else found


# Any Han character: the first block, extensions A and B, compatibility, radicals; readings; what stands above the BMP.
HAN = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
    st.characters(min_codepoint=0xF900, max_codepoint=0xFAD9),
    st.characters(min_codepoint=0x2E80, max_codepoint=0x2FD5),
)
ODD = st.sampled_from(
    ["葛\U000e0100", "辻\ufe00", "☎\ufe0f", "👍🏽", "👩‍👩‍👧", "🇹🇼", "é", "e\u0301", "ㄧ", "ㄅㄆ", "か゚", "한", "İ",
     "\u200b", "\u3000", "\ufffc", "⿰亻尔", "“", "”", "‘", "’", "「", "」", "『", "』", "3.5兆", "十万亿", "-", "A1", " "]
)  # fmt: skip
CHANGED = st.sampled_from([str(entry[tag]) for entry in WORDS for tag in ("zh-Hant", "zh-Hans")])
AMBIGUOUS = st.sampled_from("后後發发髮里裡裏干乾幹面麵只隻台臺着著于於余餘云雲范範钟鐘鍾")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A piece of a real sentence, words that differ, any Han characters, and oddities, in any order."""
    real = st.sampled_from(sentences(draw(st.booleans()))).map(lambda s: s[: draw(st.integers(1, 40))])
    part = st.one_of(real, CHANGED, AMBIGUOUS, HAN, ODD)
    return "".join(draw(st.lists(part, min_size=1, max_size=7)))


@cache
def way_between(source: str, lang: str, config: str) -> Localization:
    return make_localization(source, lang, config, choose_quote_style(source, lang), (), WORDS)


# Any way between two scripts, also those by OpenCC's own vocabularies.
WAYS = [(a, b, default_config(a, b)) for a in SCRIPTS for b in SCRIPTS if a != b]
WAYS += [("zh-Hant", "zh-Hans", "tw2sp"), ("zh-Hans", "zh-Hant", "s2twp"), ("zh-Hant-HK", "zh-Hans", "hk2sp")]
ways = st.sampled_from(WAYS)
Way = tuple[str, str, str]  # by name, so that a failure can be read


@st.composite
def marked(draw: st.DrawFn) -> Prose:
    """A text with marks anywhere, crossing or not."""
    text = draw(texts())
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    kinds = st.sampled_from(
        ("strong", "em", "link", "use", "noted", "keep", "code", "lang", "no-term", "form", "sic")
    )
    attributes = (("lang", "zh-Hans"), ("form", "干"), ("sic", "乾"))
    given = draw(st.lists(st.tuples(spans, kinds), max_size=6))
    marks = tuple(Mark(min(span), max(span), kind, attributes) for span, kind in given if span[0] != span[1])
    middle = draw(st.integers(0, len(text)))
    return Prose(
        text, (Block("ul", 0, len(text), (Block("li", 0, middle), Block("li", middle, len(text)))),), marks
    )


@given(texts(), st.sampled_from(ONE_TO_ONE))
def test_a_character_for_a_character(text: str, config: str) -> None:
    """Configurations for characters keep every offset of any text, also beyond the basic plane."""
    assert len(convert_text(text, config)) == len(text)
    assert convert_with_offsets(text, config).offsets == tuple(range(len(text) + 1))


@given(texts(), st.sampled_from(CONFIGS), st.data())
def test_pieces_of_the_map_join_to_the_output(text: str, config: str, data: st.DataObject) -> None:
    """However the old text is cut, the converted parts follow each other and are the whole new text."""
    given = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, 4), texts()), max_size=3))
    pieces: list[Replacement] = []
    for start, length, said in sorted(given):
        if start >= (pieces[-1].end if pieces else 0) and start + length <= len(text):
            pieces.append(Replacement(start, start + length, said))
    converted = convert_with_offsets(text, config, pieces)
    cuts = sorted({0, len(text), *data.draw(st.sets(st.integers(0, len(text))))})
    images = [converted.text[converted.new_offset(a) : converted.new_offset(b)] for a, b in pairwise(cuts)]
    ahead = converted.text[: converted.new_offset(0)]  # what a piece puts in front of the first character
    assert ahead + "".join(images) == converted.text
    assert ahead in (
        "",
        *(p.text for p in pieces if p.end == 0),
        "".join(p.text for p in pieces if p.end == 0),
    )
    for piece in pieces:
        if piece.start < piece.end:
            assert converted.text[converted.new_offset(piece.start) :].startswith(piece.text)


@given(texts(), st.sampled_from(tuple(CHARACTER_CONFIGS)))
def test_words_of_opencc_move_nothing_else(text: str, config: str) -> None:
    """Offsets move only where OpenCC's vocabulary changes a word, and the text is OpenCC's."""
    converted = convert_with_offsets(text, config)
    assert converted.text == convert_text(text, config)
    if converted.text == convert_text(text, CHARACTER_CONFIGS[config]):
        assert converted.offsets == tuple(range(len(text) + 1))


@given(texts(), ways, st.data())
def test_half_a_word_in_bold_converts_the_same(text: str, by: Way, data: st.DataObject) -> None:
    """Emphasis, links, terms and notes anywhere do not change the converted text (头**发**)."""
    way = way_between(*by)
    spans = st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=5)
    kinds = st.sampled_from(("strong", "em", "link", "term", "use", "noted", "reading"))
    marks = tuple(
        Mark(min(span), max(span), data.draw(kinds)) for span in data.draw(spans) if span[0] != span[1]
    )
    assert (
        localize(replace(inline_prose(text), marks=marks), way).text == localize(inline_prose(text), way).text
    )


@given(marked(), ways)
def test_conversion_keeps_the_trees_shape(prose: Prose, by: Way) -> None:
    """Blocks stay the same, and marks (apart from misprints) keep their order and nesting."""
    way = way_between(*by)
    after = localize(prose, way)
    assert [_tags(block) for block in after.blocks] == [_tags(block) for block in prose.blocks]
    (outer,) = after.blocks
    first, second = outer.children
    assert (outer.start, outer.end) == (0, len(after.text))
    assert first.end == second.start
    old = [m for m in prose.marks if m.kind != "sic"]
    new = [m for m in after.marks if m.kind not in ("sic", "changed")]
    assert [m.kind for m in new] == [m.kind for m in old]
    for a, b in zip(old, new, strict=True):
        assert 0 <= b.start <= b.end <= len(after.text)
        for c, d in zip(old, new, strict=True):
            assert not (a.start <= c.start) or b.start <= d.start
            assert not (a.end <= c.end) or b.end <= d.end
            assert not (a.end <= c.start) or b.end <= d.start


def _tags(block: Block) -> tuple[str, list[object]]:
    return block.tag, [_tags(child) for child in block.children]


@given(marked(), ways)
def test_what_is_kept_is_kept(prose: Prose, by: Way) -> None:
    """Code, kept spans and other languages are not converted, unless a span gives a form."""
    way = way_between(*by)
    assume(not select_marks(prose, "form"))
    after = localize(prose, way)
    whole = [[m for m in p.marks if m.kind not in ("sic", "changed")] for p in (prose, after)]
    for old, new in zip(*whole, strict=True):
        if old.kind in ("keep", "code", "lang"):
            assert after.text[new.start : new.end] == prose.text[old.start : old.end]


@given(texts(), st.sampled_from(("zh-Hant", "zh-Hans")), st.data())
def test_a_notes_quote_goes_into_every_edition_and_back(text: str, lang: str, data: st.DataObject) -> None:
    """In each edition the noted words are the converted quote, and no character outside it."""
    text = re.sub(r"[\s\u200b\ufffc\\*_`\[\]<>&!|#~^-]", "", text)
    assume(text)
    body = f"字{text}尾"
    start = data.draw(st.integers(1, len(text)))
    quote = body[start : data.draw(st.integers(start + 1, len(text) + 1))]
    assume(len(re.findall(f"(?={re.escape(quote)})", body)) == 1)
    folder = ArticleFolder(
        "a", "a", ((lang, Source("a.md", f"---\ntitle: x\n---\n\n{body}\n")),),
        Source("n.yaml", f'- {{id: n, quote: "{quote}", kind: fact, text: {{en: x}}}}\n'), (), (lang,),
    )  # fmt: skip
    article = mark_terms(read_article(folder), TermSet(()))
    assume(article.source.passages[0].prose.text == body)
    for other in SCRIPTS:
        way = way_between(lang, other, default_config(lang, other)) if other != lang else Localization()
        edition = make_edition(article, Locale("e", other, way, (lang,)), "all")
        prose = edition.rows[0].text[0].prose
        (noted,) = select_marks(prose, "noted")
        letters = tuple(Mark(at, at + 1, "em") for at in range(len(body)))
        images = [
            (m.start, m.end)
            for m in localize(Prose(body, inline_prose(body).blocks, letters), way).marks
            if m.kind == "em"
        ]
        inside = [at for at, (a, b) in enumerate(images) if noted.start <= a and b <= noted.end and a < b]
        expected = [at for at in range(start, start + len(quote)) if images[at][0] < images[at][1]]
        assert (noted.start, noted.end) == (images[start][0], images[start + len(quote) - 1][1])
        assert inside == expected
        assert [e.passage for e in edition.notes] == ["p1"]


@given(texts(), st.sampled_from((CORNER, CURLY)), st.data())
def test_quotation_marks_are_changed_one_by_one(text: str, habit: str, data: st.DataObject) -> None:
    """Each mark becomes one mark; nothing else changes, and nothing in kept spans."""
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda span: tuple(sorted(span))
    )
    kept = data.draw(st.lists(spans, max_size=2))
    new = convert_quotes(text, habit, kept)
    assert len(new) == len(text)
    changed = [at for at in range(len(text)) if new[at] != text[at]]
    assert all(text[at] in "“”‘’「」『』" and new[at] in "“”‘’「」『』" for at in changed)
    assert not any(start <= at < end for at in changed for start, end in kept)


quoted = st.recursive(
    st.text("網路好，GPU’", min_size=1, max_size=4).filter(lambda t: "’" not in t),
    lambda inner: st.tuples(st.sampled_from(("「{}」", "『{}』", "{}，「好{}」")), inner, inner).map(
        lambda t: t[0].format(t[1], t[2])
    ),
    max_leaves=5,
)


@given(quoted)
def test_nested_quotations_there_and_back(text: str) -> None:
    """Nested Chinese quotations are the same after conversion to the other style and back."""
    text = f"他說{text}。"
    assume(all(re.search(r"[網路好]", q) for q in re.findall(r"[「『][^「」『』]*[」』]", text)))
    assert convert_quotes(convert_quotes(text, CURLY), CORNER) == text
    assert convert_quotes(text, CORNER) == text


PEOPLE = st.sampled_from(
    ("于和偉", "于和伟", "李乾", "陳著", "范冰冰", "余秋雨", "网路明", "軟體人", "钟楚红", "后羿")
)


@given(texts(), texts(), PEOPLE, ways)
def test_a_name_is_never_torn(before: str, behind: str, name: str, by: Way) -> None:
    """A name that the article lists is converted as one name, whatever is beside it."""
    way = way_between(*by)
    assume(len(re.findall(f"(?={name})", f"{before}{name}{behind}")) == 1)
    text = f"{before}{name}{behind}"
    assume("://" not in text)  # in an address nothing is converted
    meta = _meta(way.source_lang, name)
    own = add_article_wordings(way, [meta])
    at = len(before)
    (mark,) = select_marks(
        localize(replace(inline_prose(text), marks=(Mark(at, at + len(name), "em"),)), own), "em"
    )
    told = localize(replace(inline_prose(text), marks=(Mark(at, at + len(name), "em"),)), own).text
    assert told[mark.start : mark.end] == convert_name(name, default_config(way.source_lang, way.lang))


def _meta(lang: str, name: str) -> Text:
    text = read_article(
        ArticleFolder("a", "a", ((lang, Source("a.md", "---\ntitle: x\n---\n\nx\n")),), None, (), (lang,))
    ).source
    return replace(text, meta=replace(text.meta, convert=(ConversionOverride(((lang, name),), True),)))


@given(texts(), ways, st.data())
def test_the_articles_words_do_not_depend_on_their_order(text: str, by: Way, data: st.DataObject) -> None:
    """The order of an article's wordings does not change the converted text."""
    way = way_between(*by)
    olds = data.draw(st.lists(st.one_of(CHANGED, AMBIGUOUS, st.text("網路软件發", min_size=1, max_size=2)),
                              min_size=1, max_size=5, unique=True))  # fmt: skip
    words = tuple((old, f"<{n}>") for n, old in enumerate(olds))
    mixed = tuple(data.draw(st.permutations(words)))
    one = localize(inline_prose(text), replace(way, words=words))
    other = localize(inline_prose(text), replace(way, words=mixed))
    assert one == other
