"""Take a translation back from a translator's tool: changed words into its Markdown, states into state.yaml.

1. leave alone what is as it was exported
2. refuse what was changed here meanwhile, and placeholders that are lost, doubled or wrongly nested
3. write each changed text in its place, escaping what would be taken for markup
4. read the file again: every text says what the tool gave back, and all else is as it was

Nothing is written here; the caller writes all files, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yizhu.content.articles import read_text
from yizhu.content.faults import Fault, Faults, Place, raise_if
from yizhu.content.model import Article, ArticleState, SignedPassage, Source, Text
from yizhu.content.translations.comparison import list_translated, match_lines, with_lines
from yizhu.content.translations.front_matter_units import quote_value
from yizhu.content.translations.pairing import pair_passages
from yizhu.content.translations.placeholders import Code, Piece, Segment, write_pieces
from yizhu.content.translations.returned_text import (
    Reference,
    Returned,
    are_same,
    escape_words,
    fill_in,
    find_wrong_references,
)
from yizhu.content.translations.returned_units import ReturnedUnit, stamp_unit
from yizhu.content.translations.units import Unit, list_units

_AGAIN = "export it again, and carry the change over"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who brings a translation back, and when."""

    by: str = ""
    date: str = ""  # ISO 8601
    state: str = ""  # of all passages whose words changed; empty: as the file says


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a translation becomes."""

    text: str  # of its file
    state: ArticleState | None  # None: unchanged
    filled: tuple[str, ...] = ()  # ids of units that had no words
    changed: tuple[str, ...] = ()  # … whose words changed
    signed: tuple[str, ...] = ()  # … of which only the state changed


# ---- the whole ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Change:
    """A unit that comes back other than it was exported."""

    unit: Unit
    given: ReturnedUnit
    state: str  # that it has from now on
    has_words: bool  # did its words change?
    wanted: tuple[Piece, ...] = ()  # its words from now on; none: as Markdown in ``given``


def take_back(
    article: Article, translation: Text, returned: Sequence[ReturnedUnit], signer: Signer
) -> TakenBack:
    """Return what a translation becomes. Raises ``Faults`` with all that is wrong in what comes back."""
    units = list_units(article, translation)
    changes, faults = list[_Change](), list[Fault]()
    for unit, given in _pair(units, returned, faults):
        try:
            changes += _judge(unit, given, translation, signer)
        except Faults as found:
            faults += found.faults
    raise_if(faults)
    edits = [change for change in changes if change.has_words]
    text = _write(article, translation, units, edits) if edits else translation.source.text
    state = _sign(article, _read(article, translation, text), changes, signer) if changes else None
    return TakenBack(
        text,
        state,
        tuple(c.unit.id for c in edits if not c.unit.target),
        tuple(c.unit.id for c in edits if c.unit.target),
        tuple(c.unit.id for c in changes if not c.has_words),
    )


def _pair(
    units: Sequence[Unit], returned: Sequence[ReturnedUnit], faults: list[Fault]
) -> Iterator[tuple[Unit, ReturnedUnit]]:
    """Yield each unit that comes back: by its id, or by its words if it has another number now."""
    by_id = {unit.id: unit for unit in units}
    by_source: dict[str, list[Unit]] = {}
    for unit in units:
        for as_markdown in (False, True):
            by_source.setdefault(stamp_unit(unit, as_markdown).partition("/")[0], []).append(unit)
    seen: dict[str, Place] = {}
    for given in returned:
        same_words = by_source.get(given.exported[0], [])
        found = by_id.get(given.id)
        if found not in same_words and len(same_words) == 1:
            found = same_words[0]
        if found is None:
            faults.append(Fault(given.place, f"the article has no passage {given.id}", _AGAIN))
        elif found.id in seen:
            faults.append(
                Fault(
                    given.place, f"{given.id} stands twice", f"it stands at {seen[found.id]}, too: keep one"
                )
            )
        else:
            seen[found.id] = given.place
            yield found, given


# ---- each unit ---------------------------------------------------------------------------------------------


def _judge(unit: Unit, given: ReturnedUnit, translation: Text, signer: Signer) -> Iterator[_Change]:
    """Yield the change that a unit brings, if it brings any. Raises ``Faults``."""
    was_source, was_target, was_state = given.exported
    digest = given.digest
    has_words = digest != was_target
    has_state = bool(given.state) and given.state != was_state and bool(unit.answers) and bool(digest)
    if not has_words and not has_state:
        return
    now_source, now_target, _ = stamp_unit(unit, isinstance(given.target, str)).split("/")
    if has_words and not digest:
        raise Faults(
            [
                Fault(
                    given.place,
                    f"{unit.id} has lost its words",
                    "restore them; to remove a passage, edit the Markdown",
                )
            ]
        )
    if now_source != was_source:
        raise Faults(
            [Fault(given.place, f"the source of {unit.id} has changed since this was exported", _AGAIN)]
        )
    if now_target not in (was_target, digest):
        at = _describe_place(unit, translation)
        raise Faults([Fault(given.place, f"{unit.id} was changed in {at} since this was exported", _AGAIN)])
    if now_target == digest:
        has_words = False
        if not has_state:
            return
    state = _choose_state(unit, given, has_words, signer)
    if has_words and not unit.target and not unit.slot_line and unit.answers:
        help = f"yizhu translate writes the slots into {translation.source.path}"
        raise Faults([Fault(given.place, f"{translation.source.path} has no slot for {unit.id}", help)])
    wanted = _read_wanted(unit, given, translation) if has_words and not isinstance(given.target, str) else ()
    yield _Change(unit, given, state, has_words, wanted)


def _describe_place(unit: Unit, translation: Text) -> str:
    line = translation.source.text.count("\n", 0, unit.target.start) + 1 if unit.target else unit.slot_line
    return f"{translation.source.path}:{line}" if line else translation.source.path


def _choose_state(unit: Unit, given: ReturnedUnit, has_words: bool, signer: Signer) -> str:
    """Return the state from now on: what was reviewed and comes back with other words is a draft, unless the file says so anew."""
    was = given.exported[2]
    state = given.state if given.state and given.state != was else ("draft" if has_words else was)
    if has_words and signer.state:
        state = signer.state
    if state == "machine" and has_words and unit.target:
        help = "import it as a draft, once somebody has read it: --state draft"
        raise Faults([Fault(given.place, f"machine text does not replace the words of {unit.id}", help)])
    return state


def _read_wanted(unit: Unit, given: ReturnedUnit, translation: Text) -> tuple[Piece, ...]:
    assert not isinstance(given.target, str)
    needed, is_new = unit.target or unit.source, unit.target is None
    raise_if(list(_list_placeholder_faults(given, given.target, needed, unit.source.codes, is_new)))
    pieces = fill_in(given.target, unit.target, unit.source)
    return tuple(_with_own_label(pieces, unit, translation)) if is_new else pieces


def _list_placeholder_faults(
    given: ReturnedUnit, returned: Returned, needed: Segment, also: Iterable[Code], is_new: bool
) -> Iterator[Fault]:
    restore = "restore it in the tool: each placeholder once, the halves of a pair around their words"
    remove = "remove it in the tool: markup is added in the article's own file"
    for reference, problem in find_wrong_references(returned, needed, also, is_new):
        place = (reference and reference.place) or given.place
        yield Fault(
            place, f"{given.id}: {problem}", remove if problem.startswith("no placeholder") else restore
        )


def _with_own_label(pieces: Sequence[Piece], unit: Unit, translation: Text) -> Iterator[Piece]:
    """Yield the pieces; the label of who speaks with the name that the translation gives."""
    names = {s.id: s.names_in(translation.lang) for s in translation.meta.speakers}
    name = next(iter(names.get(unit.speaker, ())), "")
    is_after_label = False
    for piece in pieces:
        if isinstance(piece, Code) and piece.name == "speaker" and name:
            is_wide = translation.lang.partition("-")[0] in ("zh", "ja", "yue")
            is_after_label = True
            yield replace(piece, data=f"**{name}：**" if is_wide else f"**{name}:** ")
        else:
            yield piece.lstrip() if is_after_label and isinstance(piece, str) else piece
            is_after_label = False


# ---- the file ----------------------------------------------------------------------------------------------


def _write(article: Article, translation: Text, units: Sequence[Unit], changes: Sequence[_Change]) -> str:
    """Return the text of the translation's file with these changes. Raises ``Faults`` for what cannot be written."""
    markdown = [_markdown_of(change) for change in changes]
    wrong = _find_misread(article, translation, units, changes, markdown)
    if wrong:
        markdown = [
            _markdown_of(change, is_escaped=True) if nth in wrong else written
            for nth, (change, written) in enumerate(zip(changes, markdown, strict=True))
        ]
        wrong = _find_misread(article, translation, units, changes, markdown)
    raise_if([fault for nth, faults in wrong.items() for fault in faults or [_misread_fault(changes[nth])]])
    return _edit(translation, changes, markdown)


def _misread_fault(change: _Change) -> Fault:
    problem = f"{change.unit.id} cannot be written so that it is read as it stands here"
    help = "put the placeholders around whole words, without spaces inside; one passage stays one passage"
    return Fault(change.given.place, problem, help)


def _markdown_of(change: _Change, is_escaped: bool = False) -> str:
    if isinstance(change.given.target, str):
        return change.given.target
    if change.unit.value:
        return write_pieces(change.wanted)
    known = change.unit.target.pieces if change.unit.target else ()
    starts_block = not (change.unit.target or change.unit.source).before
    pieces = escape_words(change.wanted, known, starts_block) if is_escaped else change.wanted
    return write_pieces(pieces)


def _edit(translation: Text, changes: Sequence[_Change], markdown: Sequence[str]) -> str:
    """Return the file's text with the changes in their places; all else stays as it is."""
    text = translation.source.text
    lines = text.split("\n")
    edits: list[tuple[int, int, str]] = []
    appended = ""
    for change, written in zip(changes, markdown, strict=True):
        unit = change.unit
        block = f"{unit.source.before}{written.strip()}{unit.source.behind}"
        if unit.value:
            edits.append((*unit.value, quote_value(written)))
        elif unit.target:
            edits.append((unit.target.start, unit.target.end, written))
        elif unit.slot_line:
            at = sum(len(line) + 1 for line in lines[: unit.slot_line]) - 1
            follows = "".join(lines[unit.slot_line : unit.slot_line + 1]).strip()
            edits.append((at, at, f"\n{block}" + ("\n" if follows else "")))
        else:
            appended += f"\n{block}\n"
    for start, end, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return text + ("" if text.endswith("\n") or not appended else "\n") + appended


def _find_misread(
    article: Article,
    translation: Text,
    units: Sequence[Unit],
    changes: Sequence[_Change],
    markdown: Sequence[str],
) -> dict[int, list[Fault]]:
    """Return which changes are not read as they are meant, by their numbers, each with the faults that it has, if any."""
    try:
        after = _read_units(article, translation, _edit(translation, changes, markdown))
    except Faults as found:
        if len(changes) == 1:
            return {0: [Fault(changes[0].given.place, f.problem, f.help) for f in found.faults]}
        after = {}
    is_whole = _is_rest_the_same(units, after, changes)
    if not is_whole and len(changes) > 1:  # whose fault is it?
        alone = [
            (nth, _find_misread(article, translation, units, [change], [written]))
            for nth, (change, written) in enumerate(zip(changes, markdown, strict=True))
        ]
        return {nth: found[0] for nth, found in alone if found}
    if not is_whole:
        return {0: []}
    judged = [(nth, _judge_read(change, after[change.unit.id])) for nth, change in enumerate(changes)]
    return {nth: faults for nth, faults in judged if faults is not None}


def _judge_read(change: _Change, unit: Unit) -> list[Fault] | None:
    """Return the faults of a text as it was read back; None: it is what came from the tool."""
    if unit.target is None:
        return []
    if not isinstance(change.given.target, str):
        return None if are_same(unit.target.pieces, change.wanted) else []
    before = change.unit.target
    needed, also = before or change.unit.source, change.unit.source.codes
    references = tuple(p if isinstance(p, str) else Reference(p.id, p.kind) for p in unit.target.pieces)
    return list(_list_placeholder_faults(change.given, references, needed, also, before is None)) or None


def _is_rest_the_same(units: Sequence[Unit], after: Mapping[str, Unit], changes: Sequence[_Change]) -> bool:
    """Does everything that no change is about stand as before? A footnote may be found that nothing referred to before."""
    changed = {change.unit.id for change in changes}
    return [unit.id for unit in units] == list(after) and all(
        (unit.target.markdown if unit.target else "") == (found.target.markdown if found.target else "")
        or (unit.target is None and unit.answers is None)
        for unit, found in zip(units, after.values(), strict=True)
        if unit.id not in changed
    )


def _read(article: Article, translation: Text, text: str) -> Text:
    paired, faults = pair_passages(
        article.source, read_text(translation.lang, Source(translation.source.path, text)), article.state
    )
    raise_if(faults)
    return paired


def _read_units(article: Article, translation: Text, text: str) -> Mapping[str, Unit]:
    return {unit.id: unit for unit in list_units(article, _read(article, translation, text))}


# ---- state.yaml --------------------------------------------------------------------------------------------


def _sign(article: Article, after: Text, changes: Sequence[_Change], signer: Signer) -> ArticleState:
    """Return the state with the lines of all passages that changed; the others say what they said."""
    state = article.state or ArticleState()
    lines, lang = state.passages_of(after.lang), after.lang
    changed = {change.unit.answers: change.state for change in changes}
    translated = list(list_translated(article.source, after))
    found = match_lines(lines, translated, article.source, state)
    status = "draft" if lines else after.meta.status or "draft"
    written: list[SignedPassage] = []
    for passage, line in zip(translated, found, strict=True):
        if passage.answers in changed:
            new = changed[passage.answers]
            by, date = (signer.by, signer.date) if new != "draft" else ("", "")
            written.append(SignedPassage(lang, passage.answers, new, passage.source, passage.own, by, date))
        elif line:
            written.append(replace(line, answers=passage.answers))
        else:
            written.append(SignedPassage(lang, passage.answers, status, passage.source, passage.own))
    used = {id(line) for line in found if line}
    return with_lines(
        state, lang, [*written, *(line for line in lines if id(line) not in used)], article.source
    )
