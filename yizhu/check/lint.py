"""What an editor should look at although the site can be built: ``yizhu check`` and ``build --strict``.

1. load all content: if it has faults, these are the answer 2. run each check of ``_CHECKS`` 3. sort by file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from yizhu.build.faulty_articles import split_faults
from yizhu.check.article_checks import check_articles, check_completeness, check_files, check_notation
from yizhu.check.conversion.circular import check_circular
from yizhu.check.conversion.misconversions import check_misconversions
from yizhu.check.conversion.review import check_sign_offs
from yizhu.check.glossary_checks import check_glossary, find_unused_forms
from yizhu.check.import_receipts import check_import_receipts
from yizhu.check.interface import check_interface
from yizhu.check.load import CheckedContent, find_article, load_checked_content
from yizhu.check.note_checks import check_notes
from yizhu.check.quotations import check_quotations
from yizhu.check.translations.checks import check_translations
from yizhu.check.translations.old_words import add_old_words
from yizhu.check.translations.shifts import check_shifts
from yizhu.check.translations.unshown_texts import check_unshown_texts
from yizhu.content.faults import Fault, Faults

_CHECKS: tuple[Callable[[CheckedContent], Iterable[Fault]], ...] = (
    check_glossary,
    check_articles,
    check_shifts,
    check_notation,
    check_notes,
    check_quotations,
    check_misconversions,
    check_sign_offs,
    check_circular,
    check_files,
    check_import_receipts,
    check_translations,
    check_interface,
    check_unshown_texts,
)
# What drafts may lack: ``check`` lists it, and a strict build does not ask for it.
_CHECKS_OF_PUBLISHED: tuple[Callable[[CheckedContent], Iterable[Fault]], ...] = (check_completeness,)


def check(config_file: Path, slug: str = "") -> list[Fault]:
    """Return the faults of a site's content; if it has none, or only in drafts, its warnings, too, by file and line.

    With ``slug``, only those in the files of one article, whatever is wrong in others. Raises ``Faults`` if there is no such article.
    """
    try:
        checked = load_checked_content(config_file, without_faulty=bool(slug))
    except Faults as found:
        return [*found.faults, *found.tolerated]
    articles = tuple(add_old_words(article, checked.root) for article in checked.articles)
    checked = replace(checked, articles=articles)
    warnings = [*checked.faults_in_drafts, *_run_checks(checked, checked)]
    if not slug:
        return warnings
    if slug not in checked.faulty:
        find_article(checked, slug)
    folder = f"{checked.config.content}/articles/{slug}"
    return [warning for warning in warnings if f"{warning.place.path}/".startswith(f"{folder}/")]


def list_warnings(config_file: Path, drafts: bool = True) -> list[Fault]:
    """Return the warnings that ``build --strict`` stops at; without ``drafts``, none in their files.

    Raises ``Faults`` for what stops every build.
    """
    checked = load_checked_content(config_file)
    warnings = [*checked.faults_in_drafts, *_run_checks(checked, checked.without_drafts())]
    in_others, _ = split_faults(warnings, checked.config.content, checked.drafts)
    return warnings if drafts else in_others


def list_unused_forms(config_file: Path) -> list[Fault]:
    """Return for each used term the forms that no text contains; these are not warnings: future texts may use them.

    Empty if the content has faults.
    """
    try:
        return list(find_unused_forms(load_checked_content(config_file)))
    except Faults:
        return []  # ``check`` returns them


def _run_checks(checked: CheckedContent, published: CheckedContent) -> list[Fault]:
    """Return the warnings; ``published`` is asked for what only published articles need."""
    runs = [*((run, checked) for run in _CHECKS), *((run, published) for run in _CHECKS_OF_PUBLISHED)]
    warnings = (warning for run, content in runs for warning in run(content))
    return sorted(warnings, key=lambda w: (w.place.path, w.place.line, w.place.column))
