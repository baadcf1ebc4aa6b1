"""What holds for any text, any glossary and any marks."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from testbed import as_xml, said_by, twisted

from yizhu.chinese.converted_text import Replacement, convert_with_offsets
from yizhu.chinese.quotation_marks import choose_quote_style
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.articles import read_article, read_text
from yizhu.content.model import Article, ArticleFolder, Source, Term
from yizhu.content.prose import Block, Mark, Prose, add_marks, inline_prose, leaf_blocks, select_marks
from yizhu.editions.alignment import Side, align
from yizhu.editions.edition import make_edition
from yizhu.editions.locale import Locale
from yizhu.editions.localization import Localization, localize
from yizhu.editions.model import Edition
from yizhu.editions.terms.inflections import inflect
from yizhu.editions.terms.mark_terms import TermSet, mark_terms
from yizhu.editions.vocabulary import make_localization, read_shipped_vocabulary
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html

# Chinese of both scripts, Latin, digits, emoji, extension B, punctuation, a variation selector.
LETTERS = "蒸餾網路軟體乾著發髮頭訓練模型0１9aAiIsİ😀👍🏽𠮷𠀀葛\U000e0100，。「」：、 -’"
WORDS = (
    "蒸餾",
    "網路",
    "軟體",
    "網際網路",
    "模型訓練",
    "頭髮",
    "0到1",
    "AI",
    "model",
    "GPU",
    "𠮷野",
    "程式",
    "後天",
)

texts = st.lists(st.one_of(st.sampled_from(WORDS), st.text(LETTERS, max_size=4)), max_size=8).map("".join)
forms = st.one_of(st.sampled_from(WORDS), st.text(LETTERS, min_size=1, max_size=4)).filter(
    lambda form: form.strip()
)


@st.composite
def glossaries(draw: st.DrawFn) -> tuple[Term, ...]:
    """A few terms of random forms."""
    several = draw(st.lists(st.tuples(forms, forms), max_size=6))
    return tuple(Term(f"t{n}", (("zh-Hant", pair),)) for n, pair in enumerate(several))


@st.composite
def markdown(draw: st.DrawFn) -> str:
    """A paragraph of our notation around random words."""
    wraps = ("{}", "**{}**", "*{}*", "`{}`", "[{}](https://a.org)", "[{}]{{reading=x}}", "[{}]{{sic=y}}", "[{}]{{keep}}",
             "[{}]{{zh-Hans=干}}", "[{}]{{lang=ja}}", "[{}]{{term=none}}", "{}[^1]")  # fmt: skip
    words = st.one_of(st.sampled_from(WORDS), st.text("蒸餾網路乾發𠮷aA0，。", min_size=1, max_size=4))
    parts = draw(st.lists(st.tuples(st.sampled_from(wraps), words), min_size=1, max_size=7))
    return "".join(wrap.format(word) for wrap, word in parts)


def article_of(body: str) -> Article:
    source = Source("a.md", f"---\ntitle: x\n---\n\n字{body}\n\n[^1]: 注\n")
    return read_article(ArticleFolder("a", "a", (("zh-Hant", source),), None, (), ("zh-Hant", "en")))


def annotated(body: str, terms: tuple[Term, ...]) -> Article:
    return mark_terms(article_of(body), TermSet(terms))


def way(to: str = "zh-Hans") -> Localization:
    words = read_shipped_vocabulary("taiwan-mainland")
    quotes = choose_quote_style("zh-Hant", to)
    return make_localization(
        source_lang="zh-Hant", lang=to, config="tw2s", quotes=quotes, terms=(), words=words
    )


WAY = way()
LOCALES = (
    Locale("zh-hant", "zh-Hant", Localization(), ("zh-Hant", "en")),
    Locale("zh-hans", "zh-Hans", WAY, ("zh-Hant", "en")),
    Locale("en", "en", Localization(), ("zh-Hant", "en")),
)


def editions(article: Article, density: str = "all") -> list[Edition]:
    return [make_edition(article, locale, density) for locale in LOCALES]


def shown(prose: Prose) -> etree._Element:
    return as_xml(str(render_html(prose, LinkContext(terms="#g-", ids=True, home="../"))))


@given(texts, glossaries())
def test_marking_never_changes_what_the_passage_says(body: str, terms: tuple[Term, ...]) -> None:
    """The page's text without its tags is the passage, whatever is found in it."""
    article = article_of("")
    passage = replace(article.source.passages[0], prose=Prose(body, (Block("p", 0, len(body)),)))
    article = replace(article, source=replace(article.source, passages=(passage,)))
    marked = make_edition(mark_terms(article, TermSet(terms)), LOCALES[0], "all")
    prose = marked.rows[0].text[0].prose
    assert prose.text == body
    assert said_by(shown(prose)) == body


@given(markdown(), glossaries())
def test_nor_with_markup(body: str, terms: tuple[Term, ...]) -> None:
    """Nor where the passage has marks of its own."""
    before = article_of(body).source.passages[0].prose
    prose = editions(annotated(body, terms))[0].rows[0].text[0].prose
    assert prose.plain == before.plain
    assert said_by(shown(prose)).replace("\n", "") == before.plain.replace("\n", "")


words = st.text("abcdegilnopqstuyz", min_size=1, max_size=7)
headwords = st.lists(words, min_size=1, max_size=4).map(" ".join)


@given(headwords, st.sampled_from((" ", "-", "’s ", ", ")), st.data())
def test_every_spelling_is_found_whole(form: str, after: str, data: st.DataObject) -> None:
    """Whatever spelling of an English form stands in a text is found, all of it; the text stays what it is."""
    spelling = data.draw(st.sampled_from((form, *inflect(form))))
    body = f"Such {spelling}{after}§."
    article = article_of("")
    passage = replace(article.source.passages[0], prose=Prose(body, (Block("p", 0, len(body)),)))
    text = replace(article.source, lang="en", passages=(passage,))
    term = Term("t", (("en", (form,)),))
    prose = mark_terms(replace(article, source=text), TermSet((term,))).source.passages[0].prose
    assert prose.text == body
    assert spelling in [body[m.start : m.end] for m in select_marks(prose, "use")]


@given(headwords)
def test_a_spelling_is_made_once_and_keeps_the_stem(form: str) -> None:
    """No spelling twice, none is the form itself, and each begins as the form does."""
    made = inflect(form)
    assert len(set(made)) == len(made)
    assert form not in made
    assert all(spelling[:1] == form[:1] for spelling in made)


@given(markdown(), glossaries())
def test_uses_never_overlap(body: str, terms: tuple[Term, ...]) -> None:
    """No character is in two uses, and a use is a form of its term."""
    prose = annotated(body, terms).source.passages[0].prose
    uses = select_marks(prose, "use")
    assert all(not a.overlaps(b) for n, a in enumerate(uses) for b in uses[n + 1 :])


@given(markdown(), glossaries())
def test_pages_are_well_formed_in_every_edition(body: str, terms: tuple[Term, ...]) -> None:
    """Whatever an author writes, in every edition: elements nest, no a in an a, no term in two."""
    for edition in editions(annotated(body, terms)):
        for words in (*edition.rows[0].text, *edition.rows[0].counterpart):
            tree = shown(words.prose)
            assert not [wrong for wrong in twisted(tree) if wrong.startswith("a in a")]
            links = [a for a in tree.iter("a") if a.get("data-term")]
            marks = [m for m in select_marks(words.prose, "term") if m.start < m.end]
            assert len(links) == len([m for m in marks if m.get("term") != "none"])


WHOLE = ("term", "sic", "reading", "link")
SOFT = ("strong", "em", "noted", "changed", "lang")


@st.composite
def tangled(draw: st.DrawFn) -> Prose:
    """A text with whole marks side by side and any others anywhere."""
    text = draw(st.text(LETTERS, min_size=1, max_size=12))
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    whole = [
        Mark(
            a,
            b,
            draw(st.sampled_from(WHOLE)),
            (("term", "t"), ("href", "/a/"), ("sic", "x"), ("reading", "y")),
        )
        for a, b in zip(ends[::2], ends[1::2], strict=False)
    ]
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(SOFT))
    soft = [Mark(min(a, b), max(a, b), kind) for a, b, kind in draw(st.lists(spans, max_size=6)) if a != b]
    return Prose(text, (Block("p", 0, len(text)),), tuple(draw(st.permutations(whole + soft))))


@given(tangled())
@settings(max_examples=200)
def test_tangled_marks_are_untangled(prose: Prose) -> None:
    """Any crossing marks make well-formed HTML that says the text; what must stay whole is one element."""
    tree = shown(prose)
    assert said_by(tree) == prose.text
    assert not [wrong for wrong in twisted(tree) if wrong.startswith("a in a")]
    for kind, path in (
        ("term", ".//a[@class='term']"),
        ("sic", ".//span[@class='sic']"),
        ("reading", ".//ruby"),
    ):
        expected = sorted(prose.text[m.start : m.end] for m in select_marks(prose, kind))
        assert sorted(said_by(e) for e in tree.iterfind(path)) == expected
    for kind in ("strong", "em"):
        covered = {at for m in select_marks(prose, kind) for at in range(m.start, m.end)}
        assert sum(len(said_by(e)) for e in tree.iter(kind)) >= len(covered)


@given(markdown())
def test_conversion_keeps_the_shape(body: str) -> None:
    """A converted text has the same blocks and the same marks but for those that conversion makes or mends."""
    before = annotated(body, ()).source.passages[0].prose
    after = localize(before, WAY)
    assert [b.tag for b in leaf_blocks(after.blocks)] == [b.tag for b in leaf_blocks(before.blocks)]
    kept = [m.kind for m in after.marks if m.kind != "changed"]
    assert sorted(k for k in kept if k != "sic") == sorted(m.kind for m in before.marks if m.kind != "sic")
    for mark in after.marks:
        assert 0 <= mark.start <= mark.end <= len(after.text)
    for leaf in leaf_blocks(after.blocks):
        assert 0 <= leaf.start <= leaf.end <= len(after.text)


@given(
    texts,
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text(LETTERS, max_size=5)), max_size=4),
)
def test_offsets_are_monotone_and_total(text: str, given: list[tuple[int, int, str]]) -> None:
    """Every offset of the old text has one in the new, in order, from its start to its end; pieces become what they say."""
    pieces: list[Replacement] = []
    for start, length, said in sorted(given):
        begin = max(start, pieces[-1].end if pieces else 0)
        if begin + length <= len(text):
            pieces.append(Replacement(begin, begin + length, said))
    for config in ("tw2s", "tw2sp"):
        converted = convert_with_offsets(text, config, pieces)
        offsets = [converted.new_offset(offset) for offset in range(len(text) + 1)]
        assert offsets == sorted(offsets)
        assert offsets[-1] == len(converted.text)
        for piece in pieces:
            if piece.start < piece.end:
                start, end = converted.new_offset(piece.start), converted.new_offset(piece.end)
                assert converted.text[start:end].startswith(piece.text)


@given(texts)
def test_characters_by_characters(text: str) -> None:
    """tw2s gives a character for a character, so no mark can move."""
    assert len(convert_text(text, "tw2s")) == len(text)


@given(texts, st.data())
def test_half_a_word_in_bold_converts_the_same(text: str, data: st.DataObject) -> None:
    """Emphasis anywhere changes nothing in what a converted text says."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    bold = add_marks(inline_prose(text), [Mark(start, end, "strong")] if start < end else [])
    assert localize(bold, WAY).text == localize(inline_prose(text), WAY).text


@given(texts)
def test_conversion_is_settled(text: str) -> None:
    """What is Simplified already stays as it is, character by character."""
    once = convert_text(text, "tw2s")
    assert convert_text(once, "tw2s") == once


sides = st.text("一二。！？」 aB.\n", max_size=40)


@given(sides, sides)
@example("B\nB\n。一\n。一", "B")
def test_alignment_covers_both_texts(source: str, target: str) -> None:
    """Pairs follow the source without a gap, and cover the target once: two neighbours may have changed places in it."""
    pairs = align(Side(source), Side(target))
    if source.strip() and target.strip():
        assert "".join(source[p.source[0] : p.source[1]] for p in pairs) == source
        order = sorted(range(len(pairs)), key=lambda nth: pairs[nth].target)  # empty spans keep their order
        assert "".join(target[slice(*pairs[nth].target)] for nth in order) == target
        assert all(abs(place - nth) <= 1 for place, nth in enumerate(order))
    else:
        assert pairs == ()


paragraphs = st.lists(
    st.text("甲乙丙丁，。a ", min_size=1, max_size=12).filter(lambda t: t.strip(" ")), min_size=1, max_size=3
)


@given(paragraphs, st.data())
def test_a_notes_words_are_found_in_every_edition(source: list[str], data: st.DataObject) -> None:
    """A note on any words of a text has exactly one number in the text of every edition, in its passage."""
    body = "\n\n".join(f"字{n}{text.strip()}尾{n}。再來一句{n}。" for n, text in enumerate(source))
    front = "---\ntitle: x\n---\n\n"
    number = data.draw(st.integers(0, len(source) - 1))
    passage = read_text("zh-Hant", Source("a.md", front + body)).passages[number].prose.text
    start = data.draw(st.integers(0, len(passage) - 1))
    quote = passage[start : data.draw(st.integers(start + 1, len(passage)))]
    before = passage[:start]
    assume(body.count(before + quote) == 1 and quote.strip())
    told = _note(quote, before)
    english = front.replace("title: x", "title: x\nstatus: draft") + "\n\n".join(
        "One here. Two there." for _ in source
    )
    folder = ArticleFolder(
        "a", "a", (("zh-Hant", Source("a.md", front + body)), ("en", Source("b.md", english))),
        Source("n.yaml", told), (), ("zh-Hant", "en"),
    )  # fmt: skip
    article = mark_terms(read_article(folder), TermSet(()))
    for edition in editions(article):
        refs = [row.id for row in edition.rows for words in row.text for _ in _refs(words.prose)]
        assert refs == [f"p{number + 1}"]
    hans = editions(article)[1].rows[number].text[0].prose
    noted = select_marks(hans, "noted")[0]
    assert (
        hans.text[noted.start : noted.end]
        == localize(inline_prose(passage), WAY).text[start : start + len(quote)]
    )


def _note(quote: str, before: str) -> str:
    given_before = f'\n  before: "{before}"' if before else ""
    return f'- id: n\n  quote: "{quote}"{given_before}\n  kind: fact\n  text: {{en: x}}\n'


def _refs(prose: Prose) -> list[etree._Element]:
    return list(shown(prose).iterfind(".//a[@class='note-ref']"))
