"""The command ``rename``: an article or a term gets another address, and what names it is changed."""

from __future__ import annotations

from pathlib import Path

from yizhu.content.commands.rename import format_rename, rename_article
from yizhu.content.commands.rename_term import format_term_rename, rename_term
from yizhu.content.terminal import print_text


def rename(config_file: Path, old: str, new: str, *, is_term: bool, dry_run: bool) -> None:
    """Rename an article or a term, and print what was changed, or would be. Raises ``Faults``."""
    if is_term:
        lines = format_term_rename(rename_term(config_file, old, new, dry_run=dry_run))
    else:
        lines = format_rename(rename_article(config_file, old, new, dry_run=dry_run))
    for line in lines:
        print_text(line)
    if dry_run:
        print_text("nothing was written")
