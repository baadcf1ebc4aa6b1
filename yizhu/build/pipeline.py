"""The whole way from content/ to site/: ``build``.

content/ -read-> Source -parse-> Article -mark-> Article -localize-> Edition -plan-> Page -render-> File -write-> site/

Articles are processed one by one (``articles``). From their summaries the outline of the site is drawn
(``site_outline``), which says what its targets are (``targets``). Those that are out of date are rendered
(``render_targets``) and moved into the site together (``output``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from yizhu.build.articles import (
    ArticleSettings,
    LoadedArticles,
    load_articles,
    select_articles,
    settings_digest,
)
from yizhu.build.as_of import HeldBack, find_later
from yizhu.build.cache.file import CACHE_FILE, Unavailable, cache_folder, remove_cache, throw_away
from yizhu.build.cache.fingerprints import (
    Fingerprints,
    Folders,
    Inputs,
    exact,
    fingerprint,
    look,
)
from yizhu.build.cache.key import Doubt
from yizhu.build.cache.program import code_digest
from yizhu.build.cache.serialization import digest
from yizhu.build.cache.store import Cache
from yizhu.build.cache.templates import template_cache
from yizhu.build.copied_files import (
    asset,
    list_claimants,
    list_claimed_targets,
    list_further_targets,
    list_pictures,
    read_claims,
)
from yizhu.build.delivery import forget_build, name_of_site, render_and_move_in
from yizhu.build.faulty_articles import FaultyArticle, find_stand_ins, read_shown, split_faults
from yizhu.build.last_good import LastGood, load_with_stand_ins
from yizhu.build.list_targets import list_targets
from yizhu.build.output.folder import OutputFolder, check_output_folder
from yizhu.build.output.rooted_files import is_of_the_machine, os_fault
from yizhu.build.output.staging import close_staging, open_staging, sweep
from yizhu.build.render_targets import ArticleStore, BuildContext
from yizhu.build.site_outline import draw
from yizhu.build.targets import Target, targets
from yizhu.build.task import BuildTask, Built, Changed, Options, Progress
from yizhu.content.config import Config, read_config
from yizhu.content.faults import Fault, Faults, Place, collect_faults, raise_if
from yizhu.content.links.claims import Claims
from yizhu.content.links.link_targets import FurtherTargets
from yizhu.content.load import (
    SiteContent,
    find_articles_with_broken_references,
    find_broken_references,
    load_site_content,
)
from yizhu.content.translations.passage_ids import NO_IDS
from yizhu.editions.locale import Locale, read_locales
from yizhu.editions.terms.mark_terms import TermSet
from yizhu.site.outline import SiteOutline
from yizhu.site.page_model import File
from yizhu.site.summary import ArticleSummary
from yizhu.site.theme.load import Theme, read_theme
from yizhu.site.theme.templates import template_faults

__all__ = ["Built", "Options", "build"]

_TRIES = 5  # builds, until somebody who goes on writing is told to stop


def build(options: Options, progress: Progress = lambda what, done, many: None) -> Built:
    """Build the site. Raises ``Faults`` with all that is wrong; then site/ is as it was.

    If an input changes meanwhile, the build starts again: no page is published beside one made from another state.
    ``progress`` is called now and then, for the last time before files are moved in; what it raises stops the build.
    """
    paths: Sequence[str] = ()
    for _ in range(_TRIES):
        try:
            return _build_once(options, progress)
        except Changed as changed:
            paths = changed.paths
            options = replace(options, given=None, clean=False)
    help = "see what writes it, and build when that has ended"
    raise Faults(
        [Fault(Place(path), "this goes on changing while the site is built", help) for path in paths]
    )


def _build_once(options: Options, progress: Progress) -> Built:
    """Try once to build. Raises ``Faults``, also for what the machine refuses, and ``Changed``."""
    root, given = options.config.parent, options.given
    try:
        before = fingerprint(options.config, sys.maxsize)
        config = read_config(options.config)
        folders = Folders(config.content, config.theme, config.site, _static_folder(options, config))
        if not given or given.folders != folders:
            given = look(options.config, folders)
        output_folder = check_output_folder(
            options.out or root / config.site,
            str(options.out or config.site),
            root,
            [folder for folder in (config.content, config.theme, folders.static) if folder],
        )
        inputs = exact(options.config, given)
        if inputs[options.config.name] != before:
            raise Changed([options.config.name])
        return _build_with_cache(options, config, output_folder, given, inputs, progress)
    except OSError as error:
        if not is_of_the_machine(error):
            raise
        raise Faults([os_fault(error, str(error.filename or root))]) from None


def _static_folder(options: Options, config: Config) -> str:
    """Return the folder of static files; empty: there can be none, for that is where the site is written."""
    static = options.config.parent / config.static
    is_output = options.out is not None and os.path.realpath(options.out) == os.path.realpath(static)
    return "" if is_output else config.static


def _build_with_cache(
    options: Options,
    config: Config,
    output_folder: OutputFolder,
    given: Inputs,
    inputs: Fingerprints,
    progress: Progress,
) -> Built:
    """Try once to build with the cache; if the cache turns out to be damaged, without it."""
    memory = cache_folder(options.config.parent) / CACHE_FILE
    sweep(output_folder.path)
    # What cannot be deleted is not opened either.
    remembered = None if options.clean and not remove_cache(memory) else memory
    for path in (remembered, remembered):
        try:
            return _attempt(options, config, output_folder, given, inputs, path, progress)
        except Doubt as doubt:  # that cannot be mended in the middle of a build: it begins once more
            throw_away(memory, doubt)
        except Unavailable:  # another build took the cache in the middle of this one
            break
    return _attempt(options, config, output_folder, given, inputs, None, progress)


def _attempt(
    options: Options, config: Config, output_folder: OutputFolder, given: Inputs, inputs: Fingerprints, remembered: Path | None,
    progress: Progress,
) -> Built:  # fmt: skip
    """Build with a cache, or with none. Raises ``Doubt`` if the cache is damaged."""
    with closing(Cache(remembered)) as cache:
        task = BuildTask(options, config, output_folder, given, inputs, cache, progress)
        try:
            return _build(task)
        except Faults:
            task.check_unchanged()  # half of an edit may be faulty where the whole is sound
            raise


def _build(task: BuildTask) -> Built:
    themes, wrong = _theme(task)
    contents, faults = collect_faults(_site_content, [task])
    if not contents:
        raise_if(faults + wrong)
    site_content = contents[0]
    fingerprints = select_articles(task.given.content)
    settings = _settings(task, site_content)
    task.pause()
    loaded = load_articles(task.cache, settings, site_content, fingerprints, task.options.jobs, task.progress)
    faulty = _stand_ins(task, settings, site_content, loaded)
    shown, held_back = _shown(task, loaded, faulty)
    # In a preview every article has its page, if only one that shows the faults.
    hidden = (*held_back.drafts, *held_back.later) if task.options.last_good is None else ()
    static = task.given.folders.static
    claims, clashes = read_claims(task.root, task.config, static, site_content, list_claimants(shown))
    further = list_further_targets(task.config, site_content, shown, claims, len(faulty) > 0)
    between = _between(settings, site_content, shown, hidden, faulty, further)
    reported = _check(task, loaded, faulty, [*site_content.faults, *between, *clashes], wrong)
    task.pause()
    theme, assets = themes[0]
    outline = draw(task.cache, settings, site_content, shown, dict(theme.pictures), held_back.later)
    look = digest(theme)
    before = task.cache.targets(name_of_site(task))
    compiled = template_cache(task.root, digest(code_digest(), bool(theme.own)))
    every = [
        *_list_pages_and_assets(task, outline, look, assets, claims),
        *list_pictures(task, site_content, shown),
        *list_claimed_targets(task, outline, look, claims),
    ]
    task.pause()
    task.cache.commit()  # other processes read what is in the file
    staging, folders = open_staging(task.output_folder)
    try:
        context = BuildContext(
            outline, theme, settings, task.cache.bodies, compiled, task.output_folder, staging
        )
        built = render_and_move_in(task, context, every, before, held_back)
    except Faults as found:  # of a template, or of the disk
        found.tolerated = reported
        raise
    finally:
        close_staging(staging, folders)
    if reported:  # the next build has to report them again
        forget_build(task)
    return replace(
        built, faults=reported, last_good=LastGood(site_content.content.glossary, site_content.pages)
    )


def _list_pages_and_assets(
    task: BuildTask, outline: SiteOutline, look: str, assets: Iterable[File], claims: Claims
) -> Iterator[Target]:
    """Yield the targets of pages and of the theme's files; ``look``: the theme's digest."""
    store = ArticleStore(task.cache)
    yield from (target for target in targets(outline, look, store) if target.name not in claims.replaced)
    yield from list_targets(outline, look, store)
    yield from map(asset, assets)
    if ".nojekyll" not in claims.replaced:
        yield asset(File(".nojekyll", b""))


def _site_content(task: BuildTask) -> SiteContent:
    """Return what all articles share. Raises ``Faults``."""
    if task.options.last_good is None:
        return load_site_content(task.root, task.config, task.glossary)
    return load_with_stand_ins(task.root, task.config, task.glossary, task.options.last_good)


def _stand_ins(
    task: BuildTask, settings: ArticleSettings, site_content: SiteContent, loaded: LoadedArticles
) -> tuple[FaultyArticle, ...]:
    """Return the articles with faults, each with what is shown in its place."""
    if not loaded.faults:
        return ()
    in_preview = task.options.last_good is not None
    drafts = task.options.drafts and site_content.glossary is not None
    return find_stand_ins(task.cache, settings, loaded.faults, drafts, in_preview)


def _check(
    task: BuildTask, loaded: LoadedArticles, faulty: Sequence[FaultyArticle], shared: Sequence[Fault],
    theme: Sequence[Fault],
) -> tuple[Fault, ...]:  # fmt: skip
    """Return the faults that do not stop the build. Raises ``Faults`` if there are others."""
    own = [fault for article in faulty for fault in article.faults]
    if task.options.last_good is None:
        drafts = {article.slug for article in loaded.summaries if article.is_draft}
        drafts |= {article.slug for article in faulty if article.is_draft}
        stopping, in_drafts = split_faults([*shared, *own], task.config.content, drafts)
        if stopping or theme:
            raise Faults([*stopping, *theme], in_drafts)
        return tuple(dict.fromkeys(in_drafts))
    if theme:
        raise Faults([*shared, *own, *theme])
    return tuple(dict.fromkeys([*shared, *own]))


def _theme(task: BuildTask) -> tuple[list[tuple[Theme, tuple[File, ...]]], list[Fault]]:
    """Return the theme with its assets, if it is sound, and its faults."""
    themes, faults = collect_faults(lambda root: read_theme(root, task.config.theme), [task.root])
    return themes, faults + [fault for theme, _ in themes for fault in template_faults(theme)]


def _settings(task: BuildTask, site_content: SiteContent) -> ArticleSettings:
    terms = site_content.glossary.terms if site_content.glossary else ()
    words = site_content.content.vocabulary
    locales = task.cache.get_or_compute(
        "locales",
        (settings_digest(site_content),),
        tuple[Locale, ...],
        lambda: read_locales(task.config, words, terms),
    )
    return ArticleSettings(task.root, task.config, TermSet(terms), locales)


def _shown(
    task: BuildTask, loaded: LoadedArticles, faulty: Sequence[FaultyArticle]
) -> tuple[list[ArticleSummary], HeldBack]:
    """Return the articles that are shown, in the order of their slugs, and those that are held back."""
    parts = [article.summary for article in faulty if article.summary]
    every = (
        sorted([*loaded.summaries, *parts], key=lambda summary: summary.slug) if parts else loaded.summaries
    )
    shown = [summary for summary in every if task.options.drafts or not summary.is_draft]
    known = {summary.slug for summary in shown}
    drafts = {summary.slug for summary in every if summary.is_draft}
    drafts |= {article.slug for article in faulty if article.is_draft}
    day, later = find_later(task.options.as_of, task.inputs, shown)
    if task.options.last_good is None:
        shown = [summary for summary in shown if summary.slug not in later]
    return shown, HeldBack(tuple(sorted(drafts - known)), later, day)


def _between(
    settings: ArticleSettings, site_content: SiteContent, shown: Sequence[ArticleSummary], held_back: Sequence[str],
    faulty: Sequence[FaultyArticle], further: FurtherTargets,
) -> list[Fault]:  # fmt: skip
    """Return the faults of references between articles, pages and definitions."""
    passages = {slug: NO_IDS for slug in site_content.content.slugs if slug not in held_back}
    passages |= {summary.slug: summary.passages for summary in shown}
    old = {article.slug for article in faulty if article.is_old}  # its references are those of another time
    wrong = list(
        find_articles_with_broken_references(
            site_content,
            passages,
            ((summary.slug, summary.named) for summary in shown if summary.slug not in old),
            further,
        )
    )
    return find_broken_references(site_content, passages, list(read_shown(settings, wrong, faulty)), further)
