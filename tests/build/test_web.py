"""The preview answers this machine's browser, whatever else asks and whatever it is sent."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator

import pytest
from served import PATIENCE, Answer, Served, frame, serving
from testbed import Site

PAGE = "/yizhu/zh-hant/a/"
DEEP = b"[" * 16_000  # within what a message may hold, and deeper than a parser likes
HEADERS = {
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview that is asked by all tests here; it must stand it all, and have no traceback to show."""
    site = Site(tmp_path_factory.mktemp("web") / "site").article("a", "一二三。")
    # With few open files allowed, what is sent without end would end it.
    few = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))"
    with serving(site, few) as served:
        yield served
        assert served.process.poll() is None
        assert "一二三" in served.ask(PAGE).text
        assert "Traceback" not in served.said()
        assert "\x1b" not in served.said()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LocalHost"])
def test_its_own_names(preview: Served, name: str) -> None:
    """It answers to the names of this machine, with its port or without."""
    assert preview.ask(PAGE, host=f"{name}:{preview.port}").status == 200
    assert preview.ask(PAGE, host=name).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "localhost.evil.example", "127.0.0.1:1",
     "localhost:{port}.evil.example", "evil.example@127.0.0.1:{port}", "10.0.0.1:{port}", "0.0.0.0:{port}", "[::2]"],
)  # fmt: skip
@pytest.mark.parametrize("path", [PAGE, "/livereload.js", "/", "/nowhere"])
def test_another_name(preview: Served, host: str, path: str) -> None:
    """A name that another site had bound to this machine's address is refused, at every address."""
    answer = preview.ask(path, host=host.format(port=preview.port))
    assert answer.status in (400, 421)
    assert "一二三" not in answer.text
    assert "<" not in answer.text


def test_no_name_or_two(preview: Served) -> None:
    """Without a Host, or with another one beside the right one, nothing is answered."""
    own = f"Host: 127.0.0.1:{preview.port}\r\n"
    for head in ("", own + "Host: evil.example\r\n", "Host: evil.example\r\n" + own, own + own):
        for version in ("1.0", "1.1"):
            raw = preview.send(f"GET {PAGE} HTTP/{version}\r\n{head}Connection: close\r\n\r\n")
            assert raw.split()[1:2] in ([b"400"], [b"421"]), (head, raw[:100])


def test_the_name_in_the_address(preview: Served) -> None:
    """A whole address in the first line does not stand for a Host."""
    assert preview.ask(f"http://evil.example{PAGE}").status == 400


def test_scripts_of_other_sites(preview: Served) -> None:
    """Whoever follows a link from elsewhere gets the page; another site's script gets nothing."""
    for asker in ("cross-site", "same-site"):
        assert preview.ask(PAGE, f"Sec-Fetch-Site: {asker}", "Sec-Fetch-Mode: no-cors").status == 403
        assert preview.ask(PAGE, f"Sec-Fetch-Site: {asker}", "Sec-Fetch-Mode: navigate").status == 200
    for asker in ("same-origin", "none"):
        assert preview.ask(PAGE, f"Sec-Fetch-Site: {asker}", "Sec-Fetch-Mode: cors").status == 200


@pytest.mark.parametrize(
    "path", [PAGE, "/livereload.js", "/nowhere", "/yizhu/assets/yizhu.css", "/yizhu/nowhere/"]
)
def test_headers(preview: Served, path: str) -> None:
    """What is answered, pages and refusals alike, says that nobody else may use it or guess at its type."""
    for answer in (
        preview.ask(path),
        preview.ask(path, host="evil.example"),
        preview.ask(path, method="PUT"),
    ):
        assert HEADERS.items() <= answer.headers.items()
        assert not [name for name in answer.headers if name.startswith("access-control")]
        assert "server" not in answer.headers


@pytest.mark.parametrize("path", [PAGE, "/livereload.js", "/yizhu/assets/yizhu.css", "/yizhu/nowhere/", "/"])
def test_only_the_head(preview: Served, path: str) -> None:
    """HEAD is answered as GET is, without the body."""
    whole, head = preview.ask(path), preview.ask(path, method="HEAD")
    assert (head.status, head.body) == (whole.status, b"")
    for name in ("content-type", "content-length", "location"):
        assert head.headers.get(name) == whole.headers.get(name), name


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE", "CONNECT", "get"]
)
def test_other_methods(preview: Served, method: str) -> None:
    """Nothing is done but reading, and the answer says so."""
    for path in (PAGE, "/livereload.js"):
        answer = preview.ask(path, "Content-Length: 0", method=method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "address",
    ["../../config.yaml", "%2e%2e/%2e%2e/config.yaml", "..%2f..%2fconfig.yaml", "%2e%2e%5cconfig.yaml", "..\\config.yaml",
     "/etc/passwd", "%2fetc%2fpasswd", "a%00b", "%", "%zz", "%ff%fe", "%c0%ae%c0%ae/config.yaml", "....//config.yaml",
     "zh-hant/../../memo.sqlite", "a" * 5000, "a/" * 4000, "%1b%5b31m", "%e2%80%ae", "link", "folder/", "out/passwd",
     "circle", "\"><script>alert(1)</script>"],
)  # fmt: skip
def test_addresses_that_lead_out(preview: Served, address: str) -> None:
    """No address leads out of the preview's folder, by dots, escapes or links; none is printed as it came."""
    folder = preview.site.root / ".yizhu/preview"
    _link(folder / "link", "/etc/passwd")
    (folder / "folder").mkdir(exist_ok=True)
    _link(folder / "folder/index.html", "/etc/passwd")
    _link(folder / "out", "/etc")
    _link(folder / "circle", "circle")
    answer = preview.ask("/yizhu/" + address)
    assert answer.status in (0, 400, 404)
    for secret in ("root:", "base_url", "SQLite", "<script>alert"):
        assert secret not in answer.text


def _link(path: os.PathLike[str], target: str) -> None:
    if not os.path.lexists(path):
        os.symlink(target, path)


@pytest.mark.parametrize(
    "raw",
    [b"\r\n\r\n", b"GET\r\n\r\n", b"GET / \r\n\r\n", b"\0\0\0\0\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
     b"GET / HTTP/1.1\r\nHost\r\n\r\n", b"GET / HTTP/1.1\r\nHost: \x1b[31m\r\n\r\n", b"G\x1b[31mT / HTTP/1.1\r\nHost: x\r\n\r\n",
     b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 5000 + b"\r\n", b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n",
     b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
     b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
     b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
     b"GET /?" + b"a&" * 7000 + b" HTTP/1.0\r\nHost: localhost\r\n\r\n",
     b"GET /\xff\xfe HTTP/1.0\r\nHost: localhost\r\n\r\n"],
)  # fmt: skip
def test_requests_that_are_none(preview: Served, raw: bytes) -> None:
    """They are refused, or their connection closed, and the next request is answered."""
    answer = preview.send(raw)
    assert answer == b"" or Answer.of(answer).status in (302, 400, 405, 413, 421)
    assert preview.ask(PAGE).status == 200


# ---- where pages listen ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}", "http://localhost:{port}.evil.example",
               "http://127.0.0.1.evil.example:{port}", "file://", "http://localhost"],
)  # fmt: skip
def test_listeners_of_other_sites(preview: Served, origin: str) -> None:
    """A page of another site does not hear when its user saves a file."""
    assert preview.listen(f"Origin: {origin.format(port=preview.port)}").status == 403


def test_listeners_by_another_name(preview: Served) -> None:
    """Nor does one that is served under a name bound to this machine."""
    name = f"evil.example:{preview.port}"
    assert preview.listen(f"Origin: http://{name}", host=name).status == 421


def test_own_listeners(preview: Served) -> None:
    """A page of the preview may listen by each of its names; so may a program that is no browser."""
    for name in ("127.0.0.1", "localhost", "[::1]"):
        assert (
            preview.listen(f"Origin: http://{name}:{preview.port}", host=f"{name}:{preview.port}").status
            == 101
        )
    assert preview.listen().status == 101


@pytest.mark.parametrize(
    "raw",
    [frame(DEEP), frame(b"[" * 100_000), frame(b'{"a":' * 3000), frame(b"x" * 1_000_000), frame(b"{}"), frame(b"[]"), frame(b"1"),
     frame(b"null"), frame(b"not json"), frame(b'{"command": 1}'), frame(b'{"command": ["info"]}'), frame(b"{}", 2), frame(b"\xff\xfe"),
     frame(b'{"command": "info", "url": 1}'), frame(b'{"command": "info", "url": ["x"]}'), frame(b'{"command": "info", "url": "http://["}'),
     frame(b'{"command": "info", "url": "", "plugins": 1}'), frame(b'{"command": "info", "url": "", "plugins": {"yizhu": {"shown": 1}}}'),
     frame(b"9" * 10_000), frame(b"\xff" * 10, 8), frame(b"x", 8), frame(b"x", 11), frame(b"x", 0),
     frame(b"[" * 9000, is_last=False) + frame(b"[" * 9000, 0), b"\xff" * 100],
    ids=range(25),
)  # fmt: skip
def test_messages_that_no_page_sends(preview: Served, raw: bytes) -> None:
    """Deep, huge, binary, without a command, no message at all: the socket is closed, and others hear of changes."""
    strange = preview.listen()
    strange.send(raw)
    assert strange.is_ended()
    assert preview.listen().status == 101


def test_addresses_that_no_page_has(preview: Served) -> None:
    """An open page may call itself what it will: the others reload all the same."""
    site = preview.site
    opened = [
        preview.page(path)
        for path in ("/yizhu/" + "x" * 9000, "/yizhu/%00", "\ud800", "/yizhu/../../x", PAGE)
    ]
    preview.ask(PAGE)
    site.article("a", "一二三。又一句。")
    assert opened[-1].hears()["command"] == "reload"
    preview.shows("又一句")


def test_a_page_that_listens_late(preview: Served) -> None:
    """What changed before it could listen it hears at once, also if another window has the new page already."""
    old = preview.ask(PAGE).text
    preview.site.article("a", "[一]{tern=x}")
    new = preview.shows("no span attribute")
    assert preview.page(PAGE, old).hears()["command"] == "reload"
    preview.site.article("a", "一二三。又一句。")
    assert preview.page(PAGE, new).hears()["command"] == "reload"


def test_very_many_connections(preview: Served) -> None:
    """Hundreds of half-open requests and silent sockets end neither the preview nor what its open pages hear."""
    opened = preview.page(PAGE)
    preview.ask(PAGE)
    held = []
    for nth in range(400):
        wire = preview.connect()
        wire.sendall(
            (
                b"GET / HTTP/1.1\r\nHost: ",
                b"",
                b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n",
            )[nth % 3]
        )
        held.append(wire)
    assert preview.ask(PAGE).status == 200
    preview.site.article("a", "一二三。還有一句。")
    assert opened.hears()["command"] == "reload"
    preview.shows("還有一句")
    for wire in held:
        wire.close()


def test_connections_that_wait(site: Site) -> None:
    """Who never ends a request, asks nothing more or never says which page it is, is let go; an open page is kept."""
    with serving(
        site.article("a", "一二三。"), "import yizhu.build.preview.web_server as web; web._PATIENCE = 0.5"
    ) as preview:
        opened = preview.page(PAGE)
        preview.ask(PAGE)
        for begun in (
            b"",
            b"GET / HTTP/1.1\r\nHost: ",
            f"GET {PAGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
        ):
            preview.send(begun)  # returns when it is closed
        assert preview.listen().is_ended()
        site.article("a", "四五六。")
        assert opened.hears()["command"] == "reload"


def test_very_many_open_pages(preview: Served) -> None:
    """Of those that would listen without end the first are kept; the others are told to go."""
    opened = [preview.page(PAGE) for _ in range(60)]
    assert opened[-1].is_ended()
    assert preview.ask(PAGE).status == 200
    for page in opened:
        page.wire.close()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not _may_listen(preview):
        pass
    assert _may_listen(preview)


def _may_listen(preview: Served) -> bool:
    page = preview.page(PAGE)
    page.say({"command": "hello"})
    try:
        return page.hears()["command"] == "hello"
    except (AssertionError, EOFError, ConnectionError):
        return False
    finally:
        page.wire.close()


def test_a_folder_that_is_a_link(site: Site) -> None:
    """A preview's folder that leads elsewhere is not served."""
    from yizhu.build.preview.pages import Preview

    elsewhere = site.root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.txt").write_text("secret")
    (site.root / ".yizhu").mkdir()
    folder = site.root / ".yizhu/preview"
    folder.symlink_to(elsewhere, target_is_directory=True)
    preview = Preview(site.root / "config.yaml", folder)
    assert preview.answer("secret.txt")[0].startswith("404")
    folder.unlink()
    shutil.copytree(elsewhere, folder)
    assert preview.answer("secret.txt")[0].startswith("200")
