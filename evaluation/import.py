"""All evaluations of the import on one folder of pages: python evaluation/import.py DATA

DATA: a folder of article-extraction-benchmark, of flairNLP/fundus's test data, or of Mozilla Readability's pages.
Evaluates the pages as HTML, their front matter where the folder has the expected one, the same pages as text dumps, and
the round trip through Markdown.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run each program that takes such a folder."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    for name in ("extraction", "metadata", "dumps", "markdown"):
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, str(HERE / f"{name}.py"), sys.argv[1]], check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
