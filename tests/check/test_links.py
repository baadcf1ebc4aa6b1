"""``check --links`` asks for each web address of the content once, and proposes a copy of what is gone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testbed import Site

from yizhu.check.links import CACHE, LinkReport, Network, check_links, find_archived, list_web_addresses
from yizhu.check.load import load_checked_content
from yizhu.content.faults import Fault, Faults, Place
from yizhu.content.links.addresses import LinkAnswer

TODAY = date(2026, 5, 1)
COPY = "https://web.archive.org/web/20200101/https://gone.org/"


class _Web:
    """A network that answers from a table, and remembers what it was asked."""

    def __init__(self, answers: dict[str, LinkAnswer]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    @property
    def network(self) -> Network:
        return Network(self._ask, self._fetch, pause=0)

    def _ask(self, address: str) -> LinkAnswer:
        self.asked.append(address)
        return self.answers.get(address, LinkAnswer(200))

    def _fetch(self, address: str) -> bytes:
        has_copy = address.endswith("https%3A%2F%2Fgone.org%2F")
        closest = {"closest": {"url": COPY.replace("https://web", "http://web")}} if has_copy else {}
        return json.dumps({"archived_snapshots": closest}).encode()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with an address in each place that may hold one."""
    return (
        Site(tmp_path)
        .article("a", "甲乙[丙](https://link.org/#x)。\n\n丁[戊](https://link.org/)，[己](https://gone.org/)。[庚](/glossary/d/)", front="source_url: https://source.org/1")
        .notes("a", "- {id: n, quote: 甲乙, kind: fact, text: {zh-Hant: '見[此](https://note.org/)'}}")
        .glossary("- {id: d, forms: {zh-Hant: [丁]}, definition: {zh-Hant: '見[此](https://definition.org/)'}, sources: ['https://term.org/']}")
    )  # fmt: skip


def _run(site: Site, web: _Web, today: date = TODAY) -> LinkReport:
    return check_links(load_checked_content(site.root / "config.yaml"), web.network, today)


def test_every_address_is_asked_once(site: Site) -> None:
    """Texts, front matter, notes and glossary; fragments make no second address, links within the site none."""
    found = list_web_addresses(load_checked_content(site.root / "config.yaml"))
    assert list(found) == [
        "https://definition.org/", "https://gone.org/", "https://link.org/", "https://note.org/",
        "https://source.org/1", "https://term.org/",
    ]  # fmt: skip
    assert all(place.line and place.column for place in found.values())
    web = _Web({})
    report = _run(site, web)
    assert sorted(web.asked) == list(found)
    assert (report.asked, report.faults, report.unanswered) == (6, (), ())


def test_what_answered_is_believed_for_a_month(site: Site) -> None:
    """A second run asks only for what did not answer well; after thirty days for all."""
    web = _Web({"https://gone.org/": LinkAnswer(404), "https://link.org/": LinkAnswer(503)})
    _run(site, web)
    web.asked.clear()
    assert _run(site, web, date(2026, 5, 30)).believed == 4
    assert sorted(web.asked) == ["https://gone.org/", "https://link.org/"]
    web.asked.clear()
    _run(site, web, date(2026, 5, 31))
    assert len(web.asked) == 6


def test_what_is_gone_has_its_copy(site: Site) -> None:
    """A page that is gone is told with the Internet Archive's copy, one that moved with its new address."""
    web = _Web(
        {
            "https://gone.org/": LinkAnswer(410),
            "https://note.org/": LinkAnswer(404),
            "https://link.org/": LinkAnswer(200, "https://link.org/new"),
        }
    )
    told = {str(fault.place.path).rpartition("/")[2]: fault for fault in _run(site, web).faults}
    assert len(_run(site, web).faults) == 3
    assert told["notes.yaml"].help == "the Internet Archive has no copy of it"
    helps = [fault.help for fault in _run(site, web).faults]
    assert f"the Internet Archive has a copy: {COPY}" in helps
    assert "write https://link.org/new" in helps


def test_what_does_not_answer_is_no_fault(site: Site) -> None:
    """A host that refuses programs, or is down, is told apart: a person has to look."""
    web = _Web({"https://gone.org/": LinkAnswer(403), "https://note.org/": LinkAnswer(0, "", "it is late")})
    report = _run(site, web)
    assert not report.faults
    assert [("403" in f.problem, "it is late" in f.problem) for f in report.unanswered] == [
        (True, False),
        (False, True),
    ]


def test_exceptions_are_not_asked(site: Site) -> None:
    """Patterns under ``links: {except: …}`` leave addresses out, and are counted."""
    config = site.root / "config.yaml"
    config.write_text(config.read_text("utf-8") + "\nlinks: {except: ['https://*.org/', 'x']}\n", "utf-8")
    web = _Web({})
    assert _run(site, web).excepted == 5
    assert web.asked == ["https://source.org/1"]


def test_without_a_network_one_fault_says_so(site: Site) -> None:
    """Not a hundred times that no host was found."""
    web = _Web(
        dict.fromkeys(
            list_web_addresses(load_checked_content(site.root / "config.yaml")), LinkAnswer(0, "", "no host")
        )
    )
    with pytest.raises(Faults, match="no host of 6 addresses"):
        _run(site, web)


@given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["archived_snapshots", "closest", "url"]), inner)).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_no_answer_of_the_archive_breaks_the_check(answer: bytes) -> None:
    """Whatever comes, there is a printable address or none."""
    network = Network(lambda address: LinkAnswer(200), lambda address: answer)
    assert find_archived("https://e.org/", network).isprintable()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"https://link.org/": 5}', '{"https://link.org/": "soon"}'])
def test_a_damaged_list_of_answers_is_no_list(site: Site, text: str) -> None:
    """What .yizhu/links.json cannot say is asked again."""
    site.write(CACHE, text)
    web = _Web({})
    _run(site, web)
    assert len(web.asked) == 6


def test_the_archive_may_fail(site: Site) -> None:
    """If the archive does not answer, there is no copy to tell of."""

    def fail(address: str) -> bytes:
        raise Faults([Fault(Place(address), "no", "")])

    assert find_archived("https://gone.org/", Network(lambda address: LinkAnswer(200), fail)) == ""
