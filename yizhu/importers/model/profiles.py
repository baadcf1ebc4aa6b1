"""What is known about sites and about pages of a language, kept as data in profiles/*.yaml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

from yizhu.importers.model.draft import Language, MatchedProfile, SourceLine
from yizhu.importers.model.punctuation import to_half_width

_ANY = "any"
_IN_SCRIPT = "script "


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one site, or of all pages in a language; openings are compared with half-width marks."""

    name: str
    langs: tuple[
        str, ...
    ]  # primary language subtags, or any: for a page in another language no rule here fires
    generic: bool = False  # for every page in that language, not for one site
    domains: tuple[str, ...] = ()
    publication: str = ""  # the publisher's name
    stated_by: tuple[str, ...] = ()  # openings of short lines in which the page names its publisher
    breadcrumbs: tuple[str, ...] = ()  # openings of the line above the title
    title_suffixes: tuple[str, ...] = ()
    end_lines: tuple[str, ...] = ()  # whole lines below which the article is over
    end_openings: tuple[str, ...] = ()  # openings of short lines that say so
    inserts: tuple[str, ...] = ()  # openings, bracket first, of what is put between paragraphs
    clutter: tuple[str, ...] = ()  # patterns that tell a short line to be none of the article's
    clutter_anywhere: tuple[str, ...] = ()  # patterns that tell it of a line of any length
    feet: tuple[str, ...] = ()  # patterns of whole lines that head links or comments
    notices: tuple[str, ...] = ()  # openings of a disclaimer
    bios: tuple[str, ...] = ()  # openings of a note on the author
    honorifics: tuple[str, ...] = ()  # what follows a name in a label
    askers: tuple[str, ...] = ()  # labels of whoever asks
    not_names: tuple[str, ...] = ()  # words before a colon that are no names
    teasers: bool = False  # headline, space, summary on one line is a teaser
    joined_turns: bool = False  # an answer may follow its question on the same line, after one space
    also_named: tuple[str, ...] = ()  # other names of the publisher: no author is called so
    bylines: tuple[str, ...] = ()  # words before the author's name, other than the usual labels
    speakers: tuple[tuple[str, ...], ...] = ()  # a name, and what else the site prints for it
    content: tuple[str, ...] = ()  # selectors of the elements that hold the article
    drop: tuple[str, ...] = ()  # selectors of what is no part of it
    marked_by: tuple[str, ...] = ()  # selectors: a page that has such an element is the site's
    first_of: tuple[str, ...] = ()  # selectors of texts by several people: one of them is the article
    posts: tuple[
        tuple[str, ...], ...
    ] = ()  # selector of what each of several people wrote, places of his name
    title_at: tuple[str, ...] = ()  # where the title stands: places, see ``split_place``
    authors_at: tuple[str, ...] = ()  # where the author's name stands
    published_at: tuple[str, ...] = ()  # where the day stands
    publication_at: tuple[str, ...] = ()  # where the name of an account or blog stands that is the publisher
    source_at: tuple[str, ...] = ()  # where the name of the first publisher stands, on a reprint


@cache
def load_packaged() -> tuple[Profile, ...]:
    """Return all profiles that come with the program, by name."""
    folder = files("yizhu.importers.model").joinpath("profiles")
    found = [
        parse_profile(entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".yaml")
    ]
    return tuple(sorted(found, key=lambda profile: profile.name))


def parse_profile(source: str) -> Profile:
    """Parse a profile from YAML."""
    given: dict[str, Any] = yaml.safe_load(source)
    return Profile(**{key: _frozen(value) for key, value in given.items()})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def match_profiles(
    lines: tuple[SourceLine, ...],
    language: Language,
    url: str | None,
    own: tuple[Profile, ...] = (),
    find_mark: Callable[[tuple[str, ...]], str] = lambda selectors: "",
) -> tuple[tuple[Profile, MatchedProfile], ...]:
    """Return the profiles for a page, each with the reason: the editor's first, those of languages last.

    ``find_mark`` returns which of the selectors has an element on the page.
    """
    named = {profile.name for profile in own}
    known = (*own, *(profile for profile in load_packaged() if profile.name not in named))
    chosen = [(profile, _match_reason(profile, lines, language, url, find_mark)) for profile in known]
    called = [(profile, MatchedProfile(profile.name, why)) for profile, why in chosen if why]
    return tuple(sorted(called, key=lambda pair: pair[0].generic))


def merge_profiles(profiles: tuple[Profile, ...]) -> Profile:
    """Return one profile with the rules of all; a single value is taken from the first that has it."""
    if not profiles:
        return Profile("none", ())
    return Profile(**{field.name: _merge_values(profiles, field.name) for field in fields(Profile)})


def _merge_values(profiles: tuple[Profile, ...], name: str) -> Any:
    values = [getattr(profile, name) for profile in profiles]
    if isinstance(values[0], tuple):
        return tuple(dict.fromkeys(part for value in values for part in value))
    return next((value for value in values if value), values[0])


def _match_reason(
    profile: Profile,
    lines: tuple[SourceLine, ...],
    language: Language,
    url: str | None,
    find_mark: Callable[[tuple[str, ...]], str],
) -> str:
    """Return why the profile applies; empty if it does not."""
    if _ANY not in profile.langs and language.tag.lower().split("-")[0] not in profile.langs:
        return ""
    if profile.generic:
        return f"the page is {language.tag}"
    host = (urlsplit(url).hostname or "") if url else ""
    if any(host == domain or host.endswith("." + domain) for domain in profile.domains):
        return f"the address is at {host}"
    if profile.marked_by and (mark := find_mark(profile.marked_by)):
        return f"the page has {mark}"
    stating = [str(line.number) for line in lines if find_short_opening(line.text, profile.stated_by)]
    where = f"line{'s' * (len(stating) > 1)} {' and '.join(stating)}"
    return f"the page names its publisher on {where}" if stating else ""


def split_place(place: str) -> tuple[str, str, str]:
    """Return a place's parts: script, "" and a name; or element, a selector and an attribute (none: its text)."""
    if place.startswith(_IN_SCRIPT):
        return "script", "", place.removeprefix(_IN_SCRIPT).strip()
    selector, _, attribute = place.partition("@")
    return "element", selector.strip(), attribute.strip()


def find_opening(text: str, openings: tuple[str, ...]) -> str:
    """Return the longest of the openings that the text begins with, at any width of marks; else empty."""
    plain = to_half_width(text)
    found = [start for start in openings if plain.startswith(to_half_width(start))]
    return max(found, key=len, default="")


def find_short_opening(text: str, openings: tuple[str, ...]) -> str:
    """Return the same for a line that holds little more: a sentence with such a beginning does not count."""
    start = find_opening(text, openings)
    return start if start and len(text) <= len(start) + 12 and "。" not in text else ""
