"""The proof of an article: its own pages from its files as they are now, among what the last build left around them.

The preview shows it at once; the build that makes everything else anew comes after it.
"""

from __future__ import annotations

from functools import cached_property

from yizhu.annotate import Marking, annotate
from yizhu.article_pages import article_pages
from yizhu.catalogue import Cards
from yizhu.knowing import edition_of, read
from yizhu.making import Workshop
from yizhu.memo import OpenShelf
from yizhu.model import Article
from yizhu.page import Page
from yizhu.render import Rendering, render
from yizhu.search import list_sentences, sentences_job
from yizhu.shown import Edition
from yizhu.spoken import SpokenJob, speak, term_readings, terms_of
from yizhu.units import article_job


class Proof:
    """The pages of an article, each made when it is asked for."""

    def __init__(self, shop: Workshop, slug: str) -> None:
        """Raises ``Faults`` with all that is wrong in the article's files."""
        self._shop, self._slug = shop, slug
        self._article: Article = read(shop.recipe, slug)
        self._names = [edition.config.name for edition in shop.site.editions]
        self._editions: dict[int, Edition] = {}
        self._files: dict[str, bytes] = {}

    def file(self, path: str) -> bytes | None:
        """A file of the article by its path in the site; None: it has none there. Raises ``Faults`` of templates."""
        name, _, below = path.partition("/")
        if name not in self._names or not below.startswith(f"{self._slug}/"):
            return None
        if path not in self._files:
            content = self._made(self._names.index(name), path)
            if content is None:
                return None
            self._files[path] = content
        return self._files[path]

    def _made(self, nth: int, path: str) -> bytes | None:
        own = path.rpartition("/")[2]
        if own == "sentences.json":
            return list_sentences(sentences_job(self._edition(nth))).content
        if own == "readings.json":
            return self._readings(nth)
        page = next((page for page in self._pages(nth) if page.path == path), None)
        return render(Rendering(page, self._shop.theme, self._shop.compiled)).content if page else None

    def _pages(self, nth: int) -> tuple[Page, ...]:
        shop = self._shop
        assert shop.memory is not None  # or there would be no proof
        cards = Cards(OpenShelf(shop.memory), shop.recipe)
        edition = self._edition(nth)
        job = article_job(shop.site, nth, self._slug, cards)
        return tuple(article_pages(shop.site, job, edition))

    def _readings(self, nth: int) -> bytes | None:
        region = self._shop.site.editions[nth].config.readings
        if region == "none":
            return None
        edition = self._edition(nth)
        terms = terms_of(edition, term_readings(self._shop.recipe.terms))
        return speak(SpokenJob(edition, terms, region)).content

    def _edition(self, nth: int) -> Edition:
        if nth not in self._editions:
            self._editions[nth] = edition_of(self._shop.recipe, self._annotated, nth)
        return self._editions[nth]

    @cached_property
    def _annotated(self) -> Article:
        return annotate(Marking(self._article, self._shop.recipe.terms))
