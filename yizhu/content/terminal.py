"""What the commands print: whatever a text or a name holds, it neither steers the terminal nor stops the program."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

from yizhu.content.faults import escape_unprintable


def set_up_output() -> None:
    """What the terminal's encoding lacks is written out from now on."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def print_text(text: object, file: TextIO | None = None) -> None:
    """Print lines for people."""
    print(escape_unprintable(str(text)), file=file or sys.stdout)


def print_json(value: Any) -> None:
    """Print for programs, exactly; in ASCII where the terminal's encoding is not that of JSON."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, ensure_ascii=not is_utf8, indent=1))
