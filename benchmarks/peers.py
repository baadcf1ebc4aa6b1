"""The same articles as a site of Hugo and one of Eleventy, each written as its users write it.

Both have pages in three languages that link to one another, a front page and a glossary in each, a page for each term,
and in each article every use of a term linked to its page. What they do not do is told by ``NOT_DONE``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import define, topics

from yizhu.chinese.converted_text import convert_with_offsets

LANGS = ("zh-hant", "zh-hans", "en")
NOT_DONE = """\
What the peers do here: three languages, pages that link to one another, front pages, a glossary, a page a term, every
use of a term in an article linked to it. Their layout is bare, and they build everything each time.
What neither does, and Yizhu does in the same time: convert scripts and words (both are given the Simplified text); set
the translation beside the text and align its sentences; segment words (they mark a term wherever its letters stand);
list a term's uses, each beside its counterpart; put definitions and notes on the article's page; correct misprints; make
readings, a search, feeds of whole articles and sheets for class; keep emphasis beside Chinese punctuation; check notes,
links and addresses; leave the site as it was when there is a fault. Hugo also marks terms inside tags.
"""

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_SPAN = re.compile(r"\[([^\]]*)\]\{[^}]*\}")
_FRONT = re.compile(r"^(summary|authors|translators|status|rights): .*\n", re.M)
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{links}</head>
<body><main><h1>{title}</h1>{body}</main></body></html>
"""


def installed() -> dict[str, Callable[[Path, Path, int], list[str]]]:
    """Whatever is found on the path, by name: it writes a site for the peer and returns the command that builds it."""
    return {
        name: write for name, write in (("Eleventy", eleventy), ("Hugo", hugo)) if shutil.which(name.lower())
    }


def versions() -> str:
    """The peers that are installed, each with its version."""
    commands = {"Eleventy": ["eleventy", "--version"], "Hugo": ["hugo", "version"]}
    told = {name: subprocess.check_output(commands[name], text=True) for name in installed()}
    return (
        ", ".join(f"{name} {_VERSION.findall(text)[0]}" for name, text in told.items()) or "no peer installed"
    )


def hugo(site: Path, folder: Path, terms: int) -> list[str]:
    """A site of three languages; a glossary of pages; a template marks terms that a file of data lists."""
    for lang, slug, text in _texts(site):
        _put(folder / f"content/{lang}/articles/{slug}.md", text)
    for lang in LANGS:
        entries = list(_entries(terms, lang))
        for entry in entries:
            text = f"---\ntitle: {entry['form']}\n---\n\n{entry['definition']}\n"
            _put(folder / f"content/{lang}/glossary/{entry['id']}.md", text)
        _put(folder / f"data/terms/{lang}.json", json.dumps([_pattern(entry, lang) for entry in entries]))
    _put(folder / "hugo.toml", _HUGO + "".join(_HUGO_LANGUAGE.format(lang=lang) for lang in LANGS))
    for name, body in _HUGO_LAYOUTS.items():
        page = _PAGE.format(lang="{{ .Lang }}", title="{{ .Title }}", links=_HUGO_LINKS, body=body)
        _put(folder / f"layouts/{name}.html", page)
    return ["hugo", "--quiet", "--noBuildLock", "--destination", "public"]


_HUGO = """\
baseURL = "https://example.org/"
title = "Yizhu"
defaultContentLanguage = "zh-hant"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term", "RSS"]
"""
_HUGO_LANGUAGE = '[languages.{lang}]\nlanguageName = "{lang}"\ncontentDir = "content/{lang}"\n'
_HUGO_LINKS = (
    "{{ range .AllTranslations }}"
    '<link rel="alternate" hreflang="{{ .Lang }}" href="{{ .Permalink }}">{{ end }}'
)
_HUGO_MARKED = """\
{{ $content := .Content }}
{{ range index site.Data.terms .Lang }}{{ if in $content .form }}
{{ if .pattern }}{{ $content = replaceRE .pattern .link $content }}
{{ else }}{{ $content = replace $content .form .link }}{{ end }}
{{ end }}{{ end }}{{ $content | safeHTML }}"""
_HUGO_LIST = "{{ range %s }}<p><a href='{{ .RelPermalink }}'>{{ .Title }}</a></p>{{ end }}"
_HUGO_LAYOUTS = {
    "articles/single": _HUGO_MARKED,
    "_default/single": "{{ .Content }}",
    "_default/list": _HUGO_LIST % ".Pages.ByTitle",
    "index": _HUGO_LIST % '(where site.RegularPages "Section" "articles").ByDate.Reverse',
}


def _pattern(entry: dict[str, str], lang: str) -> dict[str, str]:
    """What Hugo looks for, and what it puts in its place; a pattern only for whole words, since letters are quicker."""
    form = entry["form"]
    return {
        "form": form,
        "pattern": rf"\b{re.escape(form)}\b" if lang == "en" else "",
        "link": f'<a class="term" href="/{lang}/glossary/{entry["id"]}/">{form}</a>',
    }


def eleventy(site: Path, folder: Path, terms: int) -> list[str]:
    """A folder for each language; terms' pages by pagination; a transform marks terms with one expression."""
    links = "".join(
        f'<link rel="alternate" hreflang="{lang}" href="/{lang}/{{{{ page.fileSlug }}}}/">' for lang in LANGS
    )
    page = _PAGE.format(lang="{{ lang }}", title="{{ title }}", links="%s", body="{{ content }}")
    _put(folder / "_includes/article.html", page % links)
    _put(folder / "_includes/page.html", page % "")
    for lang, slug, text in _texts(site):
        _put(folder / f"{lang}/{slug}.md", text)
    for lang in LANGS:
        told = {
            "lang": lang,
            "layout": "article.html",
            "tags": lang,
            "permalink": f"/{lang}/{{{{ page.fileSlug }}}}/",
        }
        _put(folder / f"{lang}/{lang}.json", json.dumps(told))
        _put(folder / f"front-{lang}.html", _ELEVENTY_FRONT.format(lang=lang))
        _put(folder / f"glossary-{lang}.html", _ELEVENTY_GLOSSARY.format(lang=lang))
    entries = [{"lang": lang, **entry} for lang in LANGS for entry in _entries(terms, lang)]
    _put(folder / "_data/terms.json", json.dumps(entries))
    if entries:
        _put(folder / "term.html", _ELEVENTY_TERM)
    _put(folder / "eleventy.config.js", _ELEVENTY)
    return ["eleventy", "--quiet", "--input=.", "--output=public", "--formats=md,html"]


_ELEVENTY_FRONT = """\
---
layout: page.html
title: Yizhu
lang: {lang}
permalink: /{lang}/
---
{{% for one in collections.{lang} reversed %}}<p><a href="{{{{ one.url }}}}">{{{{ one.data.title }}}}</a></p>{{% endfor %}}
"""
_ELEVENTY_GLOSSARY = """\
---
layout: page.html
title: Glossary
lang: {lang}
permalink: /{lang}/glossary/
---
{{% for term in terms %}}{{% if term.lang == "{lang}" %}}<p><a href="/{lang}/glossary/{{{{ term.id }}}}/">{{{{ term.form }}}}</a></p>{{% endif %}}{{% endfor %}}
"""
_ELEVENTY_TERM = """\
---
layout: page.html
pagination: {data: terms, size: 1, alias: term, addAllPagesToCollections: false}
permalink: "/{{ term.lang }}/glossary/{{ term.id }}/"
eleventyComputed: {title: "{{ term.form }}", lang: "{{ term.lang }}"}
---
<p>{{ term.definition }}</p>
"""
_ELEVENTY = r"""
const terms = require("./_data/terms.json");
const escape = form => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const marker = lang => {
    const ids = new Map(terms.filter(term => term.lang === lang).map(term => [term.form, term.id]));
    const forms = [...ids.keys()].sort((a, b) => b.length - a.length).map(escape).join("|");
    const any = new RegExp(`<[^>]*>|${lang === "en" ? `\\b(?:${forms})\\b` : forms}`, "g");
    return html => html.replace(any, found => ids.has(found)
        ? `<a class="term" href="/${lang}/glossary/${ids.get(found)}/">${found}</a>` : found);
};
module.exports = config => {
    const markers = new Map(["zh-hant", "zh-hans", "en"].map(lang => [lang, marker(lang)]));
    config.addTransform("terms", function (html) {
        const article = /^\.\/([a-z-]+)\/a\d+\.md$/.exec(this.page.inputPath);
        if (!terms.length || !article) return html;
        const start = html.indexOf("<main>");
        return html.slice(0, start) + markers.get(article[1])(html.slice(start));
    });
};
"""


def _texts(site: Path) -> Iterator[tuple[str, str, str]]:
    for article in sorted((site / "content/articles").iterdir()):
        hant, en = (_bare((article / f"{lang}.md").read_text("utf-8")) for lang in ("zh-Hant", "en"))
        yield "zh-hant", article.name, hant
        yield "zh-hans", article.name, _simplified(hant)
        yield "en", article.name, en if "\ndate:" in en else en.replace("\n", "\n" + _date(hant), 1)


def _bare(text: str) -> str:
    return _FRONT.sub("", _SPAN.sub(r"\1", text)).replace("published:", "date:")


def _date(text: str) -> str:
    """A translation's page takes its day from the source, which Yizhu does by itself."""
    return next(line + "\n" for line in text.splitlines() if line.startswith("date:"))


def _entries(terms: int, lang: str) -> Iterator[dict[str, str]]:
    """The glossary in a language, the longest forms first, so that none is marked inside another."""
    known = topics(terms)
    found = []
    for number, (chinese, english) in enumerate(known):
        zh, en = define(number, known)
        form, definition = (english, en) if lang == "en" else (chinese, zh)
        if lang == "zh-hans":
            form, definition = _simplified(form), _simplified(definition)
        found.append({"id": f"t{number}", "form": form, "definition": definition})
    return iter(sorted(found, key=lambda entry: -len(entry["form"])))


def _simplified(text: str) -> str:
    return convert_with_offsets(text, "tw2s").text


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
