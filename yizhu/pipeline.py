"""The whole way from content/ to site/, on one page.

content/ ─read→ Source ─parse→ Article ─annotate→ Article ─convert→ Edition ─plan→ Page ─render→ File ─write→ site/

Articles go this way one by one: as far as the edition in ``knowing``, and from there to their files in ``making``, if
one of their inputs has changed. Between the two stands the outline, which holds of each article only the gist.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from yizhu.cache_file import remove_cache, throw_away
from yizhu.cache_folder import cache_folder
from yizhu.cache_key import Doubt
from yizhu.catalogue import Books
from yizhu.catalogue import told as near_told
from yizhu.compiling import Compiled
from yizhu.config import Config, read_config
from yizhu.editions import page_in
from yizhu.fault import Fault, gather, raise_if
from yizhu.frames import frame_of
from yizhu.gist import EditionGist, Gist
from yizhu.glossary import Glossary, read_glossary
from yizhu.jobs import CopyJob
from yizhu.knowing import Recipe, read_with_folder
from yizhu.learning import learn, recipe_digest
from yizhu.making import Delivered, Workshop, deliver
from yizhu.memo import Memo, digest
from yizhu.model import Source
from yizhu.outline import EditionOutline, SiteOutline
from yizhu.output import Written, check_target, move_in, remove, sweep
from yizhu.page import File
from yizhu.reasons import reason
from yizhu.reasons import told as inputs_told
from yizhu.render import compiled_templates, template_faults
from yizhu.settled import Asked, Counts, Folders, Given, look, settle
from yizhu.shown import ShownTerm
from yizhu.stamps import Stamps, stamp, stamps_in
from yizhu.telling import shelves_of
from yizhu.terms import TermsJob, show_terms
from yizhu.theme import Theme, read_theme
from yizhu.understanding import Ground, amiss, faults_between, ground_of, voices_of
from yizhu.units import Unit, units
from yizhu.voice import Voice
from yizhu.workers import Beside, Crew

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
    given: Given | None = None  # what the site is made from, if somebody looked a moment ago


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    written: Written
    counts: Counts
    why: tuple[tuple[str, str], ...]  # page, what changed
    shop: Workshop  # what all pages were made with


def build(options: Options, progress: Progress = lambda what, done, many: None) -> Built:
    """Content into site/. Raises ``Faults`` with all that is wrong; then site/ is as it was.

    What ``progress`` raises breaks the build off: it is asked now and then, for the last time before files are moved in.
    """
    root = options.config.parent
    given = options.given
    config = read_config(options.config)
    folders = Folders(config.content, config.theme, config.site)
    if not given or given.folders != folders:
        given = look(options.config, folders)
    site = options.out or root / config.site
    check_target(site, str(options.out or config.site), [root / config.content, root / config.theme])
    memory = cache_folder(root)
    sweep(memory)
    remembered: Path | None = memory / "memo.sqlite"
    if options.clean and not remove_cache(memory / "memo.sqlite"):
        remembered = None  # what cannot be deleted is not opened either
    for path in (remembered, remembered):
        try:
            return _attempt(options, config, site, given, path, progress)
        except Doubt as doubt:  # that cannot be mended in the middle of a build: it begins once more
            throw_away(memory / "memo.sqlite", doubt)
    return _attempt(options, config, site, given, None, progress)


def _attempt(
    options: Options, config: Config, site: Path, given: Given, remembered: Path | None, progress: Progress
) -> Built:
    """A build with what is remembered, or without. Raises ``Doubt`` when that turns out to be damaged."""
    there = Beside(lambda: stamps_in(site, sys.maxsize), options.jobs)
    staging = options.config.parent / ".yizhu" / f"staging-{os.getpid()}"
    try:
        with closing(Memo(remembered)) as memo:
            return _built(_Task(options, config, site, staging, given, there, memo, progress))
    finally:
        there.drop()
        shutil.rmtree(staging, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Task:
    """A build, begun."""

    options: Options
    config: Config
    site: Path
    staging: Path
    given: Given
    there: Beside[Stamps]  # what stands in the site
    memo: Memo
    progress: Progress

    @property
    def root(self) -> Path:
        return self.options.config.parent

    def pause(self) -> None:
        """Here the build may be broken off."""
        self.progress("", 0, 0)

    def glossary(self, files: tuple[Source, ...], langs: tuple[str, ...]) -> Glossary:
        """The glossary, as remembered or read now."""
        return self.memo.recall(("glossary", files, langs), lambda: read_glossary(files, langs))


def _built(task: _Task) -> Built:
    themes, wrong = _theme(task)
    grounds, faults = gather(lambda root: ground_of(root, task.config, task.glossary), [task.root])
    if not grounds:
        raise_if(faults + wrong)
    ground = grounds[0]
    stamps = _below("articles/", task.given.content)
    recipe = _recipe(task, ground)
    task.pause()
    learned = learn(task.memo, recipe, ground, stamps, task.options.jobs, task.progress)
    shown, held_back = _shown(learned.gists, task.options.drafts)
    between = _between(recipe, ground, shown, held_back)
    raise_if([*ground.faults, *learned.faults, *between, *wrong])
    task.pause()
    theme, assets = themes[0]
    outline = _outline(task, ground, recipe, shown)
    look = digest(theme)
    before = task.memo.made(_name(task))
    nearness = {unit: said.partition("\x1d")[2] for unit, (_, said) in before.items()}
    books = Books(task.memo, recipe, nearness)
    every = [*units(outline, look, books), *map(_asset, assets), *_pictures(task, ground, shown)]
    compiled = _compiled(task, theme)
    shop = Workshop(outline, theme, recipe, task.memo.shelved, compiled, task.site, task.staging)
    return _delivered(task, shop, every, before, held_back)


def _below(folder: str, stamps: Stamps) -> Stamps:
    """The stamps of what lies in a folder, by its path there."""
    return {path.removeprefix(folder): known for path, known in stamps.items() if path.startswith(folder)}


def _theme(task: _Task) -> tuple[list[tuple[Theme, tuple[File, ...]]], list[Fault]]:
    """The theme with its assets, if it is sound, and what is wrong with it."""
    themes, faults = gather(lambda root: read_theme(root / task.config.theme, task.config.theme), [task.root])
    return themes, faults + [fault for theme, _ in themes for fault in template_faults(theme)]


def _compiled(task: _Task, theme: Theme) -> Compiled:
    """The theme's templates, compiled, as remembered or now."""
    keys = {name: digest("template", name, source) for name, source in theme.templates}
    known = task.memo.get(keys.values())
    codes = {name: known[key] for name, key in keys.items() if key in known}
    new = compiled_templates(theme, [name for name in keys if name not in codes])
    task.memo.put({keys[name]: code for name, code in new.items()})
    return tuple((codes | new).items())


def _recipe(task: _Task, ground: Ground) -> Recipe:
    terms = ground.glossary.terms if ground.glossary else ()
    words = ground.content.vocabulary
    voices = task.memo.recall(("voices", recipe_digest(ground)), lambda: voices_of(task.config, words, terms))
    return Recipe(task.root, task.config, terms, voices)


def _shown(gists: Iterable[Gist], drafts: bool) -> tuple[list[Gist], list[str]]:
    """The articles that are shown, and the slugs of those that are held back."""
    shown = [gist for gist in gists if drafts or not gist.is_draft]
    known = {gist.slug for gist in shown}
    return shown, [gist.slug for gist in gists if gist.slug not in known]


def _between(recipe: Recipe, ground: Ground, shown: Sequence[Gist], held_back: Sequence[str]) -> list[Fault]:
    """What articles, pages and definitions name that is not there."""
    passages = {slug: 0 for slug in ground.content.slugs if slug not in held_back}
    passages |= {gist.slug: gist.passages for gist in shown}
    wrong = list(amiss(ground, passages, ((gist.slug, gist.named) for gist in shown)))
    return faults_between(ground, passages, [read_with_folder(recipe, slug) for slug in wrong])


# ---- the outline -------------------------------------------------------------------------------------------


def _outline(task: _Task, ground: Ground, recipe: Recipe, shown: Sequence[Gist]) -> SiteOutline:
    editions = tuple(
        _edition(task, ground, recipe, nth, [gist.editions[nth] for gist in shown])
        for nth in range(len(task.config.editions))
    )
    told_in = {
        gist.slug: frozenset(own.lang for own in gist.editions if not own.is_text_missing) for gist in shown
    }
    return SiteOutline(task.config, editions, told_in)


def _edition(
    task: _Task, ground: Ground, recipe: Recipe, nth: int, gists: Sequence[EditionGist]
) -> EditionOutline:
    config, voice = task.config.editions[nth], recipe.voices[nth]
    articles = _newest_first(gists)
    pages = tuple((page, page_in(page, voice)) for page in ground.pages)
    terms, digests = _terms(task, ground, voice)
    uses: dict[str, int] = {}
    for article in articles:
        for used in article.used:
            uses[used.id] = uses.get(used.id, 0) + used.many
    return EditionOutline(
        config=config,
        voice=voice,
        frame=frame_of(task.config, config, voice, pages),
        articles=articles,
        terms=terms,
        term_digests=digests,
        uses=uses,
        shelves=shelves_of(articles),
        pages=pages,
    )


def _terms(task: _Task, ground: Ground, voice: Voice) -> tuple[tuple[ShownTerm, ...], dict[str, str]]:
    """The terms as an edition shows them, and the digest of each."""
    files = (*ground.content.glossary, *ground.content.vocabulary)

    def show() -> tuple[tuple[ShownTerm, ...], dict[str, str]]:
        assert ground.glossary is not None  # its faults were raised
        shown = show_terms(TermsJob(ground.glossary.terms, voice))
        return shown, {term.id: digest(term)[:16] for term in shown}

    return task.memo.recall(("terms", task.config.editions, voice.name, files), show)


def _newest_first(gists: Iterable[EditionGist]) -> tuple[EditionGist, ...]:
    """An edition's articles by the date they were posted; those without one behind, by slug where dates agree."""
    by_slug = sorted(gists, key=lambda gist: gist.slug)
    return tuple(sorted(by_slug, key=lambda gist: gist.posted, reverse=True))


def _asset(file: File) -> Unit:
    return Unit(file.path, (("the theme", digest(file.content)),), lambda: (file,))


def _pictures(task: _Task, ground: Ground, shown: Iterable[Gist]) -> Iterable[Unit]:
    yield _asset(File(".nojekyll", b""))
    several = [(f"assets/articles/{gist.slug}/", gist.pictures) for gist in shown]
    several += [(f"assets/pages/{page.name}/", page.pictures) for page in ground.pages]
    for folder, pictures in several:
        for picture in pictures:
            source, path = task.root / picture.path, folder + picture.name
            known = task.given.content.get(picture.path.removeprefix(f"{task.config.content}/")) or digest(
                source.read_bytes()
            )
            yield Unit(path, (("the picture", known),), lambda p=path, s=source: (CopyJob(p, s),))  # type: ignore[misc]


# ---- delivery ----------------------------------------------------------------------------------------------


def _delivered(
    task: _Task, shop: Workshop, every: Sequence[Unit], before: dict[str, tuple[str, str]], held_back: Sequence[str]
) -> Built:  # fmt: skip
    """Make what has changed, move it in when all of it is well, and remember it."""
    task.pause()
    there = task.there.answer()
    task.pause()
    stood = {name: _stood(said) for name, (_, said) in before.items()}
    new = [unit for unit in every if not _stands(unit, before, stood, there)]
    why = [(unit.name, reason(task.memo.inputs(_name(task), unit.name), unit.inputs)) for unit in new]
    outcomes = _make(task, shop, new)
    staged = [path for several in outcomes for one in several for path in one.staged]
    task.pause()
    move_in(staged, task.site, task.staging)
    files = {unit.name: _files(several) for unit, several in zip(new, outcomes, strict=True)}
    claimed = {path for several in files.values() for path in several}
    claimed |= {path for unit in every if unit.name not in files for path, _ in stood[unit.name]}
    strays = sorted(path for path in there if path not in claimed)
    remove(strays, task.site)
    standing = {path: there[path] for path in claimed if path in there}
    standing |= {path: stamp(task.site / path, sys.maxsize) for several in files.values() for path in several}
    pages = sum(path.endswith((".html", ".xml", ".txt")) for path in claimed)
    counts = Counts(pages, len(shop.site.told_in), len(shop.recipe.terms), len(held_back), len(claimed))
    made = [(unit, _said(files[unit.name], standing, unit)) for unit in new]
    _remember(task, made, before.keys() - {unit.name for unit in every}, standing, counts)
    written = Written(tuple(staged), len(claimed) - len(staged), tuple(strays))
    return Built(written, counts, tuple(why), shop)


def _remember(
    task: _Task, made: Iterable[tuple[Unit, str]], gone: Iterable[str], standing: Stamps, counts: Counts
) -> None:
    """Remember what was made, and that the site stands."""
    asked = Asked(task.options.config, task.options.out, task.options.drafts)
    try:
        rows = ((unit.name, unit.key, said, inputs_told(unit.inputs)) for unit, said in made)
        task.memo.make(_name(task), rows, gone)
        settle(task.memo, asked, task.given, standing, counts)
        task.memo.keep()
    except Doubt as doubt:  # the site is whole; it is the next build that has nothing to go by
        task.memo.throw_away(doubt)


def _make(task: _Task, shop: Workshop, new: Sequence[Unit]) -> list[list[Delivered]]:
    """What was delivered for each unit. Raises ``Faults``: those of all of them at once."""
    jobs = [(nth, job) for nth, unit in enumerate(new) for job in unit.jobs()]
    task.memo.settle()
    crew = Crew(deliver, replace(shop, memory=task.memo.shelved))
    delivered: list[list[Delivered]] = [[] for _ in new]
    faults: dict[Fault, None] = {}
    outcomes = crew.run([job for _, job in jobs], task.options.jobs)
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
    return f"{task.site.resolve()}{' with drafts' if task.options.drafts else ''}"


def _stands(
    unit: Unit, before: dict[str, tuple[str, str]], stood: dict[str, list[tuple[str, str]]], there: Stamps
) -> bool:
    """Do its files stand in the site as the last build left them, made from the same?"""
    key, _ = before.get(unit.name, ("", ""))
    return key == unit.key and all(there.get(path) == known for path, known in stood[unit.name])


def _stood(said: str) -> list[tuple[str, str]]:
    """The files of a unit and their stamps."""
    lines = said.partition("\x1d")[0].split("\n")
    return [(path, known) for path, _, known in [line.partition("\t") for line in lines if line]]


def _said(files: Iterable[str], standing: Stamps, unit: Unit) -> str:
    return "\n".join(f"{path}\t{standing[path]}" for path in files) + "\x1d" + near_told(unit.nearness)
