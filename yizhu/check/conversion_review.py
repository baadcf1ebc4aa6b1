"""What editors sign off: the doubtful places of conversion, shown by ``check --conversion`` and kept by ``accept``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.check.conversion_changes import Authorities, Change, changes_in
from yizhu.check.load import CheckedContent, find_article, load_checked_content
from yizhu.content.faults import Fault
from yizhu.content.model import Article
from yizhu.content.safe_files import choose_root, remove_file, write_file
from yizhu.content.signoffs import FILE_NAME, format_accepted, sign_off
from yizhu.editions.locale import read_locales
from yizhu.editions.vocabulary import read_shipped_vocabulary, read_vocabulary


@dataclass(frozen=True, slots=True)
class Accepted:
    """What ``accept`` did, or would do."""

    path: str
    new: tuple[Change, ...]
    kept: int  # signed before, and still there
    dropped: int  # signed before, and there no more


def changes_of(understood: CheckedContent, article: Article) -> list[Change]:
    """All that conversion did to an article and that an editor should see, edition by edition."""
    notes = understood.folder(article.slug).notes
    site = read_vocabulary(understood.content.vocabulary)
    found: list[Change] = []
    for edition, locale in zip(
        understood.config.editions,
        read_locales(understood.config, understood.content.vocabulary, understood.glossary.terms),
        strict=True,
    ):
        words = (
            read_vocabulary([read_shipped_vocabulary(edition.vocabulary)])
            if edition.vocabulary != "none"
            else ()
        )
        found += changes_in(article, notes, locale, Authorities(understood.glossary.terms, site, words))
    return found


def unsigned(understood: CheckedContent, article: Article) -> list[Change]:
    """Those of an article's changes that nobody has signed off."""
    signed = {one.key for one in understood.accepted(article.slug)}
    return [change for change in changes_of(understood, article) if change.key not in signed]


def conversion(config_file: Path, slug: str = "") -> list[Change]:
    """What is to be looked at in all articles, or in one. Raises ``Faults``."""
    understood = load_checked_content(config_file)
    articles = [find_article(understood, slug)] if slug else understood.articles
    return [change for article in articles for change in unsigned(understood, article)]


def accept(config_file: Path, slug: str, by: str = "", dry_run: bool = False) -> Accepted:
    """Sign off what ``check --conversion`` shows of an article; its file says so from now on. Raises ``Faults``."""
    understood = load_checked_content(config_file)
    article = find_article(understood, slug)
    changes = changes_of(understood, article)
    before = understood.accepted(slug)
    known = {one.key for one in before}
    after = sign_off(before, [change.key for change in changes], by)
    path = f"{understood.config.content}/articles/{slug}/{FILE_NAME}"
    target, root = config_file.parent / path, choose_root(config_file.parent, understood.config.content)
    if not dry_run and after:
        write_file(target, root, format_accepted(slug, after).encode(), path)
    elif not dry_run:
        remove_file(target, root, path)
    kept = known & {one.key for one in after}
    new = tuple(change for change in changes if change.key not in known)
    return Accepted(path, new, len(kept), len(known) - len(kept))


def doubts(understood: CheckedContent) -> Iterator[Fault]:
    """One line for each article, and edition, whose conversion nobody has signed off; drafts are not asked for."""
    for article in understood.articles:
        if article.source.meta.draft:
            continue
        places: dict[str, list[Change]] = {}
        for change in unsigned(understood, article):
            places.setdefault(change.edition, []).append(change)
        for edition, changes in places.items():
            many = "1 conversion" if len(changes) == 1 else f"{len(changes)} conversions"
            help = f"look at them with check --conversion {article.slug}, then accept {article.slug}"
            yield Fault(changes[0].place, f"{many} in {edition} that nobody has signed off", help)


# ---- shown -------------------------------------------------------------------------------------------------


def told(changes: Iterable[Change]) -> Iterator[str]:
    """The changes for a reader: equal ones together, the first in its line, the others with the words around them."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        key = (change.place.path, change.edition, change.was, change.becomes, change.rule, change.expected)
        groups.setdefault(key, []).append(change)
    for group in groups.values():
        yield str(Fault(group[0].place, _said(group[0]), "")) + _also(group[1:])


def as_row(change: Change) -> dict[str, object]:
    """A change for programs."""
    return {
        "edition": change.edition,
        "path": change.place.path,
        "line": change.place.line,
        "column": change.place.column,
        "was": change.was,
        "becomes": change.becomes,
        "rule": change.rule,
        "expected": change.expected,
        "others": [to for to, _ in change.others],
        "sentence": change.sentence,
    }


def _said(change: Change) -> str:
    said = f"{change.was} → {change.becomes} in {change.edition}, by {change.rule}"
    if change.expected:
        return f"{said}; rather {change.expected} in this word"
    others = [f"{to} as in {word}" if word else to for to, word in change.others]
    return f"{said}; it might be {' or '.join(others)}" if others else said


def _also(changes: Sequence[Change]) -> str:
    lines = [f"\n    {change.place.line}:{change.place.column}  …{change.around}…" for change in changes]
    return "".join(lines)
