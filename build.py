"""The program from a fresh clone: python build.py [command] …"""

import sys

if __name__ == "__main__":
    try:
        from yizhu.cli import main

        sys.exit(main())
    except ModuleNotFoundError as missing:
        if (missing.name or "yizhu").partition(".")[0] == "yizhu":
            raise
        sys.exit(f"{missing.name} is not installed yet. Run: python -m pip install -e .")
