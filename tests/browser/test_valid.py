"""The Nu HTML checker has nothing to say."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import tools

from browser.site import Site
from yizhu.cli import main

# The checker reads files and knows no host, so to it 'self' is nobody; and it takes JSON-LD, which is no script, for
# one. Whether the policy holds is seen in a browser: a violation is a complaint in the console (visits.py).
BESIDE_THE_POINT = (
    "Resource violates Content Security Policy (meta tag)",
    "Inline script violates Content Security Policy (meta tag)",
)


def test_markup_is_valid(site: Site, languages: Site, lists: Site, states: Site, tmp_path: Path) -> None:
    """No error and no warning on any page, style sheet or picture: in any language, of lists, of unfinished articles; in a message."""
    export = ["export", "email", "lovelace-notes", "--edition", "en", "--out", str(tmp_path)]
    assert main([*export, "--config", str(tools.ROOT / "config.yaml")]) == 0
    assert not list_errors(site.folder, languages.folder, lists.folder, states.folder, tmp_path)


def list_errors(*folders: Path) -> list[str]:
    """Return what the checker says of all files in these folders; to start it costs more than a small site."""
    java, vnu = tools.java(), tools.vnu()
    kinds = ["--also-check-svg", "--also-check-css", "--skip-non-html"]
    # For one run of some seconds the better compiler costs more than it gives; the schemas want a deep stack.
    java_for_a_moment = [java, "-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    checker = [
        *java_for_a_moment,
        "-jar",
        str(vnu),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        *kinds,
    ]
    answer = subprocess.run([*checker, *map(str, folders)], check=True, capture_output=True, text=True)
    return [
        f"{message['url'].removeprefix('file:')}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(answer.stdout)["messages"]
        if not message["message"].startswith(BESIDE_THE_POINT)
    ]
