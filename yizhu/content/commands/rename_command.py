"""The command ``rename``: an article or a term gets another address, and what names it is changed."""

from __future__ import annotations

from pathlib import Path

from yizhu.content.commands.rename import rename_article
from yizhu.content.commands.rename_term import rename_term
from yizhu.content.commands.renaming import format_renamed
from yizhu.content.terminal import print_text


def rename(config_file: Path, old: str, new: str, *, is_term: bool, dry_run: bool) -> None:
    """Rename an article or a term, and print what was changed, or would be. Raises ``Faults``."""
    run = rename_term if is_term else rename_article
    for line in format_renamed(run(config_file, old, new, dry_run=dry_run)):
        print_text(line)
    if dry_run:
        print_text("nothing was written")
