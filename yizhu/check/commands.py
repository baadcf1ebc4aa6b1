"""What the commands of this package print: ``accept``, ``status``, ``explain``, ``suggest``, ``check --conversion``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from yizhu.check.conversion.circular import list_circular
from yizhu.check.conversion.review import accept, change_to_row, format_changes, list_unsigned_changes
from yizhu.check.explain import explain, explain_notes
from yizhu.check.links import Network, check_links
from yizhu.check.lint import check, list_unused_forms
from yizhu.check.load import find_article, load_checked_content
from yizhu.check.suggest import add_entries, select_suggestions, suggest_for_article
from yizhu.check.translations.signing import Signature, format_signing, sign_translation
from yizhu.check.translations.status import format_status, list_status, status_to_row
from yizhu.content.faults import fault_to_row, format_count
from yizhu.content.terminal import print_found, print_json, print_text


def print_unsigned_changes(config_file: Path, slug: str, as_json: bool) -> bool:
    """Print the changes by conversion that nobody has signed off; are there any?"""
    changes, circular = list_unsigned_changes(config_file, slug), list_circular(config_file, slug)
    if as_json:
        print_json([*map(change_to_row, changes), *map(fault_to_row, circular)])
        return bool(changes or circular)
    found = chain(format_changes(changes), map(str, circular))
    print_found(found, len(changes) + len(circular), "place")
    return bool(changes or circular)


def print_warnings(config_file: Path, slug: str, with_unused: bool, as_json: bool) -> bool:
    """Print what an editor should look at, with or without the forms of terms that no text uses; is there any?"""
    found, unused = check(config_file, slug), list_unused_forms(config_file)
    if with_unused:
        found, unused = found + unused, []
    if as_json:
        print_json([fault_to_row(fault) for fault in found])
        return bool(found)
    print_found(map(str, found), len(found), "thing")
    if unused:
        have = "has" if len(unused) == 1 else "have"
        print_text(f"{format_count(len(unused), 'term')} {have} forms that no text uses; --unused lists them")
    return bool(found)


def print_links(config_file: Path, slug: str, network: Network, as_json: bool) -> bool:
    """Ask for all web addresses of the content and print those that are gone or have moved; are there any?"""
    checked = load_checked_content(config_file)
    if slug:
        find_article(checked, slug)
    # What was asked today and what a month ago only a clock can tell.
    report = check_links(checked, network, date.today(), slug)
    if as_json:
        print_json([fault_to_row(fault) for fault in (*report.faults, *report.unanswered)])
        return bool(report.faults)
    for fault in (*report.faults, *report.unanswered):
        print_text(f"{fault}\n")
    told = [f"{report.asked} of the content's web addresses asked"]
    told += [f"{report.believed} answered within a month"] if report.believed else []
    told += [f"{report.excepted} left out by config.yaml"] if report.excepted else []
    told += [f"{len(report.faults)} gone or moved", f"{len(report.unanswered)} could not be checked"]
    print_text("; ".join(told))
    return bool(report.faults)


def accept_conversion(
    config_file: Path, slug: str, by: str, dry_run: bool, places: Sequence[str], is_listed: bool
) -> None:
    """Sign off changes by conversion of an article, all or those at some places, and print how many, or which."""
    result = accept(config_file, slug, by, dry_run, places)
    for text in format_changes(result.new) if dry_run or is_listed else ():
        print_text(f"{text}\n")
    would_be = "would be " if dry_run else ""
    print_text(
        f"{format_count(len(result.new), 'place')} {would_be}signed off in {result.path}; "
        f"{result.unchanged} unchanged, {result.removed} {would_be}removed"
    )


def accept_translation(
    config_file: Path, slug: str, lang: str, passages: Sequence[str], signature: Signature, dry_run: bool
) -> None:
    """Sign passages of a translation, and print them."""
    for line in format_signing(
        sign_translation(config_file, slug, lang, passages, signature, dry_run), dry_run
    ):
        print_text(line)


def print_status(config_file: Path, slug: str, as_json: bool) -> None:
    """Print how far the translations of all articles are, or of one."""
    lines = list_status(config_file, slug)
    if as_json:
        print_json([status_to_row(line) for line in lines])
    for text in format_status(lines) if not as_json else ():
        print_text(text)


def print_explanations(config_file: Path, slug: str, wording: str) -> None:
    """Print for each match of a term in an article the rule that decided about it, and where its notes stand."""
    is_found = False
    for explanation in explain(config_file, slug, wording):
        is_found = True
        print_text(explanation)
    if not is_found:
        overlapping = f" that overlaps {wording}" if wording else ""
        print_text(f"no term{overlapping} found in {slug}", sys.stderr)
    for note in explain_notes(config_file, slug, wording):
        print_text(note)


def print_suggestions(config_file: Path, slug: str, only: Sequence[str], most: int) -> None:
    """Print wordings of an article that may be terms."""
    for suggestion in select_suggestions(suggest_for_article(config_file, slug), only, most):
        lines = ", ".join(map(str, suggestion.lines[:5])) + ("…" if len(suggestion.lines) > 5 else "")
        print_text(f"{suggestion.text}  {suggestion.count} × {suggestion.why}, line {lines}")


def add_suggestions(config_file: Path, slug: str, only: Sequence[str], most: int, into: str) -> None:
    """Add an entry to the glossary for each wording that may be a term, and print which."""
    found = select_suggestions(suggest_for_article(config_file, slug), only, most)
    path, ids = add_entries(config_file, slug, found, into)
    for suggestion, id in zip(found, ids, strict=True):
        print_text(f"{suggestion.text} → {id}")
    print_text(f"{format_count(len(ids), 'term')} added to {path}" if ids else "nothing to add")
