"""A page becomes HTML or XML, by its template. Templates compute nothing; what they may call stands here."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from jinja2 import (
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from yizhu.fault import Fault, Faults, place_in
from yizhu.han import has_han
from yizhu.html import Way, html_of, inline_html
from yizhu.memo import Recent, code_digest
from yizhu.page import ArticleBody, FeedBody, FeedEntry, File, Page, ProseBody, TermBody
from yizhu.sandbox import MEMORY, Sandbox, TooMuch, bounds
from yizhu.theme import BLANK, Theme
from yizhu.tree import Prose

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_LANG_NAMES = {
    "zh-Hant": "繁體中文", "zh-Hans": "简体中文", "zh-Hant-HK": "繁體中文（香港）", "en": "English", "ja": "日本語",
    "de": "Deutsch", "fr": "français",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page and the theme to show it in."""

    page: Page
    theme: Theme
    compiled: Path | None = None  # where templates are kept once they are compiled


def render(job: Rendering) -> File:
    """The file for a page. Raises ``Faults`` for what is wrong in a template, with its line."""
    page, theme = job.page, job.theme
    environment = _environment(theme, job.compiled)
    if environment in _given_up:
        raise Faults([_given_up[environment]])
    try:
        # Ours end, however much they show: only a site's own templates are bounded.
        with bounds() if theme.own else nullcontext():
            text = _text(page, theme, environment)
    except Exception as error:
        if not theme.own and not isinstance(error, TemplateError):
            raise  # in a template of ours it is a bug, and stays a traceback
        fault = _template_fault(error, theme, page.template)
        if isinstance(error, (TooMuch, MemoryError)):
            _given_up[environment] = fault
        raise Faults([fault]) from None
    return File(page.path, text.encode())


# A theme one page of which took too much: a thousand pages would take a thousand times as much.
_given_up: WeakKeyDictionary[Sandbox, Fault] = WeakKeyDictionary()


def _text(page: Page, theme: Theme, environment: Sandbox) -> str:
    template = environment.get_template(page.template)
    return template.render(
        page=page,
        body=page.body,
        frame=page.frame,
        t=_strings(theme, page.frame.lang),
        locales=_locales(theme, page),
        way=_way(page),
        quiet=_quiet(page),
    )


@lru_cache(maxsize=4)
def _made_environment(theme: Theme, compiled: Path | None) -> Sandbox:
    if compiled:
        compiled.mkdir(parents=True, exist_ok=True)
    environment = Sandbox(
        bytecode_cache=FileSystemBytecodeCache(str(compiled), f"{code_digest()[:16]}-%s")
        if compiled
        else None,
        loader=FunctionLoader(_loader(theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_FILTERS)
    return environment


_environment = Recent(_made_environment, 4)  # a theme is compared once for a build, and not for each page


def template_faults(theme: Theme) -> list[Fault]:
    """What is wrong with a site's own templates as they are written, before any page is made of them."""
    environment = _environment(theme, None)
    faults: list[Fault] = []
    for name in theme.own:  # ours were tested; to compile them anew would cost every build
        try:
            with bounds():  # Jinja works out at once what is the same for all pages
                environment.get_template(name)
        except Exception as error:  # whatever it is that nests too deep for Jinja, or for Python
            faults.append(_template_fault(error, theme, name))
    return faults


def _loader(theme: Theme) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Templates by name, each knowing its name, so that a fault in it can say where."""
    templates = dict(theme.templates)
    return lambda name: (templates[name], name, lambda: True) if name in templates else None


class _Strings(dict[str, str]):
    """The words of the interface by name; as attributes too, for that is how templates ask for them."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__(words)
        self.__dict__.update(words)


@lru_cache(maxsize=8)
def _made_strings(theme: Theme, lang: str) -> _Strings:
    """The words of the interface: the language's, in their want those without its region, then its script; English."""
    by_lang = dict(theme.strings)
    parts = lang.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    own = next((by_lang[tag] for tag in tags if tag in by_lang), ())
    return _Strings(dict(by_lang.get("en", ())) | dict(own))


_strings = Recent(_made_strings, 16)


def _locales(theme: Theme, page: Page) -> tuple[str, ...]:
    """The page's other editions in Open Graph's words: en_GB."""
    own, others = page.frame.lang, (link.lang for link in page.alternates)
    told = [_strings(theme, lang).get("og_locale", lang) for lang in (own, *others)]
    return tuple(dict.fromkeys(told))[1:]


def _way(page: Page) -> Way:
    match page.body:
        case ArticleBody():
            return Way(
                terms="#g-",
                ids=True,
                is_vertical=page.body.writing == "vertical",
                home=page.home,
                pictures=f"{page.root}assets/articles/{page.body.edition.slug}/",
            )
        case FeedBody():
            home = page.body.address
            return Way(terms=f"{home}glossary/", after_term="/", home=home, is_feed=True)
        case ProseBody():
            return Way(
                terms=f"{page.home}glossary/",
                after_term="/",
                ids=True,
                home=page.home,
                pictures=page.body.pictures,
            )
        case TermBody():
            return Way(home=page.home)
        case _:
            return Way(terms=f"{page.home}glossary/", after_term="/", home=page.home)


def _quiet(page: Page) -> Way:
    """The way for a second showing on the same page: nothing in it carries an id."""
    return replace(_way(page), ids=False, is_vertical=False)


def _template_fault(error: Exception, theme: Theme, template: str) -> Fault:
    name, line = _template_place(error, template, frozenset(dict(theme.templates)))
    origin = dict(theme.origins).get(f"templates/{name}", dict(theme.origins).get(name, name))
    source = dict(theme.templates).get(name, "")
    problem = f"the template fails: {_told(error)}"
    return Fault(place_in(origin, source, line), problem, "what a template is given stands in docs/theme.md")


def _told(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return f"it takes more than {MEMORY >> 20} MiB of memory for one page"
    return str(getattr(error, "message", None) or error)


def _template_place(error: Exception, template: str, names: frozenset[str]) -> tuple[str, int]:
    if isinstance(error, TemplateSyntaxError):
        return error.name or template, error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename in names]
    return (inside[-1].filename, inside[-1].lineno or 0) if inside else (template, 0)


# ---- filters -----------------------------------------------------------------------------------------------


@pass_context
def _date(context: Context, text: str, lang: str = "") -> str:
    """An ISO date, month or year as the page's language, or another, writes it."""
    lang = lang or context["frame"].lang
    year, month, day = [*text.split("-"), "", ""][:3]
    if lang.startswith("zh"):
        return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    words = [str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year]
    return " ".join(word for word in words if word)


def _fmt(text: str, **values: Any) -> str:
    """The text with its blanks filled in. Not ``str.format``, which a template could ask for what values are made of."""
    said = escape if isinstance(text, Markup) else str
    pieces = list(_pieces(text))
    for place in range(1, len(pieces), 2):
        if pieces[place] not in values:
            raise TemplateRuntimeError(f"the text has a blank {{{pieces[place]}}}, which fmt is not given")
        pieces[place] = said(values[pieces[place]])
    return type(text)("".join(pieces))


@lru_cache(maxsize=1024)
def _pieces(text: str) -> tuple[str, ...]:
    """A text cut at its blanks: every second piece is the name of one."""
    return tuple(BLANK.split(text))


def _in_lang(text: str, page_lang: str, source_lang: str) -> Markup:
    """Words of the source on a page in another language, their language said."""
    is_foreign = has_han(text) != page_lang.startswith("zh") and has_han(text)
    return Markup('<span lang="%s">%s</span>') % (source_lang, text) if is_foreign else Markup("%s") % text


def _at(way: Way, entry: FeedEntry) -> Way:
    """The way for an article of a feed: every address is absolute."""
    return replace(way, page=entry.address, pictures=entry.pictures)


def _html(prose: Prose, way: Way) -> Markup:
    return html_of(prose, way)


_FILTERS: dict[str, Callable[..., Any]] = {
    "at": _at,
    "html": _html,
    "inline": inline_html,
    "date": _date,
    "host": lambda address: urlsplit(address).netloc.removeprefix("www."),
    "number": lambda n: f"{n:,}",
    "fmt": _fmt,
    "in_lang": _in_lang,
    "lang_name": lambda tag: _LANG_NAMES.get(tag, tag),
    "xmldate": lambda text: f"{(text + '-01-01')[:10]}T00:00:00Z" if text else "1970-01-01T00:00:00Z",
}
