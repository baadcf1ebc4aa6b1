"""Renders a page by its template to HTML or XML. Templates compute nothing; the filters that they may use are here."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from yizhu.chinese.han import has_han, has_kana
from yizhu.chinese.script_conversion import find_script
from yizhu.content.faults import Fault, Faults, find_place
from yizhu.content.languages import language_name, primary_subtag
from yizhu.content.prose import Prose
from yizhu.site.html.adapted import adapt_html
from yizhu.site.html.fragments import backlinks_html, passages_html, uses_html
from yizhu.site.html.marks import LinkContext
from yizhu.site.html.prose import render_html, render_inline
from yizhu.site.page_model import ArticleBody, FeedBody, File, Page, ProseBody, TermBody
from yizhu.site.page_parts import FeedEntry
from yizhu.site.theme.cldr import choose_plural, format_date, format_number
from yizhu.site.theme.load import Theme
from yizhu.site.theme.sandbox import (
    MAX_MEMORY,
    LimitExceeded,
    PackagedTemplates,
    Sandbox,
    limits,
)
from yizhu.site.theme.strings import Strings, fill_in


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page, and the theme to render it with."""

    page: Page
    theme: Theme
    compiled: BytecodeCache | None = None  # templates; they can run


def render(job: Rendering) -> File:
    """Return the file of a page. Raises ``Faults`` for errors in a template, with file and line."""
    page, theme = job.page, job.theme
    environment = _environment(theme, job.compiled)
    if environment in _given_up:
        raise Faults([_given_up[environment]])
    try:
        # Only a site's own templates are limited; the packaged ones always end.
        with limits() if theme.own else nullcontext():
            text = _text(page, theme, environment)
    except Exception as error:
        if not theme.own and not isinstance(error, TemplateError):
            raise  # in a packaged template it is a bug of ours, and stays a traceback
        fault = _template_fault(error, theme, page.template)
        if isinstance(error, (LimitExceeded, MemoryError)):
            _given_up[environment] = fault
        raise Faults([fault]) from None
    return File(page.path, text.encode())


# Themes one page of which exceeded a limit: a thousand pages would take a thousand times as long.
_given_up: WeakKeyDictionary[Environment, Fault] = WeakKeyDictionary()


def _text(page: Page, theme: Theme, environment: Environment) -> str:
    template = environment.get_template(page.template)
    text = template.render(
        page=page,
        body=page.body,
        frame=page.frame,
        t=choose_strings(theme, page.frame.lang),
        locales=_locales(theme, page),
        way=_link_context(page),
        quiet=_link_context_without_ids(page),
    )
    return _link_formula_sheet(text, page.root) if "<math" in text else text


def _link_formula_sheet(text: str, root: str) -> str:
    """Return a page with its link to the style sheet that only pages with formulas need."""
    link = f'<link rel="stylesheet" href="{root}assets/formulas.css">\n'
    return text.replace("</head>", f"{link}</head>", 1)


@lru_cache(maxsize=4)
def _environment(theme: Theme, compiled: BytecodeCache | None) -> Environment:
    environment = (Sandbox if theme.own else PackagedTemplates)(
        bytecode_cache=compiled,
        loader=FunctionLoader(_loader(theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_FILTERS)
    environment.globals |= {"once": _once, "shared": _shared}
    _kept_parts[environment] = {}
    return environment


def template_faults(theme: Theme) -> list[Fault]:
    """Return the faults of a site's own templates that can be found before a page is rendered."""
    environment = _environment(theme, None)
    faults: list[Fault] = []
    for name in theme.own:  # the packaged ones are tested; compiling them again would slow down every build
        try:
            with limits():  # Jinja evaluates constant expressions when it compiles
                environment.get_template(name)
        except Exception as error:  # nesting too deep for Jinja or Python raises various errors
            faults.append(_template_fault(error, theme, name))
    return faults


def _loader(theme: Theme) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Return a loader that tells Jinja each template's name, so that a traceback names it."""
    templates = dict(theme.templates)
    return lambda name: (templates[name], name, lambda: True) if name in templates else None


@lru_cache(maxsize=8)
def choose_strings(theme: Theme, lang: str) -> Strings:
    """Return the strings of a language: of zh-Hant-HK, else of zh-Hant, else of zh; what is missing in English."""
    return Strings(dict(dict(theme.strings).get("en", ())) | find_strings(theme, lang))


def find_strings(theme: Theme, lang: str) -> dict[str, str]:
    """Return the strings that there are in a language: of zh-Hant-HK, else of zh-Hant, else of zh."""
    by_lang, script = dict(theme.strings), find_script(lang)
    parts = script.split("-")
    tags = [lang, *("-".join(parts[:length]) for length in range(len(parts), 0, -1))]
    return dict(next((by_lang[tag] for tag in tags if tag in by_lang), ()))


def _locales(theme: Theme, page: Page) -> tuple[str, ...]:
    """Return the languages of the page's other editions as Open Graph names them: en_GB."""
    own, others = page.frame.lang, (link.lang for link in page.alternates)
    names = [choose_strings(theme, lang).get("og_locale", lang) for lang in (own, *others)]
    return tuple(dict.fromkeys(names))[1:]


def _link_context(page: Page) -> LinkContext:
    match page.body:
        case ArticleBody():
            return LinkContext(
                terms="#g-",
                ids=True,
                is_vertical=page.body.writing == "vertical",
                home=page.home,
                pictures=f"{page.root}assets/articles/{page.body.edition.slug}/",
            )
        case FeedBody():
            home = page.body.address
            return LinkContext(terms=f"{home}glossary/", after_term="/", home=home, is_feed=True)
        case ProseBody():
            return LinkContext(
                terms=f"{page.home}glossary/",
                after_term="/",
                ids=True,
                home=page.home,
                pictures=page.body.pictures,
            )
        case TermBody():
            return LinkContext(home=page.home)
        case _:
            return LinkContext(terms=f"{page.home}glossary/", after_term="/", home=page.home)


def _link_context_without_ids(page: Page) -> LinkContext:
    """Return the link context for showing a text a second time on a page: without ids."""
    return replace(_link_context(page), ids=False, is_vertical=False)


def _template_fault(error: Exception, theme: Theme, template: str) -> Fault:
    name, line = _template_place(error, template, frozenset(dict(theme.templates)))
    origin = dict(theme.origins).get(f"templates/{name}", dict(theme.origins).get(name, name))
    source = dict(theme.templates).get(name, "")
    problem = f"the template fails: {_describe(error)}"
    return Fault(find_place(origin, source, line), problem, "docs/theme.md lists what a template is given")


def _describe(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return f"it takes more than {MAX_MEMORY >> 20} MiB of memory for one page"
    return str(getattr(error, "message", None) or error)


def _template_place(error: Exception, template: str, names: frozenset[str]) -> tuple[str, int]:
    if isinstance(error, TemplateSyntaxError):
        return error.name or template, error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename in names]
    return (inside[-1].filename, inside[-1].lineno or 0) if inside else (template, 0)


# ---- parts that many pages share ---------------------------------------------------------------------------

_MANY = 8192  # parts that are kept of a theme
# Of each theme: the parts, and the nouns in their keys.
_kept_parts: WeakKeyDictionary[Environment, dict[object, tuple[object, Markup]]] = WeakKeyDictionary()


@pass_context
def _once(context: Context, name: str, **values: Any) -> Markup:
    """Return a part of a page that is given these values only, and depends on the edition: it is rendered once for all pages.

    Text and numbers are compared by value, everything else by identity.
    """
    given = {name: context[name] for name in ("frame", "t", "quiet")}
    return _kept(context, name, tuple(values.values()), lambda: given | values)


@pass_context
def _shared(context: Context, name: str, *values: Any) -> Markup:
    """Return an included part that differs from page to page only by these values, and by the edition.

    Of a theme with templates of its own nothing is known: there the part is rendered for each page.
    """
    if isinstance(context.environment, Sandbox):
        return Markup(context.environment.get_template(name).render(context.get_all()))
    return _kept(context, name, values, context.get_all)


def _kept(
    context: Context, name: str, values: tuple[Any, ...], given: Callable[[], Mapping[str, Any]]
) -> Markup:
    """Return the part from those that were rendered before, or render it now."""
    kept = _kept_parts[context.environment]
    nouns = (context["frame"], *(value for value in values if not isinstance(value, _COMPARED)))
    key = name, *map(id, nouns), *(value for value in values if isinstance(value, _COMPARED))
    if key not in kept:
        if len(kept) >= _MANY:
            kept.clear()
        # Nouns are kept alive, so that none gets the id of another.
        kept[key] = nouns, Markup(context.environment.get_template(name).render(given()))
    return kept[key][1]


_COMPARED = (str, int, tuple, type(None))


# ---- filters -----------------------------------------------------------------------------------------------


@pass_context
def _date(context: Context, text: str, lang: str = "") -> str:
    """Format an ISO date, month or year as the page's language writes it, or another language."""
    return format_date(text, lang or context["frame"].lang)


@pass_context
def _number(context: Context, number: int) -> str:
    """Format a whole number as the page's language writes it."""
    return format_number(number, context["frame"].lang)


@pass_context
def _counted(context: Context, name: str, number: int) -> str:
    """Return the string for so many things, with the number filled in: 1 note, 2 notes."""
    return fill_in(choose_plural(context["t"], name, number, context["frame"].lang), n=number)


def _in_lang(text: str, page_lang: str, source_lang: str) -> Markup:
    """Wrap words of a source that is written in Han characters into a span with its language, on a page in another."""
    own, other = primary_subtag(page_lang), primary_subtag(source_lang)
    # Kana are Japanese; Han characters alone may be the page's own words if it is in Chinese.
    is_foreign = has_kana(text) if own == "zh" else has_han(text) and not (own == "ja" and has_kana(text))
    if own == other or other not in ("zh", "ja") or not is_foreign:
        return Markup("%s") % text
    return Markup('<span lang="%s">%s</span>') % (source_lang, text)


def _at(links: LinkContext, entry: FeedEntry) -> LinkContext:
    """Return the link context of an article in a feed: all addresses are absolute."""
    return replace(links, page=entry.address, pictures=entry.pictures)


def _html(prose: Prose | str, links: LinkContext) -> Markup:
    return Markup(adapt_html(prose, links)) if isinstance(prose, str) else render_html(prose, links)


def _inline(prose: Prose | str, links: LinkContext) -> Markup:
    """Return the text without its block elements; one that is HTML already is a sentence or a quote and has none."""
    return Markup(adapt_html(prose, links)) if isinstance(prose, str) else render_inline(prose, links)


_FILTERS: dict[str, Callable[..., Any]] = {
    "at": _at,
    "html": _html,
    "inline": _inline,
    "date": _date,
    "host": lambda address: urlsplit(address).netloc.removeprefix("www."),
    "number": _number,
    "counted": _counted,
    "fmt": fill_in,
    "backlinks": backlinks_html,
    "passages": passages_html,
    "uses": uses_html,
    "in_lang": _in_lang,
    "lang_name": language_name,
    "xmldate": lambda text: f"{(text + '-01-01')[:10]}T00:00:00Z" if text else "1970-01-01T00:00:00Z",
}
