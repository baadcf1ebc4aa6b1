"""Signs of other programs (Pandoc, kramdown, Obsidian, MkDocs, WordPress, MDX …) that are shown as they stand: what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from yizhu.content.faults import find_closest
from yizhu.content.markdown.extensions import CALLOUTS

Explain = Callable[[re.Match[str]], tuple[str, str] | None]  # problem and help; None: no doubt
ESCAPE = "; if it is meant as it stands, write a \\ before it"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of notation that failed, and what to say of it."""

    pattern: re.Pattern[str]
    explain: Explain


def shorten(text: str) -> str:
    """Return a text short enough for a message."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def say(problem: str, help: str) -> Explain:
    """Return a function that says this of what was found; ``{0}`` in the help is its first group."""

    def explain(found: re.Match[str]) -> tuple[str, str]:
        return f"{shorten(found[0].strip())} {problem}", help.format(*found.groups()) + ESCAPE

    return explain


# ---- callouts and wiki links -------------------------------------------------------------------------------

_CALLOUTS_BY_MEANING = {
    **dict.fromkeys(("hint", "success", "check", "done"), "tip"),
    **dict.fromkeys(("danger", "error", "bug", "failure", "fail", "missing", "attention"), "caution"),
}


def _explain_callout(found: re.Match[str]) -> tuple[str, str] | None:
    name = found["name"].casefold()
    if name in CALLOUTS:
        return None
    meant = _CALLOUTS_BY_MEANING.get(name, find_closest(name, CALLOUTS, 0.7) or "note")
    return (
        f"{found[0]} looks like a callout and is none",
        f"write [!{meant}]: the kinds are {', '.join(CALLOUTS)}",
    )


def _explain_admonition(found: re.Match[str]) -> tuple[str, str]:
    name = found["name"].casefold()
    meant = name if name in CALLOUTS else _CALLOUTS_BY_MEANING.get(name, "note")
    return (
        f"{shorten(found[0])} looks like a callout and is none",
        f"write > [!{meant}], and > before its lines{ESCAPE}",
    )


def _explain_misspelt_callout(found: re.Match[str]) -> tuple[str, str] | None:
    name = found["name"].casefold()
    meant = name if name in CALLOUTS else _CALLOUTS_BY_MEANING.get(name, find_closest(name, CALLOUTS, 0.7))
    if not meant:
        return None
    return (
        f"{found[0]} looks like a callout and is none",
        f"write > [!{meant}], in signs of ASCII without spaces",
    )


def _explain_wide_rule(found: re.Match[str]) -> tuple[str, str]:
    return f"{found[0]} looks like a break between parts and is none", "write *** on a line of its own"


def _explain_wide_bold(found: re.Match[str]) -> tuple[str, str]:
    return (
        f"{shorten(found[0])} looks like bold type and is none",
        f"write **{shorten(found[1])}**, in stars of ASCII",
    )


def _explain_link(found: re.Match[str]) -> tuple[str, str] | None:
    """Explain a link whose brackets are not of ASCII, or apart; a number before an address is a list of sources."""
    if found["words"].isdecimal():
        return None
    right = shorten(f"[{found['words']}]({found['target']})")
    return (
        f"{shorten(found[0])} looks like a link and is none",
        f"write {right}, in signs of ASCII without a space{ESCAPE}",
    )


_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|heic)$", re.I)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _explain_wiki_link(found: re.Match[str]) -> tuple[str, str]:
    target, words = found["target"].strip(), (found["words"] or "").strip()
    if found["embeds"]:
        name = target if _PICTURE.search(target) else "picture.png"
        return (
            f"{shorten(found[0])} looks like a picture and is none",
            f"write ![what it shows]({name}){ESCAPE}",
        )
    page = target.partition("#")[0].rpartition("/")[2]
    address = f"/{page}/" if _SLUG.fullmatch(page) else "/slug/"
    return (
        f"{shorten(found[0])} looks like a wiki's link and is none",
        f"write [{words or target}]({address}){ESCAPE}",
    )


def _explain_reference(found: re.Match[str]) -> tuple[str, str] | None:
    words, label = found[1], found[2] or found[1]
    if label.isdecimal() and words.isdecimal():  # [1][2] in a text that was copied
        return None
    return (
        f"{shorten(found[0])} refers to an address that is not given",
        f"add a line [{label}]: https://…{ESCAPE}",
    )


# ---- HTML --------------------------------------------------------------------------------------------------

_HTML_HELP = {
    "br": "end the line with a \\ for a line break",
    **dict.fromkeys(("b", "strong"), "write **words**"),
    **dict.fromkeys(("i", "em", "cite"), "write *words*"),
    **dict.fromkeys(("s", "del", "strike"), "write ~~words~~"),
    "sup": "write [words]{sup}", "sub": "write [words]{sub}",
    "img": "write ![what it shows](picture.png)", "a": "write [words](address)",
    "hr": "write --- on a line of its own", "code": "write `words`", "pre": "write ``` above and below it",
    "ruby": "write [字]{reading=zì}", "blockquote": "write > before each line",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "write ## and a space before a heading"),
    **dict.fromkeys(("ul", "ol", "li"), "write - or 1. before each item"),
    **dict.fromkeys(("table", "tr", "td", "th"), "write a table of | and -"),
}  # fmt: skip


def _explain_html(found: re.Match[str]) -> tuple[str, str] | None:
    name = found["name"]
    opening = found.string.rfind(f"<{name}", 0, found.start())
    if found["end"] and opening >= 0:
        return None  # its beginning was told
    help = _HTML_HELP.get(name, "leave it out: use Markdown, or a span such as [words]{sup}")
    return f"{shorten(found[0])} looks like HTML, which is shown as it stands", help + ESCAPE


# ---- all ---------------------------------------------------------------------------------------------------

_SHORTCODES = (
    "gallery|caption|embed|audio|video|playlist|youtube|vimeo|code|sourcecode|quote|button|contact-form-7"
)
RULES = (
    Rule(
        re.compile(r"\{:?\s{0,3}(?:[.#][A-Za-z][\w-]*|toc\b)[^{}\n]{0,100}\}|\{:[^{}\n]{1,100}\}|\{(?:target|class|id|style|rel|title)\s?=[^{}\n]{1,100}\}"),
        say("looks like another program's attributes, which are shown as they stand", "leave it out: the theme gives classes, headings have names by their words"),
    ),
    Rule(
        re.compile(r"(?i)\[\[?_?toc_?\]?\](?!\()"),
        say("looks like a place for the contents and is none", "leave it out: the contents are made from the headings"),
    ),
    Rule(re.compile(r"(?m)^\[!(?P<name>[A-Za-z][\w-]*)\]"), _explain_callout),
    Rule(
        re.compile(r"(?im)^(?:[\[［【]\s{0,3}[!！]\s{0,3}(?P<name>[a-z][\w-]{0,20})\s{0,3}[\]］】])"), _explain_misspelt_callout,
    ),
    Rule(re.compile(r"(?m)^\[\][ \t]+(?=\S)"), say("looks like a box to tick and is none", "write a space in it: - [ ] words")),
    Rule(re.compile(r"(?m)^[＊＿]{3,20}$"), _explain_wide_rule),
    Rule(re.compile(r"＊＊([^＊\n]{1,200})＊＊"), _explain_wide_bold),
    Rule(
        re.compile(r"(?<![!\]\w])(?P<open>[\[［【])(?P<words>[^\[\]［］【】\n]{1,100})[\]］】](?P<gap>[ \t\u3000]{0,3})"
                   r"(?P<round>[(（])(?P<target>(?:https?://|mailto:|www\.)[^\s()（）]{1,300})[)）]"),
        _explain_link,
    ),
    Rule(re.compile(r"(?<=\])\{\s{0,3}\}"), say("has no attribute and is shown as it stands", "name one, such as {{sic=…}}, or leave it out")),
    Rule(re.compile(r"(?m)^(?:!!!|\?\?\?\+?|:::+)[ \t]*\{?\.?(?P<name>[A-Za-z][\w-]*)"), _explain_admonition),
    Rule(
        re.compile(r"(?m)^\*\[[^\[\]\n]{1,60}\]:"),
        say("looks like an abbreviation and is none", "explain it in the glossary, or in a note"),
    ),
    Rule(
        re.compile(r"%%([^%\n]{1,200})%%"),
        say("looks like a comment and is published", "write <!--{0}-->"),
    ),
    Rule(
        re.compile(r"(?m)(?:(?<=\s)|^)\^[A-Za-z][A-Za-z0-9-]{2,40}$"),
        say("looks like a block's name and is none", "leave it out: each passage has an address, #p3"),
    ),
    Rule(
        re.compile(r"\[[^\[\]\n]{0,200}\]\((?:file|javascript|vbscript|data):[^\s]{0,200}\)"),
        say("looks like a link and is none", "links lead to pages of the site, to https://…, http://… or mailto:…"),
    ),
    Rule(
        re.compile(rf"\[/(?:{_SHORTCODES})\]|\[(?:{_SHORTCODES}|[a-z][a-z0-9_-]{{1,30}})(?:\s+[a-z_-]{{1,30}}=[\"'“”][^\[\]\n]{{0,200}})\]"),
        say("looks like another program's shortcode, which is shown as it stands", "leave it out"),
    ),
    Rule(
        re.compile(r"(?<=[A-Za-z)])~([0-9]{1,3})~(?!~)"),
        say("looks like words set low and is none", "write [{0}]{{sub}}"),
    ),
    Rule(
        re.compile(r"(?<=[\w)])\^([\w+-]{1,8})\^(?!\^)"),
        say("looks like words set high and is none", "write [{0}]{{sup}}"),
    ),
    Rule(
        re.compile(r"(?<![\w:/.]):[a-z][a-z0-9_+-]{2,30}:(?![\w:/])"),
        say("looks like a name for a sign and is none", "write the sign itself"),
    ),
    Rule(
        re.compile(r"\*\*(?:[ \u3000]{1,3}[^*\n]{1,200}|[^*\n]{1,200}[ \u3000]{1,3})\*\*"),
        say("looks like bold type and is none", "write no space inside the stars"),
    ),
    Rule(
        re.compile(r"(?P<embeds>!?)\[\[(?P<target>[^\[\]\n|]{1,80})(?:\|(?P<words>[^\[\]\n]{0,80}))?\]\]"),
        _explain_wiki_link,
    ),
    Rule(
        re.compile(r"(?<!!)\[([^\[\]\n]{1,100})\]\[([^\[\]\n]{0,60})\](?![(\[])"),
        _explain_reference,
    ),
    Rule(
        re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]{0,11})(?:\s[^<>\n]{0,200})?/?>"),
        _explain_html,
    ),
    Rule(
        re.compile(
            r"\{\{[<%]?[^{}\n]{1,200}[>%]?\}\}|\{%[^{}\n]{1,200}%\}|<%[^%\n]{1,200}%>|<\?(?:php|=)[^?\n]{0,200}\?>"
            r"|<[A-Z]\w{0,40}(?:\s[^<>\n]{0,200})?/>|</[A-Z]\w{0,40}>|\{/\*[^\n]{0,200}?\*/\}|(?m:^import\s[\w{*][^\n]{0,100}\sfrom\s['\"][^'\"\n]{1,100}['\"])"
        ),
        say("looks like another program's shortcode, which is shown as it stands", "leave it out"),
    ),
)  # fmt: skip
