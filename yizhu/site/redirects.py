"""Makes the pages that lead on from a former address to where its article, term or page is now."""

from __future__ import annotations

from dataclasses import replace

from yizhu.content.config import Config
from yizhu.content.links.claims import Redirect
from yizhu.site.outline import EditionOutline
from yizhu.site.page_model import Page, RedirectBody
from yizhu.site.pages import make_page


def make_redirect_page(config: Config, edition: EditionOutline, redirect: Redirect) -> Page:
    """Return a page that leads on; search engines are told only where it leads."""
    root = "../" * redirect.path.count("/")
    name = edition.frame.edition
    body = RedirectBody(f"{root}{name}/{redirect.target}")
    page = make_page(config, edition.frame, redirect.target, "redirect.html", "", "", body)
    return replace(
        page,
        path=redirect.path,
        root=root,
        home=f"{root}{name}/",
        alternates=(),
        switch=(),
        x_default="",
        is_indexed=False,
    )
