"""Print what the commands say: no text or file name can steer the terminal or stop the program."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from yizhu.content.faults import escape_unprintable, format_count


def set_up_output() -> None:
    """From now on escape characters that the terminal's encoding does not have, instead of failing on them."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def read_names_as_utf8() -> None:
    """Begin again in Python's UTF-8 mode (PEP 540) where it was told to take file names for ASCII: sites have Chinese ones."""
    if sys.getfilesystemencoding().lower() not in ("utf-8", "utf8") and not sys.flags.utf8_mode:
        if any(option.startswith("utf8") for option in sys._xoptions):
            return
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})


def print_text(text: object, file: TextIO | None = None) -> None:
    """Print lines for people, to standard output or ``file``."""
    print(escape_unprintable(str(text)), file=file or sys.stdout)


def print_found(texts: Iterable[str], count: int, thing: str) -> None:
    """Print what an editor should look at, each with an empty line below it, and how many there are.

    ``count``: one text may tell of several; ``thing``: what one of them is called, in the singular.
    """
    for text in texts:
        print_text(f"{text}\n")
    print_text(f"{format_count(count, thing)} to look at" if count else "nothing to look at")


def print_json(value: Any) -> None:
    """Print a value as JSON for programs; non-ASCII characters are escaped unless the output is UTF-8."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, ensure_ascii=not is_utf8, indent=1))
