"""Doubts about notation: what looks like markup and was published as it stands, or was not published at all.

1. in what readers see, outside code: braces, brackets, stars and tags that nothing read
2. in the file: footnotes that nothing refers to, lines that only define a link, cells beyond the headings, open fences
A sign that the author escaped (\\{, \\[, \\*) is meant as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from yizhu.content.faults import Fault, Place, did_you_mean, find_closest, find_place, split_lines
from yizhu.content.markdown.attributes import BLOCK_NAMES, BLOCK_VALUES, SPAN_NAMES, is_lang
from yizhu.content.markdown.dialect import get_parser
from yizhu.content.markdown.foreign_notation import ESCAPE, Rule, say, shorten
from yizhu.content.markdown.foreign_notation import RULES as FOREIGN_RULES
from yizhu.content.markdown.losses import find_losses
from yizhu.content.markdown.value_doubts import find_value_doubts
from yizhu.content.model import Article, Source, Text
from yizhu.content.prose import select_marks
from yizhu.content.source_map import MappedProse, map_notes, map_text
from yizhu.content.yaml.document import split_front_matter

_CODE = ("code", "code_block", "formula")
_NAMES = (*SPAN_NAMES, *BLOCK_NAMES)


def find_article_doubts(article: Article, notes: Source | None) -> Iterator[Fault]:
    """Return a warning for each place of an article's texts and notes that looks like notation and is none.

    ``notes``: its notes.yaml.
    """
    for text in (article.source, *article.translations):
        yield from find_doubts(text)
    for lang in dict.fromkeys(lang for note in article.notes for lang, _ in note.text):
        for fault in _find_in_proses(map_notes(article, notes, lang)):
            is_footnote = fault.help.startswith(_ADD_FOOTNOTE)
            yield replace(fault, help=_NO_FOOTNOTES) if is_footnote else fault


def find_doubts(text: Text) -> Iterator[Fault]:
    """Return a warning for each place of a text that looks like notation and is none."""
    yield from _find_in_proses(map_text(text))
    yield from _find_unpublished(text)
    yield from _find_repeated_title(text)
    yield from _find_widths_in_words(text)
    if "[]{" in text.source.text:
        yield from _find_empty_spans(text)
    if "\\(" in text.source.text or "\\[" in text.source.text:
        yield from _find_other_formulas(text)


def _find_repeated_title(text: Text) -> Iterator[Fault]:
    """Yield a warning for a first heading that says what the page shows above it: the title."""
    first = next(iter(text.passages), None)
    if first and first.kind == "h1" and first.prose.plain.strip() == text.meta.title.strip():
        place = find_place(text.source.path, text.source.text, first.line)
        yield Fault(
            place, "this heading says the title again", "remove it: the page has the title above the text"
        )


_WIDTH_IN_WORDS = re.compile(r"(.*)\|([0-9]{1,4})(?:x[0-9]{1,4})?$", re.S)


def _find_widths_in_words(text: Text) -> Iterator[Fault]:
    """Yield a warning for each ``![words|300](a.png)``, a width in Obsidian."""
    for part in text.passages_and_footnotes:
        for mark in select_marks(part.prose, "image") if "|" in text.source.text else ():
            if found := _WIDTH_IN_WORDS.fullmatch(mark.get("alt")):
                place = find_place(
                    text.source.path, text.source.text, part.line, mark.get("alt"), part.last_line
                )
                problem = f"the picture's words end in |{found[2]}, which readers are told"
                yield Fault(place, problem, f"write ![{found[1]}](…){{width={found[2]}px}}")


# ---- what readers see --------------------------------------------------------------------------------------


def _find_in_proses(proses: Iterable[MappedProse]) -> Iterator[Fault]:
    for mapped in proses:
        yield from find_value_doubts(mapped)
        if _SIGNS.search(mapped.prose.text):
            yield from _find_in_prose(mapped)


def _find_in_prose(mapped: MappedProse) -> Iterator[Fault]:
    """Yield the doubts of one passage; of those that overlap, the first rule's."""
    text = mapped.prose.text
    taken = [(mark.start, mark.end) for mark in select_marks(mapped.prose, *_CODE)]
    for rule in _RULES:
        for found in rule.pattern.finditer(text):
            first, last = found.span("braces" if "braces" in found.re.groupindex else 0)
            if any(first < end and start < last for start, end in taken):
                continue
            told = rule.explain(found)
            if told and (place := _place_unescaped(mapped, first, last)):
                taken.append((first, last))
                yield Fault(place, *told)


def _place_unescaped(mapped: MappedProse, start: int, end: int) -> Place | None:
    """Return where the notation stands in the file; None: its sign is escaped there, or comes from a reference."""
    place = mapped.place(start, end)
    before = place.text[: max(0, place.column - 1)]
    is_written = place.column and place.text[place.column - 1 :].startswith(mapped.prose.text[start])
    return None if before.endswith("\\") or not is_written else place


def _explain_braces(found: re.Match[str]) -> tuple[str, str] | None:
    """Explain what is wrong with braces that hold a name and perhaps a value."""
    name, sign, value = found["name"], found["sign"] or "", (found["value"] or "").strip()
    tag = name.replace("_", "-")
    meant = (
        name if name in _NAMES else tag if "_" in name and is_lang(tag) else find_closest(name, _NAMES, 0.6)
    )
    if not meant or (not sign and not found["bracket"] and name not in _NAMES):
        return None
    bare = value.strip("\"“”'")
    right = f"{{{meant}={_quote(bare)}}}" if bare else f"{{{meant}=…}}"
    if meant in ("keep", "sup", "sub", "del"):
        right = f"{{{meant}}}"
    problem = f"{shorten(found['braces'])} looks like notation and is none"
    if found["gap"]:
        return problem, f"write no space between the brackets and {right}"
    if name in BLOCK_NAMES and found["braces"] == right and not found["bracket"]:
        if bare not in BLOCK_VALUES.get(name, (bare,)):
            return problem, did_you_mean(bare, BLOCK_VALUES[name], f"one of {', '.join(BLOCK_VALUES[name])}")
        return (
            problem,
            f"write a space before {right}, at the end of its block, or the braces on a line above it{ESCAPE}",
        )
    if meant in SPAN_NAMES and found["bracket"] != "]":
        return problem, f"write [words]{right}, in brackets of ASCII{ESCAPE}"
    return problem, f"write {right}{ESCAPE}"


def _quote(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s{}\"]", value) else value


def _explain_target(found: re.Match[str]) -> tuple[str, str] | None:
    target = found["target"].strip()
    if not re.search(r"\s", target) or re.search(r"[，。；]", target):
        return None
    kind = "picture" if found["picture"] else "link"
    if sized := _SIZED.fullmatch(target):
        return (
            f"{shorten(found[0])} looks like a picture and is none",
            f"write ({sized[1]}){{width={sized[2]}px}}",
        )
    if kind == "link" and not re.search(r"[/.#:]", target):
        return None
    return f"{shorten(found[0])} looks like a {kind} and is none", f"write the address in <>: (<{target}>)"


_SIZED = re.compile(r"(\S+)\s+=([0-9]{1,4})x?[0-9]*")  # a picture's size, as other programs write it

_ADD_FOOTNOTE = "add a line "
_NO_FOOTNOTES = f"notes have no footnotes: write it in parentheses, or as a note of its own{ESCAPE}"


def _explain_missing_footnote(found: re.Match[str]) -> tuple[str, str]:
    return (
        f"{found[0]} refers to a footnote that is not there",
        f"{_ADD_FOOTNOTE}{found[0]}: and its text{ESCAPE}",
    )


# A name and a value in braces or parentheses of any width, with what stands before them.
_BRACES = re.compile(
    r"(?P<bracket>[\]］】])?(?P<gap>(?<=[\]］】])[ \t\u3000]+)?"
    r"(?P<braces>(?:[{｛]|(?<=[\]］】])[(（]|[(（](?=(?:sic|reading|lang|term|quote|keep)\s*[=＝]))"
    r"\s*(?P<name>[A-Za-z][A-Za-z_-]{1,11})\s*(?:(?P<sign>[=＝:：])(?P<value>[^{}｛｝()（）\n]{0,200}))?[}｝)）])"
)
_UNCLOSED = re.compile(
    rf"[{{｛](?P<name>{'|'.join(_NAMES)})\s{{0,3}}[=＝:：](?P<value>[^\s{{}}｛｝]{{0,60}})(?![^{{｛\n]*[}}｝])"
)


def _explain_unclosed(found: re.Match[str]) -> tuple[str, str]:
    right = f"{{{found['name']}={_quote(found['value'].strip())}}}"
    return f"{shorten(found[0])} looks like notation and is not closed", f"write {right}{ESCAPE}"


_MATH = r"(?:(?![A-Za-z]{3})[A-Za-z0-9'(){}\[\]^_+*/=<>.,|! \t-])"  # a sign of a formula without commands and words
_IS_LETTER = re.compile(r"[A-Za-z]'{0,3}(?:\([A-Za-z0-9, ]{1,20}\))?")  # x, f'(x)
_IS_SUM = re.compile(rf"(?=.*[A-Za-z])(?=.+[=+*<>^_])[A-Za-z0-9(\[{{|-]{_MATH}*[A-Za-z0-9)\]}}|!']")


def _is_mathematics(tex: str) -> bool:
    return bool(_IS_LETTER.fullmatch(tex) or _IS_SUM.fullmatch(tex))


def _explain_spaced_formula(found: re.Match[str]) -> tuple[str, str] | None:
    tex = found["tex"].strip()
    if not _is_mathematics(tex):
        return None
    return (
        f"{shorten(found[0])} looks like a formula and is none",
        f"write ${tex}$, no space inside the ${ESCAPE}",
    )


_RULES = (
    Rule(_BRACES, _explain_braces),
    Rule(_UNCLOSED, _explain_unclosed),
    Rule(re.compile(r"(?P<picture>!?)\[[^\[\]\n]{0,200}\]\((?P<target>[^()\n]{1,300})\)"), _explain_target),
    Rule(re.compile(r"\[\^[^\[\]\s]{1,60}\]"), _explain_missing_footnote),
    Rule(
        re.compile(r"[［【]\^([^\[\]［］【】\s]{1,60})[］】]"),
        say("looks like a footnote's number and is none", "write [^{0}]"),
    ),
    Rule(
        re.compile(r"(?m)^#{1,6}([^\s#\u200b].{0,39})$(?<![。！？…])"),
        say("looks like a heading and is none", "write a space behind the #"),
    ),
    Rule(
        re.compile(r"(?m)^＃{1,6}\s*(.{1,40})$"),
        say("looks like a heading and is none", "write # and a space: # {0}"),
    ),
    Rule(
        re.compile(r"\*\*([^\s*](?:[^*\n]{0,200}[^\s*])?)\*\*"),
        say("looks like bold type and is none", "write the stars on the outside of the punctuation"),
    ),
    Rule(
        re.compile(r"~~([^\s~](?:[^~\n]{0,200}[^\s~])?)~~"),
        say("looks like deleted words and is none", "write [{0}]{{del}}"),
    ),
    Rule(
        re.compile(r"==([^\s=](?:[^=\n]{0,200}[^\s=])?)=="),
        say("looks like highlighted words and is none", "write *{0}*, or leave the signs out"),
    ),
    Rule(
        re.compile(
            r"(?m)(?<!\$)\$\$(?!\$)(?=[ \t]*$|[^$\n]{0,200}(?:\\[A-Za-z]{2}|[\^_=])|[A-Za-z](?![A-Za-z$])(?![ \t]+[A-Za-z]{2}))"
        ),
        say("opens a formula that is not closed", "write $$ at its end, and no empty line in it"),
    ),
    Rule(
        re.compile(
            rf"(?<![A-Za-z0-9$])\$(?P<tex>[ \t]{_MATH}{{1,60}}|{_MATH}{{1,60}}[ \t])\$(?![A-Za-z0-9$])(?![ \t]*\d)"
        ),
        _explain_spaced_formula,
    ),
    Rule(
        re.compile(r"(?<!\$)\$(?!\$)[^$\n]{0,100}?\\[A-Za-z]{2,20}"),
        say(
            "looks like a formula and is none",
            "write no space inside the $, words of Chinese as \\text{{…}}, and in a table \\vert for |",
        ),
    ),
    *FOREIGN_RULES,
)
_SIGNS = re.compile(r"[{｛(（\[［【#＃*＊~=<$%^]|!!!|\?\?\?|:[a-z:]|import ")


_EMPTY_SPAN = re.compile(rf"(?<![\\`])\[\]\{{(?:{'|'.join(SPAN_NAMES)}|zh-Han[st])=[^{{}}\n]{{1,200}}\}}")


def _find_empty_spans(text: Text) -> Iterator[Fault]:
    """Yield a warning for each ``[]{sic=…}``: without words nothing of it is published."""
    for mapped in map_text(text):
        for number in range(mapped.first, mapped.last + 1):
            line = split_lines(text.source.text)[number - 1]
            for found in _EMPTY_SPAN.finditer(line):
                if found[0] not in mapped.prose.text:  # else it is code
                    place = Place(text.source.path, number, found.start() + 1, line, len(found[0]))
                    problem = f"{shorten(found[0])} has no words: it is not published"
                    yield Fault(place, problem, "write the words in its brackets")


_OTHER_FORMULA = re.compile(r"\\(?:\(([^\n]{1,300}?)\\\)|\[([^\n]{1,300}?)\\\])")


_OTHER_OPENING = re.compile(r"[ \t>]*\\\[\s*")


def _is_other_formula(tex: str, found: re.Match[str]) -> bool:
    """Is it a formula, and not (a) that begins a line, (s) behind a word, or [x] within a sentence?"""
    if re.search(r"\\[A-Za-z]|[\^_]", tex):
        return True
    before, behind = found.string[: found.start()], found.string[found.end() :].strip()
    is_first = not before.strip(" \t>-*+")
    if found[1]:
        is_word = before[-1:].isascii() and before[-1:].isalnum()
        return _is_mathematics(tex) and not is_word and not (is_first and behind and len(tex) == 1)
    return _is_mathematics(tex) and not before.strip(" \t>") and not behind


def _find_other_formulas(text: Text) -> Iterator[Fault]:
    """Yield a warning for each ``\\(…\\)``, a formula to other programs; here the signs are escaped and shown."""
    for mapped in map_text(text):
        for number in range(mapped.first, mapped.last + 1):
            line = split_lines(text.source.text)[number - 1]
            if _OTHER_OPENING.fullmatch(line) and "\\[" not in mapped.prose.text:
                place = Place(text.source.path, number, line.index("\\[") + 1, line.rstrip("\r"), 2)
                yield Fault(
                    place, "\\[ looks like a formula's begin and is none", "write $$ for it, and for the \\]"
                )
            for found in _OTHER_FORMULA.finditer(line):
                tex = (found[1] or found[2]).strip()
                if _is_other_formula(tex, found) and found[0] not in mapped.prose.text:
                    place = Place(text.source.path, number, found.start() + 1, line, len(found[0]))
                    sign = "$" if found[1] else "$$"
                    problem = f"{shorten(found[0])} looks like a formula and is none"
                    yield Fault(place, problem, f"write {sign}{tex}{sign}")


# ---- what readers do not see -------------------------------------------------------------------------------


@cache
def _tokens_env(body: str) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, str], ...]]:
    """Return the footnotes of a text (label, how often referred to) and its definitions of links (label, address)."""
    env: dict[str, dict[str, object]] = {}
    get_parser().parse(body, env)
    refs = env.get("footnotes", {}).get("refs", {})
    footnotes = tuple((label.removeprefix(":"), int(nth)) for label, nth in getattr(refs, "items", dict)())
    links = env.get("references", {}).items()
    return footnotes, tuple((label, str(dict(link).get("href", ""))) for label, link in links)  # type: ignore[call-overload]


def _find_unpublished(text: Text) -> Iterator[Fault]:
    """Yield a warning for each footnote and each definition of a link that nothing refers to."""
    source = text.source.text
    first = split_front_matter(text.source.path, source)[1] + 1
    body = "".join(source.split("\n", first - 1)[first - 1 :])
    yield from find_losses(text.source.path, source, body, first)
    if "]:" not in body:
        return
    footnotes, links = _tokens_env(body)
    for label, nth in footnotes:
        if nth < 0:
            problem = f"nothing refers to the footnote [^{label}]: it is not published"
            place = find_place(text.source.path, source, first, f"[^{label}]:", source.count("\n") + 1)
            yield Fault(place, problem, f"write [^{label}] in the text")
    lines = source.split("\n")
    for label, _ in links:
        definition = _find_definition(text.source.path, lines, first, label)
        if definition and not _is_used(label, body):
            name = definition.text.partition("]")[0].lstrip(" [")
            help = f"write \\[{name}]: if it is text; if it is who speaks, **{name}**："
            problem = "this line only defines a link, and no link uses it: it is not published"
            yield Fault(definition, problem, help)


def _find_definition(path: str, lines: Sequence[str], first: int, label: str) -> Place | None:
    for number, line in enumerate(lines[first - 1 :], first):
        found = re.match(r" {0,3}\[([^\[\]]+)\]:", line)
        if found and " ".join(found[1].split()).casefold() == label.casefold():
            return Place(path, number, found.start(1), line, len(found[1]) + 2)
    return None


def _is_used(label: str, body: str) -> bool:
    """Does the body refer to the label, apart from the line that defines it?"""
    pattern = r"\[" + r"\s+".join(map(re.escape, label.split())) + r"\](?!:)"
    return re.search(pattern, body, re.I) is not None
