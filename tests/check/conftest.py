"""What the tests of ``check`` share."""

from __future__ import annotations

import pytest
from testbed import Site
from translated_site import write


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose folder is the current one, with one article and its translation."""
    monkeypatch.chdir(site.root)
    return write(site)
