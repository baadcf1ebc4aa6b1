"""Others in the network read the preview only where its owner says so, and only by the address with the token."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from served import PATIENCE, Served, serving
from testbed import Site

from yizhu.build.preview.access import Access, access_to
from yizhu.build.preview.serve import serve
from yizhu.content.faults import Faults

PAGE = "/yizhu/zh-hant/a/"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview that listens at all addresses of this machine."""
    site = Site(tmp_path_factory.mktemp("shared") / "site").article("a", "一二三。")
    with serving(site, "", "--host", "0.0.0.0") as served:
        yield served


def token_of(shared: Served) -> str:
    """The token in the address on the terminal."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := re.search(r"\?token=([\w-]{16})", shared.said()):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(shared.said())


def test_without_the_token(shared: Served) -> None:
    """Without the token, or with another, there is no page, no script and no socket."""
    token_of(shared)
    for path in (PAGE, "/", "/livereload.js", "/yizhu/assets/yizhu.css", f"{PAGE}?token=", f"{PAGE}?token=x"):
        for header in (
            "X: y",
            f"Cookie: yizhu-preview-{shared.port}=x",
            f"Cookie: yizhu-preview-{shared.port}=",
        ):
            answer = shared.ask(path, header)
            assert answer.status == 401, (path, header)
            assert "一二三" not in answer.text
    assert shared.ask(f"{PAGE}?token={token_of(shared)}", method="HEAD").status == 401
    assert shared.listen(f"Origin: http://127.0.0.1:{shared.port}").status == 401


def test_with_the_token(shared: Served) -> None:
    """The address on the terminal leaves a cookie and leads to the page; from then on the cookie is enough."""
    answer = shared.ask(f"{PAGE}?token={token_of(shared)}")
    assert (answer.status, answer.headers["location"]) == (302, PAGE)
    cookie = answer.headers["set-cookie"]
    assert "httponly" in cookie.lower()
    assert "samesite=lax" in cookie.lower()
    kept = f"Cookie: {cookie.partition(';')[0]}"
    assert "一二三" in shared.ask(PAGE, kept).text
    assert shared.listen(f"Origin: http://127.0.0.1:{shared.port}", kept).status == 101


def test_other_names_are_refused_all_the_same(shared: Served) -> None:
    """The checks of `Host`, `Origin` and `Sec-Fetch-Site` stay; no token leads to another site."""
    token = token_of(shared)
    kept = f"Cookie: yizhu-preview-{shared.port}={token}"
    assert shared.ask(f"{PAGE}?token={token}", host="evil.example").status == 421
    assert shared.ask(PAGE, kept, host="evil.example").status == 421
    assert shared.ask(PAGE, kept, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors").status == 403
    assert shared.listen("Origin: http://evil.example", kept).status == 403
    assert shared.ask(f"//evil.example/?token={token}").headers["location"] == "/evil.example/"


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_this_machine_alone(address: str) -> None:
    """An address that nobody else can reach needs no token."""
    try:
        access = access_to(address, 8000)
    except OSError:
        pytest.skip("this machine has no such address")
    assert access.token == ""
    assert access.page("/yizhu/") == "http://127.0.0.1:8000/yizhu/"


def test_an_address_in_the_network() -> None:
    """An address that others can reach is the only name, and has a token that is new each time."""
    one, other = access_to("192.168.1.5", 8000), access_to("192.168.1.5", 8000)
    assert one.hosts == {"192.168.1.5", "192.168.1.5:8000"}
    assert one.origins == {"http://192.168.1.5:8000"}
    assert one.token != other.token
    assert one.page("/a/") == f"http://192.168.1.5:8000/a/?token={one.token}"
    assert not one.is_token("")
    assert not Access("127.0.0.1", 1, token="x").is_token(None)


@pytest.mark.parametrize("host", ["192.0.2.7", ""])
def test_addresses_that_this_machine_does_not_have(site: Site, host: str) -> None:
    """They are a fault that says what to give."""
    with pytest.raises(Faults, match="cannot serve here") as found:
        serve(site.root / "config.yaml", 0, open_browser=False, host=host)
    assert "--host" in found.value.faults[0].help
