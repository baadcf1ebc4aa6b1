"""What editors sign off: changes that conversion made, listed by ``check --conversion``, signed off by ``accept``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yizhu.check.conversion.changes import Change, RuleSources, find_changes
from yizhu.check.load import CheckedContent, find_article, load_checked_content
from yizhu.content.faults import Fault, Place, format_count, raise_if
from yizhu.content.files.safe import remove_file, write_text
from yizhu.content.model import Article
from yizhu.content.signoffs import FILE_NAME, ChangeKey, format_accepted, sign_off
from yizhu.editions.locale import read_locales
from yizhu.editions.vocabulary import read_shipped_vocabulary, read_vocabulary


@dataclass(frozen=True, slots=True)
class AcceptResult:
    """What ``accept`` did, or would do."""

    path: str  # of the file with the sign-offs
    new: tuple[Change, ...]
    unchanged: int  # sign-offs from before whose change is still there
    removed: int  # sign-offs from before whose change is gone


def list_unsigned_changes(config_file: Path, slug: str = "") -> list[Change]:
    """Return the changes that nobody has signed off, of all articles or of one. Raises ``Faults``."""
    checked = load_checked_content(config_file)
    articles = [find_article(checked, slug)] if slug else checked.articles
    return [change for article in articles for change in _find_unsigned(checked, article)]


def accept(
    config_file: Path, slug: str, by: str = "", dry_run: bool = False, places: Sequence[str] = ()
) -> AcceptResult:
    """Sign off changes of an article: write them into its accepted.yaml. Raises ``Faults``.

    ``by``: who signs. ``places``: only what stands there (``16:87``, ``16``); without any, all. With ``dry_run``, nothing
    is written.
    """
    checked = load_checked_content(config_file)
    article = find_article(checked, slug)
    changes = _find_all_changes(checked, article)
    before = checked.sign_offs(slug)
    signed = {sign_off.key for sign_off in before}
    if places:
        chosen = signed | _choose(changes, places, article)
        changes = [change for change in changes if change.key in chosen]
    after = sign_off(before, [change.key for change in changes], by)
    path = f"{checked.config.content}/articles/{slug}/{FILE_NAME}"
    if not dry_run:
        file = checked.root / path
        if after:
            write_text(file, checked.root, format_accepted(slug, after), path)
        else:
            remove_file(file, checked.root, path)
    unchanged = signed & {sign_off.key for sign_off in after}
    new = tuple(change for change in changes if change.key not in signed)
    return AcceptResult(path, new, len(unchanged), len(signed) - len(unchanged))


def _choose(changes: Iterable[Change], places: Sequence[str], article: Article) -> set[ChangeKey]:
    """Return what is signed at some places: line and column, or a line. Raises ``Faults`` for one where nothing changed."""
    at: dict[str, list[ChangeKey]] = {}
    for change in changes:
        line, name = str(change.place.line), change.place.path.rpartition("/")[2]
        for place in (line, f"{line}:{change.place.column}"):
            at.setdefault(place, []).append(change.key)
            at.setdefault(f"{name}:{place}", []).append(change.key)
    path, help = (
        article.source.source.path,
        f"yizhu check --conversion {article.slug} lists the places: 16:87",
    )
    raise_if(
        [Fault(Place(path), f"{p} is no place that conversion changed", help) for p in places if p not in at]
    )
    return {key for place in places for key in at[place]}


def check_sign_offs(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each article and edition with changes that nobody has signed off; drafts have none."""
    for article in checked.articles:
        if article.source.meta.draft:
            continue
        by_edition: dict[str, list[Change]] = {}
        for change in _find_unsigned(checked, article):
            by_edition.setdefault(change.edition, []).append(change)
        for edition, changes in by_edition.items():
            problem = f"{format_count(len(changes), 'conversion')} in {edition} that nobody has signed off"
            slug = article.slug
            help = f"look at them with yizhu check --conversion {slug}, then sign them off with yizhu accept {slug}"
            yield Fault(changes[0].place, problem, help)


def _find_unsigned(checked: CheckedContent, article: Article) -> list[Change]:
    signed = {sign_off.key for sign_off in checked.sign_offs(article.slug)}
    return [change for change in _find_all_changes(checked, article) if change.key not in signed]


def _find_all_changes(checked: CheckedContent, article: Article) -> list[Change]:
    """Return the changes of an article that an editor should see, edition by edition."""
    config, terms = checked.config, checked.glossary.terms
    notes = checked.folder(article.slug).notes
    site = read_vocabulary(checked.files.vocabulary)
    locales = read_locales(config, checked.files.vocabulary, terms)
    changes: list[Change] = []
    for edition, locale in zip(config.editions, locales, strict=True):
        name = edition.vocabulary
        shipped = read_shipped_vocabulary(name) if name != "none" else ()
        changes += find_changes(article, notes, locale, RuleSources(terms, site, shipped))
    return changes


# ---- output ------------------------------------------------------------------------------------------------


def format_changes(changes: Iterable[Change]) -> Iterator[str]:
    """Return the changes for a reader, equal ones together: the first with its line, the others with a few words."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        key = (change.place.path, change.edition, change.was, change.becomes, change.rule, change.expected)
        groups.setdefault(key, []).append(change)
    for first, *others in groups.values():
        more = (f"\n    {c.place.line}:{c.place.column}  …{c.context}…" for c in others)
        yield str(Fault(first.place, _describe(first))) + "".join(more)


def change_to_row(change: Change) -> dict[str, object]:
    """Return a change as JSON values, for programs."""
    return {
        "edition": change.edition,
        "path": change.place.path,
        "line": change.place.line,
        "column": change.place.column,
        "was": change.was,
        "becomes": change.becomes,
        "rule": change.rule,
        "expected": change.expected,
        "others": [to for to, _ in change.alternatives],
        "sentence": change.sentence,
    }


def _describe(change: Change) -> str:
    text = f"{change.was} → {change.becomes} in {change.edition}, by {change.rule}"
    if change.expected:
        return f"{text}; expected {change.expected} in this word"
    alternatives = [f"{to} as in {word}" if word else to for to, word in change.alternatives]
    return f"{text}; it might be {' or '.join(alternatives)}" if alternatives else text
