"""An article and its English translation, in files that ``translate`` writes."""

from __future__ import annotations

from testbed import Site

from yizhu.content.articles import read_article
from yizhu.content.config import read_config
from yizhu.content.files.read import read_article_folder
from yizhu.content.model import Article
from yizhu.content.translations.translate import TranslateResult, translate

EN, STATE = "content/articles/a/en.md", "content/articles/a/state.yaml"
FRONT = "---\ntitle: x\nstatus: draft\n---\n"


def run(site: Site, lang: str = "en") -> TranslateResult:
    """Run the command."""
    return translate(site.root / "config.yaml", "a", lang)


def text(site: Site, path: str = EN) -> str:
    """The text of a file."""
    return (site.root / path).read_text("utf-8")


def source(site: Site, *passages: str) -> Site:
    """Write the source."""
    return site.article("a", "\n\n".join(passages), front="rights: x")


def read(site: Site) -> Article:
    """Read the article as a build does."""
    return read_article(read_article_folder(site.root, read_config(site.root / "config.yaml"), "a"))
