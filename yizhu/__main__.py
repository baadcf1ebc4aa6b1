"""``python -m yizhu`` is the command ``yizhu``."""

import sys

from yizhu.cli import main

sys.exit(main())
