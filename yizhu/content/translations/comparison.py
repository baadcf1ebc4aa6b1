"""Compare translations with what state.yaml says of them: which passages are signed, edited since, stale.

1. group the passages of a translation by the source passages that they answer
2. find the line of state.yaml for each: by its own words wherever they stand now, then by the source's, then by its id
3. compare the digests of the line with those of the words
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from yizhu.content.model import Article, ArticleState, Passage, SignedPassage, Text
from yizhu.content.translations.minting import record_passages
from yizhu.content.translations.passage_ids import format_span, join_names
from yizhu.content.translations.state import STATES, digest_words, words_of
from yizhu.content.translations.tracing import are_alike


@dataclass(frozen=True, slots=True)
class TranslatedPassage:
    """The passages of a translation that answer the same source passages, and what is known of them."""

    id: str  # p12, or p3-p4
    answers: tuple[int, int]
    passages: tuple[Passage, ...]
    source: tuple[str, ...]  # digests of the source's words
    own: str  # digest of the translation's words
    signed: SignedPassage | None = None  # its line in state.yaml
    is_known: bool = False  # does state.yaml say anything of this translation?
    status: str = ""  # of the whole text, by its front matter

    @property
    def is_edited(self) -> bool:
        """Are its words others than those that somebody signed?"""
        return self.signed is not None and self.signed.is_signed and self.signed.own != self.own

    @property
    def is_stale(self) -> bool:
        """Are the source's words others than those that it was made from?"""
        return self.signed is not None and self.signed.source != self.source

    @property
    def state(self) -> str:
        """Return machine, draft or reviewed; a signed passage that was edited is a draft."""
        if not self.is_known:
            return self.status or "draft"
        if self.signed is None:
            return "machine" if self.status == "machine" else "draft"
        return "draft" if self.signed.own != self.own else self.signed.state


@dataclass(frozen=True, slots=True)
class TranslationState:
    """What is known of a translation."""

    passages: tuple[TranslatedPassage, ...]  # in the order of the text
    lost: tuple[SignedPassage, ...]  # lines of state.yaml whose words stand nowhere
    is_known: bool  # does state.yaml say anything of it?

    def count(self, state: str) -> int:
        """Return how many source passages are in a state; one whose words are in several is in the least of them."""
        least: dict[int, str] = {}
        for passage in sorted(self.passages, key=lambda p: STATES.index(p.state), reverse=True):
            least |= dict.fromkeys(range(passage.answers[0], passage.answers[1] + 1), passage.state)
        return sum(other == state for other in least.values())

    @property
    def translated(self) -> int:
        """Return how many source passages are translated."""
        return _count(self.passages)

    @property
    def stale(self) -> int:
        """Return how many source passages have changed since they were translated."""
        return _count(passage for passage in self.passages if passage.is_stale)


def _count(passages: Iterable[TranslatedPassage]) -> int:
    """Return how many source passages these answer."""
    return len({number for p in passages for number in range(p.answers[0], p.answers[1] + 1)})


def judge_translation(article: Article, translation: Text) -> TranslationState:
    """Return what is known of each passage of a translation."""
    state = article.state or ArticleState()
    lines = state.passages_of(translation.lang)
    passages = list(list_translated(article.source, translation))
    found = match_lines(lines, passages, article.source, state)
    known = {id(line) for line in found if line}
    judged = tuple(
        replace(passage, signed=line, is_known=bool(lines))
        for passage, line in zip(passages, found, strict=True)
    )
    lost = tuple(line for line in lines if id(line) not in known and line.own)
    return TranslationState(judged, lost, bool(lines))


def list_translated(source: Text, translation: Text) -> Iterable[TranslatedPassage]:
    """Yield the passages of a translation, together where they answer the same."""
    digests = [digest_words(passage.prose.plain) for passage in source.passages]
    merged = {id for passage in source.passages for id in passage.also}
    groups: dict[tuple[str, tuple[int, int]], list[Passage]] = {}
    for passage in translation.passages:
        if passage.answers:
            # Who translated a passage that was merged since has not translated the whole.
            is_part = passage.named and not merged.isdisjoint(passage.named)
            id = (
                join_names(passage.named)
                if passage.named and is_part
                else format_span(source, passage.answers)
            )
            groups.setdefault((id, passage.answers), []).append(passage)
    for (id, (first, last)), passages in groups.items():
        own = digest_words(words_of(passages))
        made_from = tuple(digests[first - 1 : last])
        yield TranslatedPassage(
            id, (first, last), tuple(passages), made_from, own, status=translation.meta.status
        )


# ---- lines and passages ------------------------------------------------------------------------------------


def match_lines(
    lines: Sequence[SignedPassage], passages: Sequence[TranslatedPassage], source: Text, state: ArticleState
) -> list[SignedPassage | None]:
    """Return for each passage its line of state.yaml.

    Numbers move when a passage is put in above, words do not: so they decide first.
    """
    found: list[SignedPassage | None] = [None] * len(passages)
    left = {id(line): line for line in lines}
    for key_of in _KEYS:
        _pair(left, passages, found, key_of)
    _pair_by_ids(left, passages, found, source, state)
    return found


# What a line and its passage have in common, the surest first.
_KEYS: tuple[Callable[[SignedPassage | TranslatedPassage], Hashable], ...] = (
    lambda of: (of.own, of.answers),
    lambda of: (of.own, of.source),
    lambda of: of.own,
    lambda of: (of.source, of.answers),
    lambda of: of.source,
)


def _pair(
    left: dict[int, SignedPassage],
    passages: Sequence[TranslatedPassage],
    found: list[SignedPassage | None],
    key_of: Callable[[SignedPassage | TranslatedPassage], Hashable],
) -> None:
    """Find the lines of those passages that have none yet, among those lines that are left, each in its order."""
    by_key: dict[Hashable, list[SignedPassage]] = {}
    for line in reversed(left.values()):
        by_key.setdefault(key_of(line), []).append(line)
    for nth, passage in enumerate(passages):
        if found[nth] is None and (lines := by_key.get(key_of(passage))):
            found[nth] = lines.pop()
            left.pop(id(found[nth]))


def _pair_by_ids(
    left: dict[int, SignedPassage],
    passages: Sequence[TranslatedPassage],
    found: list[SignedPassage | None],
    source: Text,
    state: ArticleState,
) -> None:
    """Find the lines of those passages whose words changed on both sides: an id says which, a mere number may not."""
    words = dict(state.words)
    by_name = {line.id: line for line in left.values()}
    by_answers = {line.answers: line for line in reversed(left.values())}
    for nth, passage in enumerate(passages):
        line = (
            ((state.records and by_name.get(passage.id)) or by_answers.get(passage.answers))
            if found[nth] is None
            else None
        )
        if line and (
            state.records
            or _are_alike(
                "\n".join(words.get(digest, "") for digest in line.source), _source_of(passage, source)
            )
        ):
            found[nth] = line


def _source_of(passage: TranslatedPassage, source: Text) -> str:
    return words_of(source.passages[passage.answers[0] - 1 : passage.answers[1]])


def _are_alike(before: str, now: str) -> bool:
    """Are they versions of one passage? So are they if nobody knows what stood there."""
    return not before.strip() or are_alike(before, now)


# ---- sign --------------------------------------------------------------------------------------------------


def with_lines(state: ArticleState, lang: str, lines: Iterable[SignedPassage], source: Text) -> ArticleState:
    """Return the state with these lines for a translation, and with the ids and words of the source as they are now."""
    others = tuple(line for line in state.passages if line.lang != lang)
    now = {digest_words(p.prose.plain): p.prose.plain for p in source.passages}
    words = tuple((now | dict(state.words)).items())
    return ArticleState((*others, *lines), words, state.file, record_passages(source, state))
