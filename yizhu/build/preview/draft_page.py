"""The pages of an article that was edited since the last build, each made when the preview is asked for it."""

from __future__ import annotations

from yizhu.build.articles import edition_of, make_readings, read_and_mark
from yizhu.build.cache.store import CachedBodies
from yizhu.build.render_targets import ArticleStore, BuildContext
from yizhu.build.targets import article_job
from yizhu.editions.model import Edition
from yizhu.editions.overlay import Overlays
from yizhu.site.article_pages import make_article_pages, make_citation_files
from yizhu.site.html.article import RenderedEdition, render_edition
from yizhu.site.jobs import ArticleJob
from yizhu.site.page_model import File, Page
from yizhu.site.theme.templates import Rendering, render


class DraftPage:
    """The pages of one edited article, each made when it is asked for."""

    def __init__(self, context: BuildContext, slug: str) -> None:
        """Read the article. Raises ``Faults`` with all that is wrong in its files."""
        self._context, self._slug = context, slug
        self._overlays = Overlays(read_and_mark(context.settings, slug).marked)
        self._names = [edition.config.name for edition in context.site.editions]
        self._editions: dict[int, Edition] = {}
        self._files: dict[str, bytes] = {}

    def file(self, path: str) -> bytes | None:
        """Return a file of the article by its path in the site; ``None``: the article has no such file.

        Raises ``Faults`` for what is wrong in a template.
        """
        name, _, below = path.partition("/")
        if name not in self._names or not below.startswith(f"{self._slug}/"):
            return None
        if path not in self._files:
            content = self._make_file(self._names.index(name), path)
            if content is None:
                return None
            self._files[path] = content
        return self._files[path]

    def _make_file(self, nth: int, path: str) -> bytes | None:
        own = path.rpartition("/")[2]
        if own == "readings.json":
            return self._readings(nth)
        if own.startswith("cite."):
            return next((file.content for file in self._citations(nth) if file.path == path), None)
        page = next((page for page in self._pages(nth) if page.path == path), None)
        return render(Rendering(page, self._context.theme, self._context.compiled)).content if page else None

    def _pages(self, nth: int) -> tuple[Page, ...]:
        return tuple(make_article_pages(self._context.site, self._job(nth), self._rendered(nth)))

    def _citations(self, nth: int) -> tuple[File, ...]:
        return tuple(make_citation_files(self._context.site, self._job(nth), self._rendered(nth)))

    def _job(self, nth: int) -> ArticleJob:
        context = self._context
        assert isinstance(context.bodies, CachedBodies)  # or there would be no draft page
        return article_job(context.site, nth, self._slug, ArticleStore(context.bodies.during_builds()))

    def _rendered(self, nth: int) -> RenderedEdition:
        return render_edition(self._edition(nth))

    def _readings(self, nth: int) -> bytes | None:
        config = self._context.site.editions[nth].config
        is_offered = config.readings != "none"
        return make_readings(self._context.settings, self._edition(nth), config) if is_offered else None

    def _edition(self, nth: int) -> Edition:
        if nth not in self._editions:
            self._editions[nth] = edition_of(self._context.settings, self._overlays, nth)
        return self._editions[nth]
