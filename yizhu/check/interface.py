"""Warnings about editions whose language the interface does not speak."""

from __future__ import annotations

from collections.abc import Iterator

from yizhu.check.load import CheckedContent
from yizhu.content.config import EditionConfig
from yizhu.content.faults import Fault, Place, format_count
from yizhu.site.theme.load import read_theme
from yizhu.site.theme.templates import find_strings


def check_interface(checked: CheckedContent) -> Iterator[Fault]:
    """Return a warning for each edition whose pages say something in English for want of words in its language."""
    theme, _ = read_theme(checked.root, checked.config.theme)
    english = dict(theme.strings)["en"]
    for edition in checked.config.editions:
        own = find_strings(theme, edition.lang)
        missing = [name for name, _ in english if name not in own]
        if missing:
            yield _warn(checked, edition, missing, len(english))


def _warn(checked: CheckedContent, edition: EditionConfig, missing: list[str], count: int) -> Fault:
    path = f"{checked.config.theme}/strings/{edition.lang}.yaml"
    if len(missing) == count:
        problem = (
            f"the interface has no words in {edition.lang}: the pages of {edition.name}/ say them in English"
        )
        if edition.lang == "zh":
            return Fault(
                Place("config.yaml"), problem, "write lang: zh-Hant or lang: zh-Hans, with its script"
            )
        help = f"copy yizhu/site/default_theme/strings/en.yaml to {path} and translate it"
        return Fault(Place("config.yaml"), problem, help)
    names = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
    problem = f"the pages of {edition.name}/ say {format_count(len(missing), 'string')} in English: {names}"
    return Fault(Place("config.yaml"), problem, f"add them to {path}")
