"""The search page finds terms, articles and sentences, in either script, and is whole without script."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
import testbed
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browser.site import EDITIONS, INTERVIEW, Site
from browser.visits import PHONE, Visits, Windows, wait_until


def _search(page: Page, query: str) -> None:
    """Type, and wait until all texts were read."""
    page.locator("#query").fill(query)
    expect(page.locator("#search-said")).not_to_be_empty()
    expect(page.locator("#inside button")).to_be_hidden()


def _search_nothing(page: Page) -> None:
    """Type nothing, and wait until what was found is gone."""
    page.locator("#query").fill("")
    expect(page.locator("#inside")).to_be_hidden()
    expect(page.locator("#terms mark")).to_have_count(0)


def _found(page: Page, what: str) -> list[str]:
    """The names of the terms or articles that are shown."""
    return [name.inner_text() for name in page.locator(f"#{what} li:visible > a").all()]


def _places(page: Page) -> Locator:
    return page.locator("#inside .sentence, #inside .counterpart")


WAYS = ("蒸馏", "蒸餾", "distillation", "DISTILLATION", "ｄｉｓｔｉｌｌ", "zhengliu", "zheng liu")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_term_is_found_however_it_is_written(visits: Visits, edition: str) -> None:
    """Either script, either width, any letter case, by its beginning, by its sound."""
    page = visits(f"{edition}/search/")
    name = {"zh-hant": "蒸餾", "zh-hans": "蒸馏", "en": "distillation"}[edition]
    for query in WAYS:
        _search(page, query)
        assert (query, _found(page, "terms")[0]) == (query, name)
        expect(_places(page).first, query).to_be_visible()
        _search_nothing(page)


@pytest.mark.parametrize(
    ("query", "edition", "hit"), [("蒸馏", "zh-hant", "蒸餾"), ("蒸餾", "zh-hans", "蒸馏")]
)
def test_a_hit_is_marked_in_its_sentence(visits: Visits, query: str, edition: str, hit: str) -> None:
    """The sentence is shown with the words as they stand in it, beside the sentence that answers it."""
    page = visits(f"{edition}/search/?q={quote(query)}")
    place = page.locator("#inside li").first
    expect(place.locator(".sentence mark").first).to_have_text(hit)
    expect(place.locator(".counterpart")).to_have_attribute("lang", "en")


def test_a_place_leads_to_its_passage(visits: Visits) -> None:
    """The link goes to the passage that holds the sentence; a note's goes to the note."""
    page = visits("zh-hant/search/")
    _search(page, "逆向工程")
    for link in page.locator("#inside a.number").all():
        address = link.get_attribute("href") or ""
        sentence = link.locator("xpath=..").locator(".sentence").inner_text()
        there = visits(address)
        target = there.locator(f"[id='{address.partition('#')[2]}']").inner_text()
        assert "逆向工程" in target
        assert sentence[:8] in target.replace("\n", "") or "注" in link.inner_text()


def test_words_of_the_other_region(visits: Visits) -> None:
    """芯片 finds Taiwan's 晶片: the glossary says that they are one."""
    page = visits("zh-hant/search/?q=" + quote("芯片"))
    expect(page.locator("#inside .sentence mark").first).to_have_text("晶片")


def test_several_words_are_all_wanted(visits: Visits) -> None:
    """Each place holds every one of them."""
    page = visits("en/search/")
    _search(page, "openai distil")
    for place in page.locator("#inside li").all():
        marks = {mark.inner_text().casefold() for mark in place.locator("mark").all()}
        assert marks >= {"distil"}
    assert page.locator("#inside li").count() > 0


def test_the_middle_of_a_latin_word_is_no_hit(visits: Visits) -> None:
    """stil is not looked for in distillation."""
    page = visits("en/search/")
    _search(page, "stil")
    assert _found(page, "terms") == []


def test_titles_are_found(visits: Visits) -> None:
    """An article by its title or its other title."""
    for query in ("腳踏實地", "脚踏实地", "down-to-earth"):
        page = visits("zh-hant/search/")
        _search(page, query)
        link = page.locator("#articles li:visible > a").first
        expect(link).to_have_attribute("href", f"../{INTERVIEW}/")


def test_the_address_carries_the_query(visits: Visits) -> None:
    """What was looked for can be shared; nothing looked for leaves the address bare."""
    page = visits("en/search/")
    _search(page, "open source")
    expect(page).to_have_url(re.compile(r"/en/search/\?q=open\+source$"))
    shared = visits(page.url)
    assert shared.locator("#query").input_value() == "open source"
    expect(shared.locator("#inside mark").first).to_be_visible()
    shared.locator("#query").fill("")
    expect(shared).to_have_url(re.compile("/en/search/$"))
    expect(shared.locator("#inside")).to_be_hidden()
    assert shared.locator("#terms mark").count() == 0
    assert len(_found(shared, "terms")) > 60


def test_the_list_is_in_order_again(visits: Visits) -> None:
    """A search that is over leaves the list as it was."""
    page = visits("zh-hant/search/")
    before = _found(page, "terms")
    _search(page, "模型")
    assert _found(page, "terms") != before
    page.locator("#query").fill("")
    expect(page.locator("#inside")).to_be_hidden()
    wait_until(page, lambda: _found(page, "terms") == before)


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_found(visits: Visits, edition: str) -> None:
    """It is said, and the glossary is offered."""
    page = visits(f"{edition}/search/")
    _search(page, "xyzzy")
    expect(page.locator("#none")).to_be_visible()
    expect(page.locator("#none a")).to_have_attribute("href", "../glossary/")
    assert page.locator("#search-said").inner_text()
    assert _found(page, "terms") == _found(page, "articles") == []


def test_the_counts_are_told(visits: Visits) -> None:
    """In a polite live region; they are the numbers of what is shown."""
    page = visits("en/search/")
    _search(page, "distil")
    said = page.locator("[role=status]#search-said").inner_text()
    shown = [len(_found(page, "terms")), len(_found(page, "articles")), page.locator("#inside li").count()]
    assert [int(n) for n in said.rstrip(".").replace(";", " ").split() if n.isdigit()] == shown


def test_many_places_of_one_article_are_folded(visits: Visits) -> None:
    """Five are shown, the others are a click away."""
    page = visits("zh-hant/search/")
    _search(page, "DeepSeek")
    more = page.locator("#inside details").first
    assert more.locator("xpath=preceding-sibling::ol[1]/li").count() == 5
    expect(more.locator("li").first).to_be_hidden()
    more.locator("summary").click()
    expect(more.locator("li").first).to_be_visible()


@pytest.mark.parametrize("path", ["en/", f"en/{INTERVIEW}/", "en/glossary/", "en/search/"])
def test_one_key_leads_here(visits: Visits, path: str) -> None:
    """/ goes to the search from every page, ready to be typed in."""
    page = visits(path)
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/en/search/$"))
    expect(page.locator("#query")).to_be_focused()
    expect(page.locator("#query")).to_have_value("")


def test_markup_in_a_query_is_text(visits: Visits) -> None:
    """What a shared address holds is never taken for HTML."""
    page = visits("en/search/?q=" + quote("<img src=x onerror=alert(1)>"))
    expect(page.locator("#none")).to_be_visible()
    assert page.locator("main img").count() == 0


def test_without_script(visits: Visits) -> None:
    """Every term and every article is a link; no form is offered that does nothing."""
    page = visits("zh-hans/search/", script=False)
    expect(page.locator("#search")).to_be_hidden()
    assert page.locator("#terms a").count() > 60
    page.locator("#articles a").first.click()
    expect(page.locator(".passage").first).to_be_visible()


def test_from_a_disk(visits: Visits, site: Site) -> None:
    """No file can be loaded there: the list is searched, and the page says that it is all."""
    page = visits((site.folder / "zh-hant/search/index.html").as_uri())
    expect(page.locator("#search-said")).not_to_be_empty()
    page.locator("#query").fill("蒸馏")
    expect(page.locator("#terms li:visible")).to_have_count(1)
    assert _found(page, "terms") == ["蒸餾"]
    expect(page.locator("#search-said")).not_to_be_empty()


def test_on_a_phone(visits: Visits) -> None:
    """Nothing is wider than the screen, whatever was found."""
    page = visits("en/search/?q=" + quote("DeepSeek"), on=PHONE, width=320)
    expect(page.locator("#inside mark").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_first_hits_come_at_once(visits: Visits) -> None:
    """Terms stand there half a second after the last key, on a machine that has other things to do."""
    page = visits("zh-hant/search/")
    page.wait_for_load_state("networkidle")
    waited = page.evaluate(
        """() => new Promise((done) => {
            const from = performance.now();
            const query = document.querySelector("#query");
            new MutationObserver(() => done(performance.now() - from))
                .observe(document.querySelector("#terms"), { childList: true });
            query.value = "蒸馏";
            query.dispatchEvent(new InputEvent("input"));
        })"""
    )
    assert waited < 500


# ---- a site with many articles -----------------------------------------------------------------------------


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _served(made: testbed.Site) -> Iterator[Site]:
    made.build()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(made.out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(made.out, f"http://127.0.0.1:{server.server_port}/", "https://example.org/")
    server.shutdown()
    server.server_close()


@contextmanager
def _strolling(browser: Browser, site: Site) -> Iterator[Visits]:
    windows = Windows(browser, site.url)
    visits = Visits(windows, site)
    yield visits
    visits.close()
    windows.close()
    assert not visits.complaints
    assert not visits.strangers


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Seventy articles."""
    folder = tmp_path_factory.mktemp("crowd")
    made = testbed.Site(
        folder, "title: x\nbase_url: https://example.org/\neditions: [{name: en, lang: en}]\n"
    )
    for number in range(70):
        made.article(f"a{number}", f"Cat number {number}.", lang="en", title=f"Title {number}")
    with _served(made) as site:
        yield site


@pytest.fixture
def strolls(browser: Browser, crowd: Site) -> Iterator[Visits]:
    """Visits to the site with many articles."""
    with _strolling(browser, crowd) as visits:
        yield visits


def _pages(asked: list[str]) -> list[str]:
    return [url for url in asked if re.search(r"/a\d+/$", url)]


def test_many_texts_are_read_when_the_reader_asks(strolls: Visits) -> None:
    """Beyond sixty articles the page asks before it loads them."""
    page = strolls("en/search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#query").fill("cat")
    button = page.locator("#inside button")
    expect(button).to_contain_text("70")
    assert not _pages(asked)
    button.click()
    expect(page.locator("#inside li")).to_have_count(70)
    assert len(_pages(asked)) == 70


def test_a_long_search_can_be_stopped(strolls: Visits) -> None:
    """What was found stays; a new search begins anew."""
    page = strolls("en/search/")
    asked: list[str] = []

    def slowly(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) < 5:
            route.continue_()  # the others wait

    page.route("**/en/a*/", slowly)
    page.locator("#query").fill("cat")
    button = page.locator("#inside button")
    button.click()
    expect(page.locator("#inside li")).to_have_count(4)
    expect(page.locator("#inside .progress")).to_contain_text("4 of 70")
    button.click()
    expect(button).to_be_hidden()
    expect(page.locator("#inside li")).to_have_count(4)
    page.unroute("**/en/a*/")
    page.locator("#query").fill("title 70")
    expect(page.locator("#articles li:visible")).to_have_count(0)
    expect(page.locator("#inside li")).to_have_count(0)


def test_a_text_that_cannot_be_read_is_counted_out(strolls: Visits) -> None:
    """The page says how many were read."""
    page = strolls("en/search/")
    page.route("**/en/a3/", lambda route: route.fulfill(status=200, body="<p>lost"))
    page.locator("#query").fill("cat")
    page.locator("#inside button").click()
    expect(page.locator("#inside li")).to_have_count(69)
    expect(page.locator("#inside .progress")).to_contain_text("69 of 70")


# ---- what stands on a page, however it is laid out ---------------------------------------------------------


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Passages of several kinds, one without a translation, two that are told as one; a note."""
    made = testbed.Site(tmp_path_factory.mktemp("kinds"), testbed.CONFIG)
    made.article("a", "貓睡了。狗**叫**了。\n\n- 魚甲。\n- 魚乙[游]{reading=yóu}了。\n\n鳥一。\n\n鳥二。")
    made.article("a", "A cat. A *dog*.\n\n- Fish one.\n- Fish two.\n\nTwo birds. {from=p3-p4}", lang="en")
    made.article("b", "馬跑。馬說：「停！」馬停。", title="乙")
    made.notes("a", "- {id: n, quote: 貓睡了, kind: fact, text: {zh-Hant: 一隻虎, en: A tiger}}")
    with _served(made) as site:
        yield site


@pytest.fixture
def looks(browser: Browser, kinds: Site) -> Iterator[Visits]:
    """Visits to that site."""
    with _strolling(browser, kinds) as visits:
        yield visits


Place = tuple[str, str | None, str | None]  # an address, the sentence, its answer
PLACES: dict[str, dict[str, Place]] = {
    "zh-hant": {
        "貓睡": ("a/#p1", "貓睡了。", "A cat."),
        "乙游": ("a/#p2", "魚乙游了。", "Fish two."),
        "馬說": ("b/#p1", "馬說：「停！」", None),
        "虎": ("a/#note-n", "一隻虎", None),
    },
    "zh-hans": {
        "狗叫": ("a/#p1", "狗叫了。", "A dog."),
    },
    "en": {
        "dog": ("a/#p1", "A dog.", "狗叫了。"),
        "birds": ("a/#p3", "Two birds.", "鳥一。 鳥二。"),
        "馬停": ("b/#p1", None, "馬停。"),
        "tiger": ("a/#note-n", "A tiger", None),
    },
}


@pytest.mark.parametrize("edition", PLACES)
def test_each_sentence_is_found_beside_its_answer(looks: Visits, edition: str) -> None:
    """As its page pairs them, without numbers and readings; what has no answer stands alone, notes are found too."""
    page = looks(f"{edition}/search/")
    for query, place in PLACES[edition].items():
        _search(page, query)
        assert (query, _shown_places(page, edition)) == (query, [place])
        _search_nothing(page)


def _shown_places(page: Page, edition: str) -> list[Place]:
    found = []
    for place in page.locator("#inside li").all():
        texts = [place.locator(side) for side in (".sentence", ".counterpart")]
        address = place.locator("a.number").get_attribute("href") or ""
        first, second = (text.inner_text() if text.count() else None for text in texts)
        found.append((address.partition(f"/{edition}/")[2], first, second))
    return found
