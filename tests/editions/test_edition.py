"""An article as each edition shows it."""

from __future__ import annotations

import re

from testbed import Site


def part(site: Site, address: str, passage: str, which: str) -> list[str]:
    return [" ".join(e.text_content().split()) for e in site.select(address, f"#{passage} .{which}")]


def test_text_and_counterpart(site: Site) -> None:
    """Each passage holds the edition's text and its counterpart, each in its own language."""
    site.article("a", "一。\n\n二。").article("a", "One.\n\nTwo.", lang="en", front="status: draft").build()
    assert part(site, "zh-hant/a/", "p2", "text") == ["二。"]
    assert part(site, "zh-hant/a/", "p2", "counterpart") == ["Two."]
    assert part(site, "en/a/", "p2", "text") == ["Two."]
    assert part(site, "en/a/", "p2", "counterpart") == ["二。"]
    langs = [e.get("lang") for e in site.select("zh-hans/a/", "#p1 div") if e.get("lang")]
    assert langs == ["zh-Hans", "en"]


def test_the_converted_edition(site: Site) -> None:
    """The other script is converted from the source: text, title, summary, author."""
    site.article("a", "訓練網路。", title="訓練", front="summary: 說說網路\nauthors: [蕭漢]").build()
    assert part(site, "zh-hans/a/", "p1", "text") == ["训练网络。"]
    assert site.text_of("zh-hans/a/", "h1") == "训练"
    site.shows("zh-hans/a/", "说说网络", "萧汉")


def test_a_text_of_its_own_wins_over_conversion(site: Site) -> None:
    """An edition's own text is shown as written, with the source beside it."""
    site.article("a", "訓練。").article("a", "练。", lang="zh-Hans", front="status: reviewed").build()
    assert part(site, "zh-hans/a/", "p1", "text") == ["练。"]
    assert part(site, "zh-hans/a/", "p1", "counterpart") == ["訓練。"]


def test_a_merged_translation(site: Site) -> None:
    """A merged passage has the ids of all the source passages that it translates."""
    site.article("a", "一。\n\n二。\n\n三。")
    site.article("a", "{from=p1-p2}\nOne, two.\n\nThree.", lang="en", front="status: draft").build()
    assert part(site, "en/a/", "p1", "text") == ["One, two."]
    assert part(site, "en/a/", "p1", "counterpart") == ["一。二。"]
    assert [e.get("id") for e in site.select("en/a/", "section.passage")] == ["p1", "p3"]
    assert len(site.select("en/a/", "#p2")) == 1
    assert part(site, "zh-hant/a/", "p1", "counterpart") == ["One, two."]
    assert part(site, "zh-hant/a/", "p2", "counterpart") == []
    assert [a.get("href") for a in site.select("zh-hant/a/", "#p2 .missing a")] == ["#p1"]


def test_a_split_translation(site: Site) -> None:
    """Two passages that translate one are in its row."""
    site.article("a", "一二。\n\n三。")
    site.article(
        "a", "{from=p1}\nOne.\n\n{from=p1}\nTwo.\n\nThree.", lang="en", front="status: draft"
    ).build()
    assert part(site, "zh-hant/a/", "p1", "counterpart") == ["One.Two."]
    assert part(site, "en/a/", "p1", "text") == ["One.Two."]
    assert part(site, "en/a/", "p2", "counterpart") == ["三。"]


def test_not_yet_translated(site: Site) -> None:
    """An edition without the text says so and shows the source, in its language."""
    site.article("a", "一。", title="題甲").build()
    assert part(site, "en/a/", "p1", "counterpart") == ["一。"]
    assert part(site, "en/a/", "p1", "text") == []
    assert site.select("en/a/", ".missing")
    assert [h.get("lang") for h in site.select("en/a/", "h1")] == ["zh-Hant"]


def test_speakers(site: Site) -> None:
    """A turn carries its speaker's id in every edition."""
    front = "speakers: {dw: {zh-Hant: 德國之聲, en: DW}}"
    site.article("a", "**德國之聲：**好嗎", front=front)
    site.article("a", "**DW:** Well?", lang="en", front="status: draft\nspeakers: {dw: DW}").build()
    for edition in ("zh-hant", "zh-hans", "en"):
        assert [e.get("id") for e in site.select(f"{edition}/a/", "[data-speaker=dw]")] == ["p1"]


def test_notes_in_the_editions_language(site: Site) -> None:
    """A note is shown in the edition's language, converted if it was written in another script."""
    site.article("a", "網路。").notes(
        "a", "- {id: n, quote: 網路, kind: fact, as_of: 2025-02, text: {zh-Hant: 說網路, en: On nets}}"
    ).build()
    assert "說網路" in site.text_of("zh-hant/a/", "#note-n")
    assert "说网络" in site.text_of("zh-hans/a/", "#note-n")
    assert "On nets" in site.text_of("en/a/", "#note-n")
    assert "网络" in site.text_of("zh-hans/a/", "#note-n .quote")


def test_a_note_is_headed_by_the_words_of_the_text(site: Site) -> None:
    """What heads a note is converted as in its passage: by the forms given there, and by the words around it."""
    site.article("a", "AI的程式碼和[資料]{zh-Hans=数据甲}要交代到行家。他說「軟體」。")
    note = "- {{id: n{0}, quote: {1}, kind: fact, text: {{zh-Hant: 注}}}}"
    site.notes(
        "a", "\n".join(note.format(n, q) for n, q in enumerate(["資料要交代到", "碼和", "「軟"]))
    ).build()
    heads = [site.text_of("zh-hans/a/", f"#note-n{n} .quote") for n in range(3)]
    assert heads == ["数据甲要交代到", "码和", "“软"]


def test_uses_with_the_other_sentence_beside(site: Site) -> None:
    """A term's page shows each use in its sentence, with the corresponding sentence."""
    site.glossary("- {id: d, forms: {zh-Hant: [蒸餾], en: [distillation]}}")
    site.article("a", "今天天氣很好。他們用蒸餾，做了模型。")
    site.article(
        "a", "Fine day. By distillation they made a model.", lang="en", front="status: draft"
    ).build()
    for edition, sentence, other in (
        ("zh-hant", "他們用蒸餾，做了模型。", "By distillation they made a model."),
        ("zh-hans", "他们用蒸馏，做了模型。", "By distillation they made a model."),
        ("en", "By distillation they made a model.", "他們用蒸餾，做了模型。"),
    ):
        assert site.text_of(f"{edition}/glossary/d/", ".sentence") == sentence
        assert site.text_of(f"{edition}/glossary/d/", ".uses .counterpart") == other


def test_drafts_are_built_on_demand(site: Site) -> None:
    """A draft is left out of all of the site unless asked for."""
    site.article("a", "一。", title="Undone", front="draft: true").article("b", "二。").build()
    assert not site.has("zh-hant/a/")
    assert not any(b"Undone" in content for content in site.files().values())
    site.build(drafts=True).shows("zh-hant/", "Undone")


def test_passages_are_numbered_without_a_gap(site: Site) -> None:
    """p1, p2 … in order, one for each block."""
    site.article("a", "## 一\n\n二\n\n- 三\n- 四\n\n> 五\n\n```\n六\n```\n\n| 七 |\n|---|\n| 八 |").build()
    assert re.findall(r'<section class="passage" id="(p\d+)"', site.page("zh-hant/a/")) == [
        "p1", "p2", "p3", "p4", "p5", "p6",
    ]  # fmt: skip


UNFINISHED = "{from=p4}\nFour.\n\n{from=p1}\nOne.\n\n{from=p2}\n"
FIVE = "一。\n\n二。\n\n三。\n\n四。\n\n五。"


def test_an_unfinished_translation(site: Site) -> None:
    """What a translation lacks is shown in the source's words, in its language, marked and told, in its place."""
    site.article("a", FIVE).article("a", UNFINISHED, lang="en", front="status: draft").build()
    sections = site.select("en/a/", "section.passage")
    assert [(e.get("id"), e.get("data-state")) for e in sections] == [
        ("p1", None),
        ("p2", "missing"),
        ("p3", "missing"),
        ("p4", None),
        ("p5", "missing"),
    ]
    assert [part(site, "en/a/", f"p{n}", "text") for n in range(1, 6)] == [
        ["One."],
        ["二。"],
        ["三。"],
        ["Four."],
        ["五。"],
    ]
    assert [part(site, "en/a/", f"p{n}", "counterpart") for n in range(1, 6)] == [
        ["一。"],
        [],
        [],
        ["四。"],
        [],
    ]
    assert [e.get("lang") for e in site.select("en/a/", ".passage .text")] == [
        "en",
        "zh-Hant",
        "zh-Hant",
        "en",
        "zh-Hant",
    ]
    assert part(site, "en/a/", "p3", "missing") == ["Not yet translated; the original:"]
    assert part(site, "zh-hans/a/", "p4", "counterpart") == ["Four."]
    assert part(site, "zh-hans/a/", "p3", "missing") == ["尚未翻译"]
    assert not site.select("zh-hans/a/", "section[data-state]")


def test_how_much_is_translated(site: Site) -> None:
    """An article's head, its card, its sheet and its entry in the feed say how much of it is translated."""
    site.article("a", FIVE).article("a", UNFINISHED, lang="en", front="status: draft").build()
    for address in ("en/a/", "en/", "en/a/sheet/", "en/feed.xml"):
        site.shows(address, "2 of 5 paragraphs translated")
    for address in ("zh-hans/a/", "zh-hans/", "zh-hans/a/sheet/", "zh-hans/feed.xml"):
        site.shows(address, "全文5段，已译2段")
    site.article("a", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.", lang="en", front="status: draft").build()
    for address in ("en/a/", "en/", "en/a/sheet/", "en/feed.xml"):
        site.lacks(address, "of 5")


def test_headings_that_are_not_translated(site: Site) -> None:
    """In the contents, a heading that is not translated is in the source's language."""
    site.article("a", "## 一\n\n二。\n\n## 三").article(
        "a", "## One", lang="en", front="status: draft"
    ).build()
    links = site.select("en/a/", ".contents a")
    assert [(a.get("href"), a.get("lang"), a.text) for a in links] == [
        ("#p1", None, "One"),
        ("#p3", "zh-Hant", "三"),
    ]


def test_nothing_is_translated_yet(site: Site) -> None:
    """A translation without any passage is shown as if it were not there, and says that it is begun."""
    site.article("a", FIVE).article("a", "{from=p1}\n", lang="en", front="status: draft").build()
    assert [part(site, "en/a/", f"p{n}", "text") for n in range(1, 3)] == [[], []]
    assert part(site, "en/a/", "p2", "counterpart") == ["二。"]
    site.shows("en/a/", "0 of 5 paragraphs translated", "Not yet translated: what follows is the original.")
    assert part(site, "zh-hant/a/", "p1", "missing") == []


def test_a_translation_that_nobody_wants(site: Site) -> None:
    """Where the source asks for no translation, pages do not say that it is still to come."""
    site.article("a", FIVE, front="translations: none").build()
    site.shows("en/a/", "Not translated: what follows is the original.").shows("en/", "Not translated")
    site.article("a", UNFINISHED, lang="en", front="status: draft").build()
    assert part(site, "en/a/", "p3", "missing") == ["Not translated; the original:"]
    assert part(site, "zh-hant/a/", "p3", "missing") == ["沒有譯文"]
    site.article("a", FIVE, front="translations: [en]").build().shows(
        "en/a/", "Not yet translated; the original:"
    )


def test_missing_between_merged_passages(site: Site) -> None:
    """Merged and overlapping passages are one row; each source passage has one place."""
    site.article("a", FIVE)
    site.article(
        "a", "{from=p2-p3}\nTwo, three.\n\n{from=p3-p4}\nAnd four.", lang="en", front="status: draft"
    ).build()
    assert [e.get("id") for e in site.select("en/a/", "section.passage")] == ["p1", "p2", "p5"]
    assert part(site, "en/a/", "p2", "text") == ["Two, three.And four."]
    assert part(site, "en/a/", "p2", "counterpart") == ["二。三。四。"]
    assert [e.get("id") for e in site.select("en/a/", ".anchor")] == ["p3", "p4"]
    assert part(site, "zh-hant/a/", "p3", "counterpart") == ["And four."]
    assert part(site, "zh-hant/a/", "p4", "missing") == ["譯文併入第3段"]


def test_what_another_script_lacks(site: Site) -> None:
    """In a Chinese edition a Chinese source is shown in the edition's script, beside its translation."""
    site.article("a", "訓練。\n\n網路[^1]。\n\n[^1]: 註腳").article(
        "a", "练。", lang="zh-Hans", front="status: reviewed"
    )
    site.article("a", "Train.\n\nNet.", lang="en", front="status: reviewed").build()
    assert part(site, "zh-hans/a/", "p2", "text") == ["网络1。"]
    assert [e.get("lang") for e in site.select("zh-hans/a/", "#p2 div")] == ["zh-Hans", "en"]
    assert part(site, "zh-hans/a/", "p2", "counterpart") == ["Net."]
    assert site.text_of("zh-hans/a/", "#footnotes li div") == "注脚"


def test_a_note_on_what_is_missing(site: Site) -> None:
    """A note on a passage that is not translated stands there once, in the source's words."""
    site.article("a", "一[得]{sic=的}。\n\n二[得]{sic=的}。").article(
        "a", "[One]{sic=Ones}.", lang="en", front="status: draft"
    )
    site.notes("a", "- {id: n, quote: 二, kind: fact, text: {en: x, zh-Hant: 甲}}").build()
    assert [e.get("href") for e in site.select("en/a/", "#p2 a.note-ref")] == ["#note-n"]
    assert len(site.select("en/a/", ".rows a.note-ref")) == 1
    ids = re.findall(r' id="([^"]+)"', site.page("en/a/"))
    assert len(ids) == len(set(ids))
