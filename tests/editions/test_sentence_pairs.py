"""The sentence pairs that a page states."""

from __future__ import annotations

from testbed import Site

DRAFT = "status: draft"


def pairs(site: Site, address: str, passage: str = "p1") -> str | None:
    (row,) = site.select(address, f"#{passage}")
    return row.get("data-pairs")


def cut_up(site: Site, address: str, passage: str = "p1") -> list[tuple[str, str]]:
    """The sentences that the attribute pairs, read off the page."""
    (row,) = site.select(address, f"#{passage}")
    left, right = (
        "".join(side.xpath(".//text()[not(ancestor::sup)]")).encode("utf-16-le")
        for side in row.xpath("./div")
    )
    found = []
    for pair in [*(row.get("data-pairs") or "").split(), f"{len(left)}:{len(right)}"]:
        first, second = (2 * int(length) for length in pair.split(":"))
        found.append((left[:first].decode("utf-16-le"), right[:second].decode("utf-16-le")))
        left, right = left[first:], right[second:]
    return found


def test_sentences_are_paired(site: Site) -> None:
    """Each sentence, without the number of its note, is paired with the sentence that translates it."""
    site.article("a", "訓練模型。要花**很多**錢！誰付？").article(
        "a", "Training models. It costs *a lot* of money! Who pays?", lang="en", front=DRAFT
    )
    site.write(
        "content/articles/a/notes.yaml", "- {id: n, quote: 模型, kind: fact, text: {zh-Hant: 注, en: Note.}}"
    ).build()
    assert cut_up(site, "zh-hant/a/") == [
        ("訓練模型。", "Training models. "),
        ("要花很多錢！", "It costs a lot of money! "),
        ("誰付？", "Who pays?"),
    ]
    assert cut_up(site, "en/a/")[1] == ("It costs a lot of money! ", "要花很多錢！")


def test_letters_are_counted_as_a_page_counts_them(site: Site) -> None:
    """A character beyond the basic plane counts two; a picture, and text between blocks, counts nothing."""
    site.article("a", "- 𠮷野家。\n- 第二。第三。").article(
        "a", "- Yoshinoya.\n- Second. Third.", lang="en", front=DRAFT
    ).build()
    assert cut_up(site, "zh-hant/a/")[0] == ("𠮷野家。", "Yoshinoya.")
    assert pairs(site, "zh-hant/a/", "p1") == "5:10 3:8"


def test_rows_that_say_nothing(site: Site) -> None:
    """A row of one sentence, of several passages, or without a counterpart states no pairs."""
    site.article("a", "一二。\n\n三。四。").article(
        "a", "One, two.\n\n{from=p2}\nThree.\n\n{from=p2}\nFour.", lang="en", front=DRAFT
    ).article("b", "一。二。").build()
    assert pairs(site, "zh-hant/a/") is None
    assert pairs(site, "zh-hant/a/", "p2") is None
    assert pairs(site, "zh-hant/b/") is None
