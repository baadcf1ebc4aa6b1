"""The same articles as a site of Hugo and one of Eleventy: pages in three languages, with or without terms marked.

These sites do not convert scripts and do not align sentences: they get the Simplified text, and show no translation
beside the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from corpus import topics

from yizhu.chinese.script_conversion import convert_with_offsets

_SPAN = re.compile(r"\[([^\]]*)\]\{[^}]*\}")
_FRONT = re.compile(r"^(summary|authors|translators|status|rights): .*\n", re.M)
_PAGE = "<!doctype html><html lang={lang}><head><meta charset=utf-8><title>{title}</title></head><body><main>{body}</main></body></html>\n"


def hugo(site: Path, folder: Path, terms: int) -> list[str]:
    """Write a site for Hugo and return the command that builds it; ``terms``: so many are marked with replaceRE."""
    for lang, slug, text in _texts(site):
        _put(folder / "content" / lang / f"{slug}.md", text)
    _put(folder / "hugo.toml", 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term"]\n')
    _put(folder / "data/terms.json", json.dumps([{"form": form} for form in _forms(terms)]))
    marked = (
        "{{ $c := .Content }}{{ range site.Data.terms }}"
        '{{ $c = replaceRE .form (printf "<a class=term href=/glossary/>%s</a>" .form) $c 1 }}{{ end }}{{ $c | safeHTML }}'
    )
    body = marked if terms else "{{ .Content }}"
    _put(
        folder / "layouts/_default/single.html",
        _PAGE.format(lang="{{ .Section }}", title="{{ .Title }}", body=body),
    )
    listed = "{{ range .Pages }}<p><a href={{ .RelPermalink }}>{{ .Title }}</a></p>{{ end }}"
    for name in ("list", "home"):
        _put(
            folder / f"layouts/_default/{name}.html",
            _PAGE.format(lang="zh", title="{{ .Title }}", body=listed),
        )
    return ["hugo", "--quiet", "--noBuildLock", "--destination", "public"]


def eleventy(site: Path, folder: Path, terms: int) -> list[str]:
    """Write a site for Eleventy and return the command that builds it; terms are marked by one expression."""
    for lang, slug, text in _texts(site):
        _put(folder / lang / f"{slug}.md", text.replace("---\n", "---\nlayout: page.html\n", 1))
    _put(folder / "_includes/page.html", _PAGE.format(lang="zh", title="{{ title }}", body="{{ content }}"))
    _put(folder / "terms.json", json.dumps(_forms(terms)))
    _put(folder / "eleventy.config.js", _ELEVENTY if terms else "module.exports = () => ({});\n")
    return ["eleventy", "--quiet", "--input=.", "--output=public", "--formats=md,html"]


_ELEVENTY = """\
const forms = require("./terms.json").sort((a, b) => b.length - a.length);
const any = new RegExp(forms.map(f => f.replace(/[.*+?^${}()|[\\]\\\\]/g, "\\\\$&")).join("|"), "g");
module.exports = config => {
    config.addTransform("terms", content => {
        const seen = new Set();
        return content.replace(any, form => seen.has(form) ? form
            : (seen.add(form), `<a class="term" href="/glossary/">${form}</a>`));
    });
    return {};
};
"""


def _texts(site: Path) -> Iterator[tuple[str, str, str]]:
    for article in sorted((site / "content/articles").iterdir()):
        hant, en = (_bare((article / f"{lang}.md").read_text("utf-8")) for lang in ("zh-Hant", "en"))
        yield "zh-hant", article.name, hant
        yield "zh-hans", article.name, convert_with_offsets(hant, "tw2s").text
        yield "en", article.name, en


def _bare(text: str) -> str:
    return _FRONT.sub("", _SPAN.sub(r"\1", text)).replace("published:", "date:")


def _forms(terms: int) -> list[str]:
    return [form for pair in topics(terms) for form in pair]


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
