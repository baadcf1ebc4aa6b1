"""Make an edition of an article: its rows in one script, with its notes and the uses of its terms.

1. Choose the edition's text and the counterpart to set beside it.
2. Overlay both with the notes and the marks of terms.
3. Localize what was written in another script.
4. Pair text and counterpart in rows.
5. List the uses of terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate, pairwise

from yizhu.chinese.han import count_han_and_words, estimate_reading_minutes
from yizhu.chinese.line_breaks import split_title
from yizhu.content.languages import is_same_language
from yizhu.content.model import Article, Meta, SitePage, Text
from yizhu.content.prose import Mark, add_marks, inline_prose, select_marks
from yizhu.content.translations.comparison import TranslationState
from yizhu.editions.choice import choose_texts
from yizhu.editions.locale import Locale, with_own_wordings
from yizhu.editions.localization import Localization, localize, localize_text, localize_with_offsets
from yizhu.editions.model import (
    Edition,
    EditionOf,
    Emendation,
    Headline,
    Localized,
    LocalizedProse,
    Row,
    ShownFootnote,
    ShownNote,
)
from yizhu.editions.notes import show_notes
from yizhu.editions.overlay import Overlays, list_footnotes, number_marks
from yizhu.editions.rows import ShownText, make_rows
from yizhu.editions.states import choose_status, find_states, mark_states
from yizhu.editions.terms.term_uses import find_uses, list_marked_terms


def make_edition(article: Article, locale: Locale, density: str, overlays: Overlays | None = None) -> Edition:
    """Return the article as the edition shows it.

    ``density`` says which uses of a term are marked: ``all``, ``section``, ``article`` or ``none``. ``overlays`` are
    the article's, if other editions of it are made too.
    """
    source = article.source
    locale = with_own_wordings(locale, (source, *article.translations))
    overlays = overlays or Overlays(article)
    chosen, chosen_counterpart, localization, is_converted = choose_texts(article, locale)
    locale = replace(locale, localization=localization)
    shown = _localize_text(overlays.text(chosen, density), locale) if chosen else None
    is_written = chosen is not None and not is_converted
    shown_counterpart = _make_counterpart(chosen_counterpart, is_written, locale, overlays, density)
    leading = shown or shown_counterpart
    assert leading is not None  # choose_texts returns at least one
    stand_in = _make_stand_in(chosen, locale, overlays, density)
    rows = make_rows(source, shown, shown_counterpart, stand_in, overlays.aligner)
    text, counterpart, main = shown and shown.text, shown_counterpart and shown_counterpart.text, leading.text
    notes = show_notes(article, chosen, overlays, locale)
    translation = _find_translation(article, chosen, chosen_counterpart, locale)
    states = find_states(article, translation)
    rows = mark_states(rows, states, article, locale.localization)
    han, words = count_han_and_words("\n".join(passage.prose.plain for passage in main.passages), main.lang)
    edition = EditionOf(
        name=locale.name,
        lang=locale.lang,
        slug=article.slug,
        head=_make_headline(main),
        counterpart_head=_make_headline(counterpart) if counterpart and text else None,
        source_lang=source.lang,
        meta=_choose_meta(source, leading, locale.localization),
        translators=translation.meta.translators if translation else (),
        status=choose_status(states, translation.meta.status) if translation else "",
        speakers=_name_speakers((main, source), locale),
        rows=rows,
        notes=notes,
        footnotes=tuple(_list_footnotes(text, counterpart, stand_in)),
        emendations=tuple(_list_emendations(rows)),
        terms=list_marked_terms(rows),
        uses=tuple(find_uses(rows)),
        minutes=estimate_reading_minutes(han, words, main.lang),
        is_text_missing=text is None,
        file=leading.original.source.path,
        converted_from=chosen.lang if chosen and is_converted else "",
        han=han,
        words=words,
        state=_hash_wording(main, counterpart, notes),
        title=_split_title(main),
        noted_title=_note_title(main),
    )
    is_text = translation is not None and translation is not chosen_counterpart
    return _tell_progress(edition, source, translation, states, is_text)


def _find_translation(
    article: Article, chosen: Text | None, counterpart: Text | None, locale: Locale
) -> Text | None:
    """Return the translation that is shown, as text or beside it, or is to become the text; None: there is none."""
    own = article.text_in(locale.lang) if chosen is None else None  # a translation without any passage
    return next((t for t in (chosen, counterpart, own) if t and t is not article.source), None)


def _choose_meta(source: Text, leading: ShownText, localization: Localization) -> Meta:
    # The source's own front matter, localized, is merged with itself already.
    if leading.original.lang == source.lang:
        return leading.text.meta
    return _merge_meta(source.meta, leading.text.meta, localization)


def _split_title(main: Text) -> tuple[str, ...]:
    return (main.meta.title,) if main.lang.startswith("ja") else split_title(main.meta.title)


def _note_title(main: Text) -> LocalizedProse | None:
    """Return the title with the numbers of the notes on it; None: there are none."""
    if not main.title_marks:
        return None
    ends = [0, *accumulate(map(len, _split_title(main)))]
    whole = [Mark(start, end, "whole") for start, end in list(pairwise(ends))[1::2] if start < end]
    return Localized(add_marks(inline_prose(main.meta.title), [*main.title_marks, *whole]), main.lang)


def _tell_progress(
    edition: Edition, source: Text, translation: Text | None, states: TranslationState | None, is_text: bool
) -> Edition:
    """Return the edition with how far its translation is; ``is_text``: is the translation the edition's text?"""
    wanted, lang = source.meta.translations, translation.lang if translation else edition.lang
    return replace(
        edition,
        translated=len(translation.answered) if translation else 0,
        passages=len(source.passages) if translation else 0,
        stale=states.stale if states else 0,
        by_machine=states.count("machine") if states else 0,
        in_draft=states.count("draft") if states else 0,
        is_translation=is_text,
        is_wanted=wanted is None or lang in wanted,
    )


def _hash_wording(main: Text, counterpart: Text | None, notes: Sequence[ShownNote]) -> str:
    """Return eight hexadecimal digits that change with the words readers see, not with their markup."""
    wording = [note.text.prose.text for note in notes]
    for text in (main, counterpart):
        if text:
            wording += [text.meta.title, *(stretch.prose.text for stretch in text.passages_and_footnotes)]
    return sha256("\x1e".join(wording).encode()).hexdigest()[:8]


def localize_page(page: SitePage, locale: Locale) -> Text | None:
    """Return a page of content/pages in the edition's language, written or localized; None if there is neither."""
    by_lang = {text.lang: text for text in page.texts}
    own = next((lang for lang in by_lang if is_same_language(lang, locale.lang)), "")
    lang = locale.lang if locale.lang in by_lang else own or locale.find_localizable(tuple(by_lang))
    if not lang:
        return None
    return _localize_text(
        number_marks(by_lang[lang]), with_own_wordings(locale, page.texts, is_ours=True)
    ).text


# ---- the texts that are shown ------------------------------------------------------------------------------


def _make_counterpart(
    counterpart: Text | None, is_beside_written: bool, locale: Locale, overlays: Overlays, density: str
) -> ShownText | None:
    """Return the counterpart, localized too unless the edition's text was written for the edition."""
    if counterpart is None:
        return None
    overlaid = overlays.text(counterpart, density)
    return ShownText(overlaid, overlaid, ()) if is_beside_written else _localize_text(overlaid, locale)


def _make_stand_in(text: Text | None, locale: Locale, overlays: Overlays, density: str) -> ShownText | None:
    """Return those passages of the source that are shown in place of what the text lacks; None: it lacks nothing.

    A Chinese source is shown in the script of a Chinese edition, whether or not this is made from that source.
    """
    source = overlays.article.source
    answered = text.answered if text else frozenset[int]()
    if text is None or text is source or len(answered) == len(source.passages):
        return None
    shown = overlays.text(source, density)
    lacking = tuple(passage for passage in shown.passages if passage.number not in answered)
    return _localize_text(replace(shown, passages=lacking), locale)


def _list_footnotes(
    text: Text | None, counterpart: Text | None, stand_in: ShownText | None
) -> Iterator[ShownFootnote]:
    """Yield the footnotes of all that is shown, those of the source once."""
    yield from list_footnotes(text) if text else ()
    for footnote in list_footnotes(counterpart) if counterpart else ():
        yield replace(footnote, is_beside=text is not None)
    if stand_in and not (counterpart and counterpart.lang == stand_in.original.lang):
        yield from list_footnotes(stand_in.text)


def _localize_text(text: Text, locale: Locale) -> ShownText:
    """Return the text, localized if it is in another script of the edition's language."""
    localization = locale.localization_from(text.lang)
    if not localization.lang:
        return ShownText(text, text, ())
    proses = [localize_with_offsets(passage.prose, localization) for passage in text.passages]
    title = add_marks(inline_prose(text.meta.title), text.title_marks)
    localized = replace(
        text,
        lang=localization.lang,
        title_marks=select_marks(localize(title, localization), "noted", "note-ref"),
        meta=_localize_meta(text.meta, localization),
        passages=tuple(replace(p, prose=new) for p, (new, _) in zip(text.passages, proses, strict=True)),
        footnotes=tuple(replace(f, prose=localize(f.prose, localization)) for f in text.footnotes),
    )
    return ShownText(localized, text, tuple(offset_map for _, offset_map in proses))


def _localize_meta(meta: Meta, localization: Localization) -> Meta:
    ours = localization.for_ours()
    return replace(
        meta,
        title=localize_text(meta.title, localization),
        subtitle=localize_text(meta.subtitle, localization),
        summary=localize_text(meta.summary, ours),
        publication=localize_text(meta.publication, localization),
        republisher=localize_text(meta.republisher, localization),
        rights=localize_text(meta.rights, ours),
        authors=tuple(localize_text(name, localization) for name in meta.authors),
        tags=tuple(localize_text(tag, localization) for tag in meta.tags),
        tag_keys=meta.tags,
    )


def _make_headline(text: Text) -> Headline:
    return Headline(text.lang, text.meta.title, text.meta.subtitle, text.meta.summary)


def _merge_meta(source: Meta, main: Meta, localization: Localization) -> Meta:
    """Return the source's front matter, with the fields that the edition's main text gives in its own words."""
    base = _localize_meta(source, localization) if localization.lang else source
    return replace(
        base,
        authors=main.authors or base.authors,
        publication=main.publication or base.publication,
        republisher=main.republisher or base.republisher,
        rights=main.rights or base.rights,
        rights_status=main.rights_status or base.rights_status,
        tags=main.tags or base.tags,
        tag_keys=pair_tags(source.tags, main.tags or source.tags),
        writing=main.writing or base.writing,
    )


def pair_tags(source: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Return for each tag the source's that it stands for; those of a translation stand in the same order, or for themselves."""
    known = {tag.casefold() for tag in source}
    is_paired = len(own) == len(source) and all(
        tag.casefold() not in known or tag.casefold() == key.casefold()
        for key, tag in zip(source, own, strict=True)
    )
    return source if is_paired else own


def _name_speakers(texts: Sequence[Text], locale: Locale) -> tuple[tuple[str, str], ...]:
    """Return (id, name in the edition) for each speaker; the first text that names a speaker decides."""
    names = dict[str, str]()
    for text in texts:
        for speaker in text.meta.speakers:
            written = speaker.names_in(locale.lang) or speaker.names_in(text.lang)
            to_localize = speaker.names_in(locale.localization.source_lang)
            if written:
                name = written[0]
            else:
                name = localize_text(to_localize[0], locale.localization) if to_localize else ""
            if name:
                names.setdefault(speaker.id, name)
    return tuple(names.items())


# ---- misprints ---------------------------------------------------------------------------------------------


def _list_emendations(rows: Sequence[Row]) -> Iterator[Emendation]:
    for row in rows:
        for part in (*row.text, *row.counterpart):
            for mark in select_marks(part.prose, "sic"):
                printed = part.prose.text[mark.start : mark.end]
                yield Emendation(f"e-{mark.get('nth')}", printed, mark.get("sic"), row.id, part.lang)
