"""The whole way from content/ to site/, on one page.

content/ ─read→ Source ─parse→ Article ─annotate→ Article ─convert→ Edition ─plan→ Page ─render→ File ─write→ site/
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from yizhu.annotate import Marking, annotate, unknown_terms
from yizhu.articles import read_article, read_page
from yizhu.claims import addresses_of, clashes
from yizhu.config import Config, EditionConfig, read_config
from yizhu.content import Content, read_content
from yizhu.editions import EditionJob, make_edition, page_in
from yizhu.fault import Fault, Faults, Place, did_you_mean, gather, raise_if
from yizhu.glossary import Glossary, ids_in, read_glossary
from yizhu.links import Quoted, dead_links
from yizhu.memo import Memo, digest
from yizhu.model import Article, SitePage, Text
from yizhu.output import Written, check_target, write
from yizhu.page import File
from yizhu.pages import EditionContent, SiteContent, plan
from yizhu.quotes import habit_of
from yizhu.reasons import why_made
from yizhu.render import Rendering, render, template_faults
from yizhu.search import han_file, list_sentences, sentences_job
from yizhu.shown import Edition
from yizhu.signing import Signed, read_accepted
from yizhu.spoken import SpokenJob, speak, term_readings, terms_of
from yizhu.terms import TermsJob, show_terms
from yizhu.theme import Theme, read_theme
from yizhu.ties import known_ties, ties_of
from yizhu.titles import pieces
from yizhu.tree import Prose
from yizhu.vocabulary import read_vocabulary, rewording, shipped
from yizhu.voice import Voice

_Given = TypeVar("_Given")
_Answer = TypeVar("_Answer")
_POOL_FROM = 24  # so many answers to find anew, before a second process pays for its start


@dataclass(frozen=True, slots=True)
class Options:
    """How to build."""

    config: Path
    out: Path | None = None
    jobs: int = 1
    drafts: bool = False
    why: bool = False
    clean: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    written: Written
    pages: int
    articles: int
    terms: int
    held_back: int  # drafts
    why: tuple[tuple[str, str], ...]  # page, what changed


@dataclass(frozen=True, slots=True)
class Understood:
    """The content, read and held against itself."""

    config: Config
    content: Content
    glossary: Glossary
    articles: tuple[Article, ...]  # annotated, in the order of their slugs
    pages: tuple[SitePage, ...]
    held_back: int  # drafts that are not shown
    accepted: tuple[tuple[str, tuple[Signed, ...]], ...]  # by slug: what the editors signed off


Progress = Callable[[str, int], None]  # what is being done, how many


def build(options: Options, progress: Progress = lambda what, many: None) -> Built:
    """Content into site/. Raises ``Faults`` with all that is wrong; then site/ is as it was."""
    root = options.config.parent
    config = read_config(options.config)
    site = options.out or root / config.site
    shown_as = str(options.out) if options.out else config.site
    check_target(site, shown_as, [root / config.content, root / config.theme])
    memory = root / ".yizhu"
    if options.clean:
        (memory / "memo.sqlite").unlink(missing_ok=True)
    memo = Memo(memory / "memo.sqlite")
    try:
        steps = _Steps(memo, options.jobs, progress)
        understood, theme, assets = _read_all(root, config, options.drafts, steps)
        shown = _site_content(understood, steps)
        pages = plan(shown)
        look = digest(theme)
        files = steps.each(
            "render", render, [Rendering(page, theme) for page in pages], lambda job: (job.page, look)
        )
        why = why_made(pages, theme, memo)
        also = [*_pictures(root, understood), *_readings(shown, understood, steps), File(".nojekyll", b"")]
        written = write(
            [*files, *assets, *also, *_findable(shown, steps)], site, memory / f"staging-{os.getpid()}"
        )
        memo.keep()
    finally:
        memo.close()
    return Built(
        written,
        len(pages),
        len(understood.articles),
        len(understood.glossary.terms),
        understood.held_back,
        why,
    )


def _read_all(
    root: Path, config: Config, drafts: bool, steps: _Steps
) -> tuple[Understood, Theme, tuple[File, ...]]:
    """Content and theme; the faults of one do not hide those of the other."""
    contents, faults = gather(lambda folder: _understand(folder, config, drafts, steps), [root])
    themes, wrong = gather(lambda folder: read_theme(folder / config.theme, config.theme), [root])
    raise_if(faults + wrong + [fault for theme, _ in themes for fault in template_faults(theme)])
    return contents[0], *themes[0]


def understand(config_file: Path, drafts: bool = True) -> Understood:
    """The content of a site, without building it. Raises ``Faults`` with all that is wrong."""
    config = read_config(config_file)
    memo = Memo(config_file.parent / ".yizhu" / "memo.sqlite")
    try:
        return _understand(config_file.parent, config, drafts, _Steps(memo, 1, lambda what, many: None))
    finally:
        memo.close()


# ---- the steps ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A step that can be sent to another process: faults come back as values."""

    step: Callable[[Any], Any]

    def __call__(self, given: Any) -> tuple[Any, tuple[Fault, ...]]:
        try:
            return self.step(given), ()
        except Faults as found:
            return None, found.faults


@dataclass(frozen=True, slots=True)
class _Steps:
    """Runs a step for many givens: what is remembered is not done again, what is new may be done by several."""

    memo: Memo
    jobs: int
    progress: Progress

    def each(
        self,
        name: str,
        step: Callable[[_Given], _Answer],
        givens: Sequence[_Given],
        key: Callable[[_Given], object] = lambda given: given,
    ) -> list[_Answer]:
        """The answers in the order of the givens. Raises ``Faults``: those of all of them at once."""
        answers, faults = self.attempt(name, step, givens, key)
        raise_if(faults)
        return answers

    def attempt(
        self,
        name: str,
        step: Callable[[_Given], _Answer],
        givens: Sequence[_Given],
        key: Callable[[_Given], object] = lambda given: given,
    ) -> tuple[list[_Answer], list[Fault]]:
        """The answers of the givens that are sound, in their order, and the faults of the others."""
        keys = [digest(name, key(given)) for given in givens]
        answers = self.memo.get(keys)
        new = {k: given for k, given in zip(keys, givens, strict=True) if k not in answers}
        if new:
            self.progress(name, len(new))
        outcomes = self._run(_Attempt(step), list(new.values()))
        found = {k: answer for k, (answer, faults) in zip(new, outcomes, strict=True) if not faults}
        self.memo.put(found)
        answers |= found
        return [answers[k] for k in keys if k in answers], [
            fault for _, faults in outcomes for fault in faults
        ]

    def _run(self, attempt: _Attempt, givens: Sequence[Any]) -> list[tuple[Any, tuple[Fault, ...]]]:
        if self.jobs < 2 or len(givens) < _POOL_FROM:
            return [attempt(given) for given in givens]
        with ProcessPoolExecutor(self.jobs) as pool:
            chunk = max(1, len(givens) // (4 * self.jobs))
            return list(pool.map(attempt, givens, chunksize=chunk))


def _understand(root: Path, config: Config, drafts: bool, steps: _Steps) -> Understood:
    content = read_content(root, config)
    langs = tuple(dict.fromkeys(lang for e in config.editions for lang in (e.lang, e.made_from) if lang))
    glossaries, found = gather(lambda files: read_glossary(files, langs), [content.glossary])
    articles, faults = steps.attempt("read", read_article, content.articles)
    pages, wrong = steps.attempt("pages", read_page, content.pages)
    signed, unread = steps.attempt("signed", read_accepted, [source for _, source in content.accepted])
    found += faults + wrong + unread + clashes(content, config.content)
    held_back = [article for article in articles if article.source.meta.draft and not drafts]
    articles = [article for article in articles if article not in held_back]
    ids = glossaries[0].ids if glossaries else ids_in(content.glossary)
    known = addresses_of(content, articles, held_back, ids)
    found += dead_links(_shown_texts(articles, pages), _quoted(content, articles, glossaries), known)
    senses = {term.id: [s.id for s in term.senses] for glossary in glossaries for term in glossary.terms}
    found += unknown_terms((text for _, text in _shown_texts(articles, pages)), ids, senses)
    found += _unknown_pages(config, content)
    raise_if(found)
    jobs = [Marking(article, glossaries[0].terms) for article in articles]
    articles = steps.each("annotate", annotate, jobs)
    accepted = zip((slug for slug, _ in content.accepted), signed, strict=True)
    return Understood(
        config, content, glossaries[0], tuple(articles), tuple(pages), len(held_back), tuple(accepted)
    )


def _shown_texts(articles: Iterable[Article], pages: Iterable[SitePage]) -> Iterator[tuple[str, Text]]:
    for article in articles:
        yield from ((f"{article.slug}/", text) for text in (article.source, *article.translations))
    for page in pages:
        yield from ((f"{page.name}/", text) for text in page.texts)


def _quoted(
    content: Content, articles: Iterable[Article], glossaries: Iterable[Glossary]
) -> Iterator[Quoted]:
    notes = {folder.slug: folder.notes for folder in content.articles}
    for article in articles:
        if file := notes[article.slug]:
            proses = tuple(prose for note in article.notes for _, prose in note.text)
            yield Quoted((file,), proses, f"{article.slug}/")
    for glossary in glossaries:
        yield Quoted(content.glossary, tuple(_definitions(glossary)), "")


def _definitions(glossary: Glossary) -> Iterator[Prose]:
    for term in glossary.terms:
        yield from (prose for meaning in term.meanings for _, prose in meaning.definition)


def _unknown_pages(config: Config, content: Content) -> list[Fault]:
    """Names in the menu that are no pages."""
    known = [folder.name for folder in content.pages]
    return [
        Fault(
            place,
            f"the menu names {name}, which is no page",
            did_you_mean(name, known, f"write {config.content}/pages/{name}/"),
        )
        for name, place in zip(config.menu, config.menu_places, strict=True)
        if name not in known
    ]


def _site_content(understood: Understood, steps: _Steps) -> SiteContent:
    config = understood.config
    voices = voices_of(understood)
    jobs = [
        EditionJob(article, voice, edition.mark or config.mark)
        for edition, voice in zip(config.editions, voices, strict=True)
        for article in understood.articles
    ]
    made = steps.each("editions", make_edition, jobs)
    terms = steps.each("terms", show_terms, [TermsJob(understood.glossary.terms, voice) for voice in voices])
    articles = [_newest_first(made, edition.name) for edition in config.editions]
    ties = steps.each("ties", ties_of, list(map(known_ties, terms, articles)))
    contents = [
        EditionContent(edition, voice, own, shown, _pages_in(understood.pages, voice), tied)
        for edition, voice, own, shown, tied in zip(
            config.editions, voices, articles, terms, ties, strict=True
        )
    ]
    titles = sorted({edition.head.title for edition in made})
    cut = steps.each("titles", pieces, titles)
    return SiteContent(config, tuple(contents), tuple(zip(titles, cut, strict=True)))


def voices_of(understood: Understood) -> list[Voice]:
    """The voice of each edition, in their order."""
    return [_voice(edition, understood) for edition in understood.config.editions]


def article_called(understood: Understood, slug: str) -> Article:
    """The article with an address. Raises ``Faults`` if there is none."""
    slugs = [article.slug for article in understood.articles]
    if slug not in slugs:
        place = Place(f"{understood.config.content}/articles/{slug}")
        mend = did_you_mean(slug, slugs, "one of " + ", ".join(slugs))
        raise Faults([Fault(place, "there is no such article", mend)])
    return understood.articles[slugs.index(slug)]


def _voice(edition: EditionConfig, understood: Understood) -> Voice:
    """The edition's voice; its words are the glossary's, the site's vocabulary's, then those that are shipped."""
    sources = list(understood.content.vocabulary)
    if edition.vocabulary != "none":
        sources.append(shipped(edition.vocabulary))
    words = read_vocabulary(sources)
    quotes = edition.quotes or habit_of(edition.made_from, edition.lang)
    way = rewording(
        edition.made_from, edition.lang, edition.convert, quotes, understood.glossary.terms, words
    )
    own = tuple(e.lang for e in understood.config.editions if not e.made_from)
    return Voice(edition.name, edition.lang, way, own)


def _newest_first(editions: Iterable[Edition], name: str) -> tuple[Edition, ...]:
    """The edition's articles by the date they were posted; those without one behind, by slug where dates agree."""
    own = sorted((e for e in editions if e.name == name), key=lambda e: e.slug)
    return tuple(sorted(own, key=lambda e: e.meta.posted or e.meta.published, reverse=True))


def _pages_in(pages: Iterable[SitePage], voice: Voice) -> tuple[tuple[SitePage, Text | None], ...]:
    return tuple((page, page_in(page, voice)) for page in pages)


def _readings(site: SiteContent, understood: Understood, steps: _Steps) -> list[File]:
    """How the articles are read, for the editions that want it."""
    terms = term_readings(understood.glossary.terms)
    jobs = [
        SpokenJob(edition, terms_of(edition, terms), content.config.readings)
        for content in site.editions
        if content.config.readings != "none"
        for edition in content.editions
    ]
    return steps.each("readings", speak, jobs)


def _findable(site: SiteContent, steps: _Steps) -> list[File]:
    """What the search page looks through."""
    jobs = [sentences_job(edition) for content in site.editions for edition in content.editions]
    return [han_file(), *steps.each("sentences", list_sentences, jobs)]


def _pictures(root: Path, understood: Understood) -> list[File]:
    shown = [(f"assets/articles/{a.slug}/", a.pictures) for a in understood.articles]
    shown += [(f"assets/pages/{p.name}/", p.pictures) for p in understood.pages]
    return [
        File(folder + picture.name, (root / picture.path).read_bytes())
        for folder, pictures in shown
        for picture in pictures
    ]
