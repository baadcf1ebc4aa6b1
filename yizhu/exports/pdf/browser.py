"""Print a page with the Chromium of the machine: found, never bundled; it sees one folder and no network."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from yizhu.content.faults import Fault, Faults, Place

_NAMES = (
    "chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "google-chrome-stable", "chrome", "msedge",
    "microsoft-edge",
)  # fmt: skip
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_HELP = "install Chromium or Chrome, or set the variable CHROMIUM to the program's path"
_LONGEST = 180  # seconds for one article
_OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no host has an address
    "--user-agent=Yizhu",  # what the file says made it
    "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline",
)  # fmt: skip


def find_chromium() -> str:
    """Return the program's path: what the variable CHROMIUM names, or the first that the machine has. Raises ``Faults``."""
    asked = os.environ.get("CHROMIUM", "")
    for name in (asked,) if asked else (*_NAMES, *_PLACES):
        if found := shutil.which(name):
            return found
    problem = (
        f"the variable CHROMIUM names no program: {asked}"
        if asked
        else "no Chromium is here, which prints the PDF"
    )
    raise Faults([Fault(Place("export pdf"), problem, _HELP)])


def print_page(program: str, page: Path, name: str) -> bytes:
    """Return a page as PDF; ``name``: of the article in a fault. Raises ``Faults`` if Chromium makes none."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "page.pdf"
        # Its own sandbox does not start for root, as in a container; no script is on the page.
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        command = [
            program,
            *_OPTIONS,
            *(["--no-sandbox"] if is_root else []),
            f"--user-data-dir={folder}/profile",
        ]
        try:
            ran = subprocess.run(
                [*command, f"--print-to-pdf={made}", page.as_uri()],
                capture_output=True,
                timeout=_LONGEST,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as failed:
            raise Faults([Fault(Place(name), f"Chromium did not print it: {failed}", _HELP)]) from None
        if not made.is_file():
            said = ran.stderr.decode(errors="replace").strip().split("\n")[-1]
            raise Faults([Fault(Place(name), f"Chromium did not print it: {said}", _HELP)])
        return made.read_bytes()
