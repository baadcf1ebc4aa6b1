"""What ``yizhu import`` does with a file from a translators' tool: read it, take it back, write all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from yizhu.content.articles import read_article
from yizhu.content.config import Config, read_config
from yizhu.content.faults import Fault, Faults, Place, collect_faults, format_count, raise_if
from yizhu.content.files.read import is_slug, read_article_folder
from yizhu.content.files.safe import read_file, write_text
from yizhu.content.load import load_site_content
from yizhu.content.model import Article, ArticleState, Text
from yizhu.content.terminal import print_text
from yizhu.content.translations.returned_units import ReturnedUnit
from yizhu.content.translations.state import FILE_NAME, format_state
from yizhu.content.translations.take_back import Signer, TakenBack, take_back
from yizhu.importers.sources.budget import time_limit
from yizhu.importers.translations.csv_table import read_csv
from yizhu.importers.translations.exchange_xml import (
    MOST_BYTES,
    ExchangeFile,
    ReturnedTranslation,
    local_name,
)
from yizhu.importers.translations.tbx import find_term_differences, format_new_terms, read_tbx
from yizhu.importers.translations.tmx import read_tmx
from yizhu.importers.translations.xliff import read_xliff

_READERS = {"xliff": read_xliff, "tmx": read_tmx}
_TERM_BASES = ("martif", "tbx")


def import_translation(config_file: Path, source: str, by: str, day: str | None, state: str | None) -> None:
    """Take a file back into the texts it came from, and print what changed. Raises ``Faults``; then nothing is written."""
    signer = Signer(by, day or date.today().isoformat(), state or "")
    with time_limit(source):
        _import(config_file, source, signer)


def _import(config_file: Path, source: str, signer: Signer) -> None:
    data = read_file(Path(source), None, source, MOST_BYTES)
    if source.lower().endswith(".csv"):
        _import_texts(config_file, list(read_csv(source, data)), signer)
        return
    file = ExchangeFile(source, data)
    kind = local_name(file.root)
    if kind in _TERM_BASES:
        _import_terms(config_file, file, Path(source).stem)
    elif kind in _READERS:
        _import_texts(config_file, list(_READERS[kind](file)), signer)
    else:
        place = file.seek_element(kind)
        help = "XLIFF, TMX, TBX and CSV are read"
        raise Faults([Fault(place, f"a file that begins with {kind} is none of a translators' tool", help)])


# ---- texts -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written for one translation."""

    article: Article
    text: Text
    taken: TakenBack


def _import_texts(config_file: Path, returned: list[ReturnedTranslation], signer: Signer) -> None:
    root, config = config_file.parent, read_config(config_file)
    plans, faults = collect_faults(lambda one: _plan(root, config, one, signer), _join(returned))
    raise_if(faults)
    for plan in _with_shared_states(plans):
        _write(root, plan)
        for line in _format_plan(plan):
            print_text(line)
    if not plans:
        print_text("no unit of an article in it")


def _join(returned: Iterable[ReturnedTranslation]) -> Iterator[ReturnedTranslation]:
    """Yield each translation once, with all its units."""
    units: dict[tuple[str, str], tuple[ReturnedUnit, ...]] = {}
    for one in returned:
        units[one.slug, one.lang] = (*units.get((one.slug, one.lang), ()), *one.units)
    return (ReturnedTranslation(slug, lang, found) for (slug, lang), found in units.items())


def _with_shared_states(plans: Iterable[_Plan]) -> Iterator[_Plan]:
    """Yield the plans; of two translations of one article, the later state holds what the earlier says."""
    states: dict[str, ArticleState] = {}
    for plan in plans:
        slug, state = plan.article.slug, plan.taken.state
        if state is not None:
            before = states.get(slug, state)
            others = tuple(line for line in before.passages if line.lang != plan.text.lang)
            own = state.passages_of(plan.text.lang)
            words = tuple((dict(before.words) | dict(state.words)).items())
            states[slug] = replace(state, passages=(*others, *own), words=words)
            plan = replace(plan, taken=replace(plan.taken, state=states[slug]))
        yield plan


def _plan(root: Path, config: Config, returned: ReturnedTranslation, signer: Signer) -> _Plan:
    """Return what one translation becomes; the file's names of articles and languages are only looked up, never used as paths."""
    path = f"{config.content}/articles"
    place = returned.units[0].place if returned.units else Place(path)
    if not is_slug(returned.slug) or not (root / path / returned.slug).is_dir():
        raise Faults([Fault(place, f"there is no article {returned.slug}", f"its folder would be in {path}")])
    article = read_article(read_article_folder(root, config, returned.slug))
    text = next((t for t in article.translations if t.lang == returned.lang), None)
    if text is None:
        help = f"yizhu translate {returned.slug} {returned.lang} begins it"
        raise Faults(
            [Fault(place, f"{returned.slug} has no translation into {returned.lang or 'no language'}", help)]
        )
    if lost := [unit for unit in returned.units if unit.stamp.count("/") != 2]:
        help = "let the tool keep what the export wrote beside each text (metadata, context, properties, the column stamp)"
        problem = f"nothing says what {lost[0].id} was exported from"
        raise Faults([Fault(lost[0].place, problem, help)])
    return _Plan(article, text, take_back(article, text, returned.units, signer))


def _write(root: Path, plan: _Plan) -> None:
    path = plan.text.source.path
    if plan.taken.text != plan.text.source.text:
        write_text(root / path, root, plan.taken.text, path)
    if plan.taken.state is not None:
        name = f"{path.rpartition('/')[0]}/{FILE_NAME}"
        write_text(root / name, root, format_state(plan.taken.state), name)


def _format_plan(plan: _Plan) -> Iterator[str]:
    taken, path = plan.taken, plan.text.source.path
    for ids, done in ((taken.filled, "filled"), (taken.changed, "changed"), (taken.signed, "another state")):
        if ids:
            yield f"{path}: {done}: {' '.join(ids)}"
    count = len(taken.filled) + len(taken.changed) + len(taken.signed)
    yield f"{path}: {format_count(count, 'passage')} taken over" if count else f"{path}: nothing has changed"


# ---- terms -------------------------------------------------------------------------------------------------


def _import_terms(config_file: Path, file: ExchangeFile, stem: str) -> None:
    root, config = config_file.parent, read_config(config_file)
    returned = read_tbx(file)
    site = load_site_content(root, config)
    raise_if(site.faults)
    differences = list(find_term_differences(returned, site.terms))
    written = format_new_terms(returned, site.ids)
    if written:
        name = _free_name(
            root, f"{config.content}/glossary", "".join(c for c in stem if c.isalnum() or c in "-_")
        )
        write_text(root / name, root, written, name)
        new = written.count("\n- id:") + written.startswith("- id:")
        print_text(f"{name} (new): {format_count(new, 'term')}")
    for line in differences:
        print_text(line)
    if differences:
        print_text(
            f"{format_count(len(differences), 'difference')}: change the glossary by hand where they are right"
        )
    if not written and not differences:
        print_text("the glossary says all this already")


def _free_name(root: Path, folder: str, stem: str) -> str:
    """Return the name of a file of the glossary that there is not yet."""
    stem = stem or "imported"
    names = (f"{folder}/{stem}{'' if nth == 1 else f'-{nth}'}.yaml" for nth in range(1, 10_000))
    return next(name for name in names if not (root / name).exists())
