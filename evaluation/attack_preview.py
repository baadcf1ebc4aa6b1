"""Attack the preview server: python evaluation/attack_preview.py [--requests N] [--messages N] [--half-open N] [--seed N]

While one page is open, it gets malformed requests, paths that lead out of its folder, names and origins of other sites,
messages that no page sends, and connections that never end. Afterwards it must still answer and must still tell the open
page of an edit; it must not have served anything from outside its folder, and its terminal must show no traceback.
Ends with 1 if one of these does not hold. Without ``--seed``, a new seed is drawn and printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random, SystemRandom

REPO = Path(__file__).parents[1]
sys.path[:0] = [str(REPO), str(REPO / "tests")]
from served import Answer, Served, frame, serving  # type: ignore[import-not-found]  # noqa: E402
from testbed import Site  # type: ignore[import-not-found]  # noqa: E402

PAGE = "/yizhu/zh-hant/a/"
SECRET = "a secret outside of the preview"
METHODS = [*["GET"] * 12, "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "get", "G\x1bT", ""]
VERSIONS = ["1.1"] * 8 + ["1.0", "2.0", "x"]
STEPS = ["..", "%2e%2e", "%2E.", ".", "", "zh-hant", "a", "%00", "\\", "%5c..", "..%2f..", "%ff", "%c0%ae%c0%ae", "%", "%zz", "link",
         "\x1b[31m", "%0d%0aX: y", "secret", "config.yaml", "memo.sqlite", "index.html", "‮", "a" * 300]  # fmt: skip
HOSTS = [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost:1",
    "",
    "[::1",
    "\x1b[31m",
    "a" * 9000,
    "127.0.0.1, evil.example",
]
ORIGINS = ["http://evil.example", "null", "", "http://localhost:1", "http://[", "file://", "\x1b"]
HEADS = ["Content-Length: 99999999999", "Content-Length: -1", "Content-Length: x", "Transfer-Encoding: chunked", "Expect: 100-continue",
         "Upgrade: websocket", "Range: bytes=9-1", "If-None-Match: *", "Connection: keep-alive", "Cookie: " + "a=b; " * 500,
         "X: \x1b[31m", " folded", ":", "Sec-Fetch-Site: cross-site", "Sec-WebSocket-Key: x", "A: b\r\n" * 4000]  # fmt: skip


def main() -> int:
    """Attack, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--half-open", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "site").article("a", "一二三。").write("secret", SECRET)
        with serving(site) as preview:
            (site.root / ".yizhu/preview/link").symlink_to(site.root)
            broken = Attack(preview, Random(given.seed)).run(given)
    print("broken: " + ("; ".join(broken) or "nothing"))
    return 1 if broken else 0


class Attack:
    """What is sent, and what came of it."""

    def __init__(self, preview: Served, chance: Random) -> None:
        self.preview, self.chance = preview, chance
        self.statuses: Counter[int] = Counter()
        self.broken: list[str] = []
        self.edits = 0

    def run(self, given: argparse.Namespace) -> list[str]:
        """Which laws were broken."""
        self._wave("requests", given.requests, self._request)
        self._wave("messages", given.messages, self._message)
        self._half_open(given.half_open)
        if "Traceback" in self.preview.said() or "\x1b" in self.preview.said():
            self.broken.append("its terminal shows\n" + self.preview.said()[-2000:])
        return self.broken

    def _wave(self, name: str, many: int, strike: Callable[[], None]) -> None:
        self.statuses.clear()
        started = time.monotonic()
        for nth in range(many):
            strike()
            if nth % 100 == 99:
                self._check(f"after {nth + 1} {name}")
        told = ", ".join(f"{many} × {status or 'closed'}" for status, many in sorted(self.statuses.items()))
        print(f"{many} {name} in {time.monotonic() - started:.1f} s: {told}")
        self._check(f"after the {name}")

    def _check(self, when: str) -> None:
        """Does it answer, and does a page that stands open hear of an edit?"""
        self.edits += 1
        try:
            opened = self.preview.page(PAGE)
            self.preview.ask(PAGE)
            self.preview.site.article("a", f"第{self.edits}次。")
            assert opened.hears()["command"] == "reload"
            self.preview.shows(f"第{self.edits}次")
            opened.wire.close()
        except (AssertionError, OSError, EOFError) as error:
            self.broken.append(f"{when}: {type(error).__name__}: {str(error)[:300]}")

    def _request(self) -> None:
        chance = self.chance
        address = (
            "/" + "yizhu/" * chance.randrange(2) + "/".join(chance.choices(STEPS, k=chance.randrange(1, 5)))
        )
        own = f"127.0.0.1:{self.preview.port}"
        host = own if chance.random() < 0.7 else chance.choice(HOSTS)
        lines = [
            f"{chance.choice(METHODS)} {address} HTTP/{chance.choice(VERSIONS)}",
            f"Host: {host}",
        ]
        lines += chance.sample(HEADS, chance.randrange(3))
        raw = "\r\n".join([*lines, "Connection: close", "", ""]).encode("utf-8", "surrogatepass")
        if chance.random() < 0.2:
            raw = self._damaged(raw)
        answer = self._answered(raw)
        self.statuses[answer.status] += 1
        if SECRET in answer.text or "base_url" in answer.text or "SQLite format" in answer.text:
            self.broken.append(f"gave out what lies outside: {raw[:200]!r}")
        if answer.status == 200 and host != own:
            self.broken.append(f"answered another's name: {raw[:200]!r}")

    def _answered(self, raw: bytes) -> Answer:
        with self.preview.connect() as wire:
            wire.settimeout(0.3)  # a request without an end is left half-open
            told = b""
            try:
                wire.sendall(raw)
                while piece := wire.recv(65536):
                    told += piece
            except OSError:
                pass
        return Answer.of(told)

    def _damaged(self, raw: bytes) -> bytes:
        """Bytes cut out, doubled, or others."""
        first, last = sorted(self.chance.choices(range(len(raw)), k=2))
        return (
            raw[:first]
            + self.chance.choice([b"", raw[first:last] * 2, self.chance.randbytes(20)])
            + raw[last:]
        )

    def _message(self) -> None:
        chance = self.chance
        if chance.random() < 0.2:
            origin = chance.choice(ORIGINS)
            opened = self.preview.listen(f"Origin: {origin}")
            self.statuses[opened.status] += 1
            if opened.status == 101:
                self.broken.append(f"listens for {origin!r}")
            opened.wire.close()
            return
        opened = self.preview.listen()
        opened.wire.settimeout(0.3)
        deep = chance.choice([b"[", b'{"a":', b"[{}, "]) * chance.choice([10, 2000, 100_000])
        value = chance.choice(
            [b"1", b"null", b"[]", b"{}", b'"\\ud800"', b'"http://["', b'"/yizhu/%00"', b"1e999", b"9" * 5000]
        )
        known = b'{"command": ' + chance.choice([b'"info"', b'"hello"', value]) + b', "url": ' + value + b"}"
        content = chance.choice(
            [deep, known, known, chance.randbytes(chance.randrange(200)), b"x" * 2_000_000]
        )
        raw = frame(content, chance.choice([1, 1, 1, 2, 0, 8, 9, 10, 11]), is_last=chance.random() < 0.9)
        try:
            opened.send(self._damaged(raw) if chance.random() < 0.2 else raw)
            opened.is_ended()
        except (TimeoutError, OSError):
            pass  # it waits for more
        self.statuses[opened.status] += 1
        opened.wire.close()

    def _half_open(self, many: int) -> None:
        """Connections that send nothing, half a head or half a body, and are kept."""
        pieces = (
            b"",
            b"GET / HTTP/1.1\r\nHost: ",
            b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1",
        )
        held = []
        try:
            for nth in range(many):
                held.append(self.preview.connect())
                held[-1].sendall(pieces[nth % len(pieces)])
        except OSError as error:
            self.broken.append(f"after {len(held)} half-open connections: {error}")
        self._check(f"with {len(held)} half-open connections")
        print(f"{len(held)} half-open connections")
        for wire in held:
            wire.close()


if __name__ == "__main__":
    sys.exit(main())
