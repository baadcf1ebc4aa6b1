"""Where readers report a mistake or edit a text: the addresses of the forge that holds a site's files."""

from __future__ import annotations

import pytest

from yizhu.content.config import parse_config
from yizhu.content.faults import Faults
from yizhu.content.links.repository import Repository

_PATH = "content/articles/訪談/en.md"
_QUOTED = "content/articles/%E8%A8%AA%E8%AB%87/en.md"


def _read(given: str) -> Repository:
    config = parse_config("config.yaml", f"title: A\nbase_url: https://e.org/\nrepository: {given}\n")
    assert config.repository
    return config.repository


@pytest.mark.parametrize(
    ("given", "edit", "view", "report"),
    [
        (
            "https://github.com/o/n.git",
            f"https://github.com/o/n/edit/main/{_QUOTED}",
            f"https://github.com/o/n/blob/main/{_QUOTED}?plain=1#L{{line}}",
            "https://github.com/o/n/issues/new?title=a%20%26%20b&body=https%3A%2F%2Fe.org%2F",
        ),
        (
            "{url: https://gitlab.example.org/o/n/, branch: pages, folder: web site/}",
            f"https://gitlab.example.org/o/n/-/edit/pages/web%20site/{_QUOTED}",
            f"https://gitlab.example.org/o/n/-/blob/pages/web%20site/{_QUOTED}?plain=1#L{{line}}",
            "https://gitlab.example.org/o/n/-/issues/new?issue[title]=a%20%26%20b&issue[description]=https%3A%2F%2Fe.org%2F",
        ),
        (
            "https://codeberg.org/o/n",
            f"https://codeberg.org/o/n/_edit/main/{_QUOTED}",
            f"https://codeberg.org/o/n/src/branch/main/{_QUOTED}?display=source#L{{line}}",
            "https://codeberg.org/o/n/issues/new?title=a%20%26%20b&body=https%3A%2F%2Fe.org%2F",
        ),
        (
            "{url: https://e.org/r, report: 'mailto:a@e.org?subject={title}'}",
            "",
            "",
            "mailto:a@e.org?subject=a%20%26%20b",
        ),
    ],
)
def test_each_forge_has_its_addresses(given: str, edit: str, view: str, report: str) -> None:
    """A known host needs its address only; whatever is given wins; names and words are escaped."""
    found = _read(given)
    assert found.edit_address(_PATH) == edit
    assert found.view_address(_PATH) == view
    assert found.report_address("a & b", "https://e.org/") == report


@pytest.mark.parametrize(
    "given", ["https://e.org/r", "javascript:alert(1)", "{url: https://e.org/r, view: 'x'}"]
)
def test_an_address_that_leads_nowhere_is_a_fault(given: str) -> None:
    """A host that is no known forge needs patterns; what is no address of the web is refused."""
    with pytest.raises(Faults):
        _read(given)
