"""The whole way from content/ to site/, on one page.

content/ ─read→ Source ─parse→ Article ─annotate→ Article ─convert→ Edition ─plan→ Page ─render→ File ─write→ site/

Articles go this way one by one: as far as the edition in ``knowing``, and from there to their files in ``making``, if
one of their inputs has changed. Between the two stands the outline, which holds of each article only the summary.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.build.articles import Recipe, load_articles, read_with_folder, recipe_digest
from yizhu.build.cache import Cache
from yizhu.build.cache_file import remove_cache, throw_away
from yizhu.build.cache_folder import cache_folder
from yizhu.build.cache_key import Doubt
from yizhu.build.fingerprints import (
    Counts,
    Fingerprints,
    Folders,
    Inputs,
    Request,
    exact,
    fingerprint,
    fingerprints_in,
    look,
    record_build,
)
from yizhu.build.output import Delivery, Written, close_staging, move_in, open_staging, sweep
from yizhu.build.output_folder import OutputFolder, check_output_folder
from yizhu.build.output_record import RECORD
from yizhu.build.process_pool import ProcessPool
from yizhu.build.render_targets import ArticleStore, BuildContext, Delivered, deliver, forget_bodies
from yizhu.build.rooted_files import is_of_the_machine, os_fault
from yizhu.build.serialization import digest
from yizhu.build.site_outline import draw
from yizhu.build.targets import Target, find_reason, targets
from yizhu.build.targets import serialize_inputs as inputs_told
from yizhu.content.config import Config, read_config
from yizhu.content.faults import Fault, Faults, Place, collect_faults, raise_if
from yizhu.content.glossary import Glossary, read_glossary
from yizhu.content.load import (
    SiteContent,
    find_articles_with_broken_references,
    find_broken_references,
    load_site_content,
)
from yizhu.content.model import Source
from yizhu.content.safe_files import read_file
from yizhu.editions.locale import read_locales
from yizhu.editions.mark_terms import TermSet
from yizhu.site.jobs import CopyJob
from yizhu.site.page_model import File
from yizhu.site.sandbox import Compiled
from yizhu.site.summary import ArticleSummary
from yizhu.site.templates import compiled_templates, template_faults
from yizhu.site.theme import Theme, read_theme

Progress = Callable[[str, int, int], None]  # what is being done, how many of how many are done


@dataclass(frozen=True, slots=True)
class Options:
    """How to build."""

    config: Path
    out: Path | None = None
    jobs: int = 1
    drafts: bool = False
    why: bool = False
    clean: bool = False
    prune: bool = False  # remove also what no build made
    given: Inputs | None = None  # what the site is made from, if somebody looked a moment ago


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    written: Written
    counts: Counts
    why: tuple[tuple[str, str], ...]  # page, what changed
    context: BuildContext  # what all pages were made with


_TRIES = 5  # builds, until somebody who goes on writing is told to stop


class _Changed(Exception):
    """What a site is made from changed while it was read."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(paths)
        self.paths = paths


def build(options: Options, progress: Progress = lambda what, done, many: None) -> Built:
    """Content into site/. Raises ``Faults`` with all that is wrong; then site/ is as it was.

    What changes while it is read is read again: no page stands beside one that was made from another state of it.
    What ``progress`` raises breaks the build off: it is asked now and then, for the last time before files are moved in.
    """
    paths: Sequence[str] = ()
    for _ in range(_TRIES):
        try:
            return _begun(options, progress)
        except _Changed as changed:
            paths = changed.paths
            options = replace(options, given=None, clean=False)
    help = "see what writes it, and build when that has ended"
    raise Faults(
        [Fault(Place(path), "this goes on changing while the site is built", help) for path in paths]
    )


def _begun(options: Options, progress: Progress) -> Built:
    """One try. Raises ``Faults``, also for what the machine refuses, and ``_Changed``."""
    root, given = options.config.parent, options.given
    try:
        before = fingerprint(options.config, sys.maxsize)
        config = read_config(options.config)
        folders = Folders(config.content, config.theme, config.site)
        if not given or given.folders != folders:
            given = look(options.config, folders)
        output_folder = check_output_folder(
            options.out or root / config.site,
            str(options.out or config.site),
            root,
            (config.content, config.theme),
        )
        inputs = exact(options.config, given)
        if inputs[options.config.name] != before:
            raise _Changed([options.config.name])
        return _in_memory(options, config, output_folder, given, inputs, progress)
    except OSError as error:
        if not is_of_the_machine(error):
            raise
        raise Faults([os_fault(error, str(error.filename or root))]) from None


def _in_memory(
    options: Options,
    config: Config,
    output_folder: OutputFolder,
    given: Inputs,
    inputs: Fingerprints,
    progress: Progress,
) -> Built:
    """One try, with what earlier builds remembered; if that turns out to be damaged, without."""
    memory = cache_folder(options.config.parent) / "memo.sqlite"
    sweep(output_folder.path)
    # What cannot be deleted is not opened either.
    remembered = None if options.clean and not remove_cache(memory) else memory
    for path in (remembered, remembered):
        try:
            return _attempt(options, config, output_folder, given, inputs, path, progress)
        except Doubt as doubt:  # that cannot be mended in the middle of a build: it begins once more
            throw_away(memory, doubt)
    return _attempt(options, config, output_folder, given, inputs, None, progress)


def _attempt(
    options: Options, config: Config, output_folder: OutputFolder, given: Inputs, inputs: Fingerprints, remembered: Path | None,
    progress: Progress,
) -> Built:  # fmt: skip
    """A build with what is remembered, or without. Raises ``Doubt`` when that turns out to be damaged."""
    with closing(Cache(remembered)) as cache:
        task = _Task(options, config, output_folder, given, inputs, cache, progress)
        try:
            return _built(task)
        except Faults:
            task.check_unchanged()  # half of an edit may be faulty where the whole is sound
            raise


@dataclass(frozen=True, slots=True)
class _Task:
    """A build, begun."""

    options: Options
    config: Config
    output_folder: OutputFolder
    given: Inputs
    inputs: Fingerprints  # of all that the site is made from, when the build began
    cache: Cache
    progress: Progress

    @property
    def root(self) -> Path:
        return self.options.config.parent

    def pause(self) -> None:
        """Here the build may be broken off."""
        self.progress("", 0, 0)

    def check_unchanged(self) -> None:
        """Raise ``_Changed`` if anything that the site is made from is not what it was when the build began."""
        config = self.options.config
        now = exact(config, look(config, self.given.folders))
        if now == self.inputs:
            return
        changed = sorted(
            path for path in now.keys() | self.inputs.keys() if now.get(path) != self.inputs.get(path)
        )
        # What was learned of these may be of two states at once.
        articles = f"{self.config.content}/articles/"
        self.cache.forget_articles(
            {path.removeprefix(articles).partition("/")[0] for path in changed if path.startswith(articles)}
        )
        self.cache.commit()
        raise _Changed(changed)

    def glossary(self, files: tuple[Source, ...], langs: tuple[str, ...]) -> Glossary:
        """The glossary, as remembered or read now."""
        return self.cache.get_or_compute(("glossary", files, langs), lambda: read_glossary(files, langs))


def _built(task: _Task) -> Built:
    themes, wrong = _theme(task)
    grounds, faults = collect_faults(
        lambda root: load_site_content(root, task.config, task.glossary), [task.root]
    )
    if not grounds:
        raise_if(faults + wrong)
    ground = grounds[0]
    stamps = _below("articles/", task.given.content)
    recipe = _recipe(task, ground)
    task.pause()
    learned = load_articles(task.cache, recipe, ground, stamps, task.options.jobs, task.progress)
    shown, held_back = _shown(learned.summaries, task.options.drafts)
    between = _between(recipe, ground, shown, held_back)
    raise_if([*ground.faults, *learned.faults, *between, *wrong])
    task.pause()
    theme, assets = themes[0]
    outline = draw(task.cache, recipe, ground, shown)
    look = digest(theme)
    before = task.cache.made(_name(task))
    store = ArticleStore(task.cache, recipe)
    every = [*targets(outline, look, store), *map(_asset, assets), *_pictures(task, ground, shown)]
    compiled = _compiled(task, theme)
    task.pause()
    staging, folders = open_staging(task.output_folder)
    try:
        context = BuildContext(
            outline, theme, recipe, task.cache.bodies_location, compiled, task.output_folder, staging
        )
        return _delivered(task, context, every, before, held_back)
    finally:
        close_staging(staging, folders)


def _below(folder: str, stamps: Fingerprints) -> Fingerprints:
    """The stamps of what lies in a folder, by its path there."""
    return {path.removeprefix(folder): known for path, known in stamps.items() if path.startswith(folder)}


def _theme(task: _Task) -> tuple[list[tuple[Theme, tuple[File, ...]]], list[Fault]]:
    """The theme with its assets, if it is sound, and what is wrong with it."""
    themes, faults = collect_faults(lambda root: read_theme(root, task.config.theme), [task.root])
    return themes, faults + [fault for theme, _ in themes for fault in template_faults(theme)]


def _compiled(task: _Task, theme: Theme) -> Compiled:
    """The theme's templates, compiled, as remembered or now."""
    keys = {name: digest("template", name, source) for name, source in theme.templates}
    known = task.cache.get(keys.values())
    codes = {name: known[key] for name, key in keys.items() if key in known}
    new = compiled_templates(theme, [name for name in keys if name not in codes])
    task.cache.put({keys[name]: code for name, code in new.items()})
    return Compiled(tuple((codes | new).items()))


def _recipe(task: _Task, ground: SiteContent) -> Recipe:
    terms = ground.glossary.terms if ground.glossary else ()
    words = ground.content.vocabulary
    locales = task.cache.get_or_compute(
        ("locales", recipe_digest(ground)), lambda: read_locales(task.config, words, terms)
    )
    return Recipe(task.root, task.config, TermSet(terms), locales)


def _shown(summaries: Iterable[ArticleSummary], drafts: bool) -> tuple[list[ArticleSummary], list[str]]:
    """The articles that are shown, and the slugs of those that are held back."""
    shown = [summary for summary in summaries if drafts or not summary.is_draft]
    known = {summary.slug for summary in shown}
    return shown, [summary.slug for summary in summaries if summary.slug not in known]


def _between(
    recipe: Recipe, ground: SiteContent, shown: Sequence[ArticleSummary], held_back: Sequence[str]
) -> list[Fault]:
    """What articles, pages and definitions name that is not there."""
    passages = {slug: 0 for slug in ground.content.slugs if slug not in held_back}
    passages |= {summary.slug: summary.passages for summary in shown}
    wrong = list(
        find_articles_with_broken_references(
            ground, passages, ((summary.slug, summary.named) for summary in shown)
        )
    )
    return find_broken_references(ground, passages, [read_with_folder(recipe, slug) for slug in wrong])


# ---- delivery, and what is copied ----------------------------------------------------------------------------------


def _asset(file: File) -> Target:
    return Target(file.path, (("the theme", digest(file.content)),), lambda: (file,))


def _pictures(task: _Task, ground: SiteContent, shown: Iterable[ArticleSummary]) -> Iterable[Target]:
    yield _asset(File(".nojekyll", b""))
    several = [(f"assets/articles/{summary.slug}/", summary.pictures) for summary in shown]
    several += [(f"assets/pages/{page.name}/", page.pictures) for page in ground.pages]
    for folder, pictures in several:
        for picture in pictures:
            yield _picture(task, folder + picture.name, picture.path)


def _picture(task: _Task, path: str, name: str) -> Target:
    """A picture of the content, by its own path, and where it is published."""
    root = task.root / task.config.content
    job = CopyJob(path, task.root / name, root, name)
    known = task.given.content.get(name.removeprefix(f"{task.config.content}/"))
    return Target(
        path, (("the picture", known or digest(read_file(job.source, root, name))),), lambda: (job,)
    )


def _delivered(
    task: _Task, context: BuildContext, every: Sequence[Target], before: dict[str, tuple[str, str]], held_back: Sequence[str]
) -> Built:  # fmt: skip
    """Make what has changed, move it in when all of it is well, and remember it."""
    there = fingerprints_in(task.output_folder.path, sys.maxsize, hidden=False)
    task.pause()
    stood = {name: _stood(said) for name, (_, said) in before.items()}
    new = [target for target in every if not _stands(target, before, stood, there)]
    why = [
        (target.name, find_reason(task.cache.inputs(_name(task), target.name), target.inputs))
        for target in new
    ]
    outcomes = _make(task, context, new)
    staged = tuple(path for several in outcomes for one in several for path in one.staged)
    files = {target.name: _files(several) for target, several in zip(new, outcomes, strict=True)}
    claimed = {path for several in files.values() for path in several}
    claimed |= {path for target in every if target.name not in files for path, _ in stood[target.name]}
    task.check_unchanged()
    task.pause()
    delivery = Delivery(context.staging, staged, frozenset(claimed), frozenset(there), task.options.prune)
    written = move_in(task.output_folder, delivery)
    pages = sum(path.endswith((".html", ".xml", ".txt")) for path in claimed)
    counts = Counts(
        pages,
        len(context.site.told_in),
        len(context.recipe.term_set.terms),
        len(held_back),
        len(claimed),
        written.strays,
    )
    left = {path: there[path] for path in there.keys() - set(written.removed)}
    try:
        _remember(task, _Outcome(every, new, files, left), counts)
    except Doubt as doubt:  # the site is whole; it is the next build that has nothing to go by
        task.cache.throw_away(doubt)
    return Built(written, counts, tuple(why), context)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was made, and what stands in the site."""

    every: Sequence[Target]
    new: Sequence[Target]
    files: dict[str, list[str]]  # of the new units, by name
    there: Fingerprints  # of what stood there before, and still does


def _remember(task: _Task, outcome: _Outcome, counts: Counts) -> None:
    files, site = outcome.files, task.output_folder.path
    made_now = [RECORD, *(path for several in files.values() for path in several)]
    standing = outcome.there | {path: fingerprint(site / path, sys.maxsize) for path in made_now}
    made = [
        (target.name, target.key, _said(files[target.name], standing), inputs_told(target.inputs))
        for target in outcome.new
    ]
    before = task.cache.made(_name(task))
    task.cache.make(_name(task), made, before.keys() - {target.name for target in outcome.every})
    asked = Request(task.options.config, task.options.out, task.options.drafts)
    record_build(task.cache.tell, asked, task.given, standing, counts)
    task.cache.commit_used()


def _make(task: _Task, context: BuildContext, new: Sequence[Target]) -> list[list[Delivered]]:
    """What was delivered for each unit. Raises ``Faults``: those of all of them at once."""
    jobs = [(nth, job) for nth, target in enumerate(new) for job in target.jobs()]
    task.cache.commit()
    forget_bodies()
    pool = ProcessPool(deliver, replace(context, bodies=task.cache.bodies_location))
    delivered: list[list[Delivered]] = [[] for _ in new]
    faults: dict[Fault, None] = {}
    outcomes = pool.run([job for _, job in jobs], task.options.jobs)
    for done, ((nth, _), (one, wrong)) in enumerate(zip(jobs, outcomes, strict=True), 1):
        faults |= dict.fromkeys(wrong)
        if not wrong:
            delivered[nth].append(one)
        task.progress("pages", done, len(jobs))
    raise_if(list(faults))
    return delivered


def _files(delivered: Iterable[Delivered]) -> list[str]:
    return [path for one in delivered for path in one.files]


def _name(task: _Task) -> str:
    """What a site is called in the memo."""
    return f"{task.output_folder.path}{' with drafts' if task.options.drafts else ''}"


def _stands(
    target: Target,
    before: dict[str, tuple[str, str]],
    stood: dict[str, list[tuple[str, str]]],
    there: Fingerprints,
) -> bool:
    """Do its files stand in the site as the last build left them, made from the same?"""
    key, _ = before.get(target.name, ("", ""))
    return key == target.key and all(there.get(path) == known for path, known in stood[target.name])


def _stood(said: str) -> list[tuple[str, str]]:
    """The files of a unit and their stamps."""
    lines = said.split("\n")
    return [(path, known) for path, _, known in [line.partition("\t") for line in lines if line]]


def _said(files: Iterable[str], standing: Fingerprints) -> str:
    return "\n".join(f"{path}\t{standing[path]}" for path in files)
