"""What all pages share: an edition's frame, and a page at an address with the same page of the other editions."""

from __future__ import annotations

from collections.abc import Sequence

from yizhu.config import Config, EditionConfig
from yizhu.han import shortened
from yizhu.languages import short_name_of
from yizhu.model import SitePage, Text
from yizhu.page import Body, Frame, Link, Page
from yizhu.tree import inline
from yizhu.voice import Voice, words_in


def frame_of(
    config: Config,
    edition: EditionConfig,
    voice: Voice,
    shown: Sequence[tuple[SitePage, Text | None]],
) -> Frame:
    """What all pages of an edition share; ``shown``: the pages beside the articles."""
    lang = voice.lang
    order = {name: index for index, name in enumerate(config.menu)}
    pages = sorted(shown, key=lambda pair: (order.get(pair[0].name, len(order)), pair[0].name))
    menu = tuple(
        Link(
            text.meta.title if text else page.texts[0].meta.title,
            text.lang if text else page.texts[0].lang,
            f"{page.name}/",
        )
        for page, text in pages
    )
    described = dict(config.description)
    description = described.get(lang) or described.get("") or _converted(config.description, voice)
    title = dict(config.title).get(lang) or _converted(config.title, voice) or config.title_in(lang)
    feed = f"{config.base_url}{edition.name}/feed.xml"
    card = f"{config.base_url}assets/card.png"
    return Frame(edition.name, lang, title, description, menu, feed, card)


def _converted(local: Sequence[tuple[str, str]], voice: Voice) -> str:
    return words_in([(lang, inline(text)) for lang, text in local], voice).prose.text if local else ""


def page_at(
    config: Config, frame: Frame, address: str, template: str, title: str, description: str, body: Body
) -> Page:
    """A page at ``address`` (about/) of an edition, with the same page of all other editions."""
    home = "../" * address.count("/")
    root = home + "../"
    base = config.base_url
    default = config.default.name
    return Page(
        path=f"{frame.edition}/{address}index.html",
        template=template,
        frame=frame,
        title=title,
        description=shortened(description, 80, 160),
        root=root,
        home=home,
        canonical=f"{base}{frame.edition}/{address}",
        alternates=tuple(
            Link(label_of(e), e.lang, f"{base}{e.name}/{address}", e.name == frame.edition)
            for e in config.editions
        ),
        switch=tuple(
            Link(label_of(e), e.lang, f"{root}{e.name}/{address}", e.name == frame.edition)
            for e in config.editions
        ),
        x_default=f"{base}{default}/{address}",
        json_ld="",
        body=body,
    )


def front_link(config: Config, edition: EditionConfig, root: str) -> Link:
    """The way to an edition's front page."""
    return Link(
        label_of(edition),
        edition.lang,
        f"{root}{edition.name}/",
        edition.name == config.default_edition,
    )


def label_of(edition: EditionConfig) -> str:
    """What an edition is called where it is chosen."""
    return edition.title or short_name_of(edition.lang)
