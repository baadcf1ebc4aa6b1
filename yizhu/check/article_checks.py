"""Warnings about articles: missing translations, notes, rights and status; wrong readings; files that no text shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from yizhu.check.glossary_checks import READING_HELP, format_wrong_reading
from yizhu.check.load import CheckedContent
from yizhu.chinese.han import count_han, has_han, shorten
from yizhu.chinese.readings.transcription import has_syllable_per_character
from yizhu.chinese.script_conversion import convert_text
from yizhu.content.faults import Fault, Place, find_place
from yizhu.content.files.misnamed import find_tag, is_for_people
from yizhu.content.files.pictures import read_picture
from yizhu.content.files.read import list_unread_files
from yizhu.content.files.smaller_pictures import find_picture_doubt
from yizhu.content.languages import primary_subtag, serves
from yizhu.content.markdown.attributes import is_lang
from yizhu.content.markdown.doubts import find_article_doubts, find_doubts
from yizhu.content.model import Article, ArticleFolder, PageFolder, Picture, Text
from yizhu.content.prose import select_marks
from yizhu.content.yaml.mistakes import quote


def check_articles(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each thing in the texts of the articles that an editor should look at."""
    for article in checked.articles:
        yield from _find_wrong_readings(article)
        yield from _find_missing_rights(article)
        yield from _find_texts_without_script(checked, article)
        yield from _find_cut_titles(article)


def check_completeness(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each thing that an article lacks until it is published: translations, notes, a status."""
    for article in checked.articles:
        yield from _find_missing_translations(checked, article)
        yield from _find_unfinished_translations(article)
        yield from _find_missing_note_texts(checked, article)
        yield from _find_missing_status(article)
        yield from _find_placeholders(article)


def check_notation(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each place of the articles, their notes and the pages that looks like notation and is none."""
    for article in checked.articles:
        yield from find_article_doubts(article, checked.folder(article.slug).notes)
    for page in checked.pages:
        for text in page.texts:
            yield from find_doubts(text)


def check_files(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each file beside the texts that is not published, or not published as it is."""
    home = checked.root / checked.config.content
    pairs: list[tuple[ArticleFolder | PageFolder, tuple[Picture, ...]]] = [
        *zip(checked.folders, (article.pictures for article in checked.articles), strict=True),
        *zip(checked.files.pages, (page.pictures for page in checked.pages), strict=True),
    ]
    yield from _find_folders_beside(checked)
    for path in list_unread_files(checked.root, checked.config):
        yield Fault(Place(path), "nothing reads this file", "move it to where it belongs, or delete it")
    for folder, pictures in pairs:
        yield from _find_unused_files(folder, pictures)
        for picture in pictures:
            data = read_picture(checked.root / picture.path, home, picture.path)
            if data.removed:
                problem = f"this drawing is published without {', '.join(data.removed)}"
                help = "if it does not look right, remove them in a drawing program and save it again"
                yield Fault(Place(picture.path), problem, help)
            elif doubt := find_picture_doubt(data.content):
                yield Fault(Place(picture.path), *doubt)


_BELOW = {**dict.fromkeys(("articles", "posts", "_posts", "_drafts"), "articles"), "glossary": "glossary", "vocabulary": "vocabulary"}  # fmt: skip


def _find_folders_beside(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each folder beside content/ that holds texts or terms, which nothing reads there."""
    for name, meant in _BELOW.items():
        folder = checked.root / name
        if name != checked.config.content and folder.is_dir() and _holds_texts(folder):
            help = f"move what is in it to {checked.config.content}/{meant}/"
            yield Fault(Place(name), "nothing reads this folder", help)


def _holds_texts(folder: Path) -> bool:
    return any(next(folder.rglob(f"*.{ending}"), None) for ending in ("md", "yaml"))


# ---- texts and notes ---------------------------------------------------------------------------------------


def _find_wrong_readings(article: Article) -> Iterator[Fault]:
    """Return a warning for each ``{reading=…}`` in pinyin that does not have one syllable per character of its span."""
    for text in (article.source, *article.translations):
        for passage in text.passages:
            for mark in select_marks(passage.prose, "reading"):
                reading, wording = mark.get("reading"), passage.prose.text[mark.start : mark.end]
                if _is_pinyin(reading) and has_han(wording):
                    if has_syllable_per_character(reading, wording):
                        continue
                    source = text.source
                    place = find_place(source.path, source.text, passage.line, reading, passage.last_line)
                    yield Fault(place, format_wrong_reading(reading, wording), READING_HELP)


def _find_cut_titles(article: Article) -> Iterator[Fault]:
    """Return a warning for each title and summary behind which a comment stands: it may be meant as its end."""
    for text in (article.source, *article.translations):
        for number, line in enumerate(text.source.text.split("\n")[: text.first_line], 1):
            if found := _CUT_TITLE.match(line):
                whole = found["value"]
                help = f"quote it, {quote(whole)}, if it is part of the text; else write the comment on a line of its own"
                place = find_place(text.source.path, text.source.text, number, whole)
                yield Fault(place, f"{found['key']} ends before #: the rest is a comment in YAML", help)


_CUT_TITLE = re.compile(r"(?P<key>title|subtitle|summary):[ ]+(?P<value>[^\s\"'#|>\[{][^#]* # ?.*\S)")


def _find_texts_without_script(checked: CheckedContent, article: Article) -> Iterator[Fault]:
    """Return a warning for each text that is Chinese in no script: no edition is converted from it."""
    langs = [edition.lang for edition in checked.config.editions]
    for text in (article.source, *article.translations):
        if text.lang == "zh" and "zh" not in langs:
            words = "".join(passage.prose.plain for passage in text.passages)
            tag = "zh-Hans" if convert_text(words, "t2s") == words else "zh-Hant"
            problem = "zh names no script of Chinese: no edition is made from this text"
            yield Fault(Place(text.source.path), problem, f"rename it to {tag}.md")
        elif primary_subtag(text.lang) not in _WITH_HAN and _is_in_han(text):
            problem = f"this text is in Chinese characters, and {text.lang} is another language"
            yield Fault(
                Place(text.source.path), problem, f"rename it to {_HAN_TAGS.get(text.lang, 'zh-Hant')}.md"
            )


_WITH_HAN = (
    "zh",
    "ja",
    "ko",
    "vi",
    "yue",
    "lzh",
    "wuu",
    "nan",
    "hak",
    "gan",
    "cdo",
    "hsn",
    "cjy",
    "mul",
    "und",
)
_HAN_TAGS = {"tw": "zh-TW", "hk": "zh-HK", "mo": "zh-HK", "sg": "zh-SG"}


def _is_in_han(text: Text) -> bool:
    """Are most letters of a text Chinese characters?"""
    words = "".join(passage.prose.plain for passage in text.passages)
    return 2 * count_han(words) > sum(map(str.isalpha, words))


def _is_pinyin(reading: str) -> bool:
    return reading[:1].isalpha() and not has_han(reading) and reading[0] < "\u3100"  # where bopomofo begins


def _find_missing_translations(checked: CheckedContent, article: Article) -> Iterator[Fault]:
    is_listed = article.source.meta.translations is not None  # of what is listed, each is wanted as such
    for lang in checked.wanted_translations(article):
        if not any(
            text.lang == lang if is_listed else serves(text.lang, lang) for text in article.translations
        ):
            place = Place(article.source.source.path)
            yield Fault(place, f"no translation into {lang}", _help_to_translate(checked, lang))


def _help_to_translate(checked: CheckedContent, lang: str) -> str:
    """Return what makes a translation into a language, and an edition that shows it if there is none."""
    if lang == "zh":  # no edition is made from it
        return "write zh-Hant or zh-Hans, with its script, for zh; and zh-Hant.md or zh-Hans.md beside it"
    if any(serves(lang, edition.lang) for edition in checked.config.editions):
        return f"write {lang}.md beside it"
    return (
        f"write {lang}.md beside it, and add an edition with lang: {lang} to config.yaml, or take {lang} out"
    )


def _find_unfinished_translations(article: Article) -> Iterator[Fault]:
    """Return a warning for each wanted translation that lacks passages, at the slot of the next one if there is one."""
    passages, wanted = article.source.passages, article.source.meta.translations
    for text in article.translations:
        answered = text.answered
        lacking = [p for p in passages if p.number not in answered]
        if lacking and (wanted is None or text.lang in wanted):
            following = lacking[0]
            slot = next((s for s in text.slots if s.answers[0] <= following.number <= s.answers[1]), None)
            problem = (
                f"{len(passages) - len(lacking)} of {len(passages)} passages are translated; "
                f"the next is {following.id}"
            )
            source = find_place(article.source.source.path, article.source.source.text, following.line)
            help = f"{following.id} stands at {source}: {shorten(following.prose.plain, 24, 48)}"
            place = find_place(text.source.path, text.source.text, slot.line if slot else text.last_line)
            yield Fault(place, problem, help)


def _find_missing_note_texts(checked: CheckedContent, article: Article) -> Iterator[Fault]:
    wanted = (article.source.lang, *checked.wanted_translations(article))
    langs = [lang for lang in checked.text_langs if any(serves(other, lang) for other in wanted)]
    for note in article.notes:
        for lang in langs:
            if not any(serves(written, lang) for written, _ in note.text):
                place = _find_note(checked.folder(article.slug), note.id)
                yield Fault(place, f"the note {note.id} says nothing in {lang}", f"add {lang}: to its text")


def _find_note(folder: ArticleFolder, id: str) -> Place:
    if folder.notes is None:
        return Place(folder.path)
    lines = folder.notes.text.split("\n")
    number = next((i for i, line in enumerate(lines, 1) if f"id: {id}" in line), 1)
    return find_place(folder.notes.path, folder.notes.text, number, id)


def _find_missing_rights(article: Article) -> Iterator[Fault]:
    """Return a warning if nobody knows whether the text may be published; a draft may have unknown rights."""
    meta, source = article.source.meta, article.source.source
    if not (meta.rights or meta.rights_status):
        place = find_place(source.path, source.text, 1)
        yield Fault(place, "nothing is said about rights", "add rights: to the front matter")
    elif meta.rights_status == "unknown" and not meta.draft:
        lines = enumerate(source.text.split("\n"), 1)
        line = next((number for number, text in lines if text.startswith("rights")), 1)
        place = find_place(source.path, source.text, line, "unknown", line + 4)
        help = "find out, and write status: licensed, public-domain, permission or quotation; until then draft: true"
        yield Fault(place, "the rights to this text are unknown", help)


def _find_placeholders(article: Article) -> Iterator[Fault]:
    """Yield a warning for front matter that still holds the sign that ``yizhu translate`` writes for a translator."""
    for text in article.translations:
        for key in ("title", "subtitle", "summary"):
            if getattr(text.meta, key).strip() in ("…", "..."):
                place = find_place(text.source.path, text.source.text, 1, f"{key}:", text.first_line)
                yield Fault(
                    place, f"the {key} is not written yet: readers see …", f"write it, or remove {key}:"
                )


def _find_missing_status(article: Article) -> Iterator[Fault]:
    for text in article.translations:
        if not text.meta.status:
            place = find_place(text.source.path, text.source.text, 1)
            yield Fault(place, "the translation has no status", "add status: machine, draft or reviewed")


# ---- files -------------------------------------------------------------------------------------------------


def _find_unused_files(folder: ArticleFolder | PageFolder, shown: Iterable[Picture]) -> Iterator[Fault]:
    names = {picture.path.removeprefix(f"{folder.path}/") for picture in shown}
    for name in sorted({*folder.files, *(unusable.name for unusable in folder.unusable)} - names):
        if name in folder.files or not is_for_people(name):
            help = _explain_unused(name, name in folder.files)
            problem = "no text shows this file, and it is not published"
            yield Fault(Place(f"{folder.path}/{name}"), problem, help)


def _explain_unused(name: str, is_picture: bool) -> str:
    """Return what may be done with a file that no text shows."""
    stem, _, ending = name.rpartition("/")[2].rpartition(".")
    if is_picture:
        return "show it as a picture, move it into source/, or delete it"
    if ending.lower() in ("heic", "heif", "tif", "tiff", "bmp", "psd", "ico"):
        return "save it as PNG, JPEG or WebP to show it; else move it into source/, or delete it"
    if ending.lower() in ("txt", "html", "htm", "docx", "odt", "rtf") and (is_lang(stem) or find_tag(stem)):
        return f"if it is a text, yizhu import it, or write it as {find_tag(stem) or stem}.md; else move it into source/"
    return "put it into static/ if readers are to have it; else move it into source/, or delete it"
