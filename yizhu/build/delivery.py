"""Targets that are out of date are rendered, moved into the site together, and recorded.

1. find the targets that are out of date 2. render them and stage their files 3. move the files in, if all targets are sound
4. record for the next build what each target was made from.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yizhu.build.as_of import HeldBack
from yizhu.build.cache.file import Unavailable
from yizhu.build.cache.fingerprints import (
    Counts,
    Fingerprints,
    fingerprint,
    fingerprints_in,
    record_build,
)
from yizhu.build.cache.key import Doubt
from yizhu.build.cache.store import CachedBodies, FilePrints, MadeTarget
from yizhu.build.output.folder import RECORD
from yizhu.build.output.staging import Delivery, move_in
from yizhu.build.process_pool import ProcessPool
from yizhu.build.render_targets import BuildContext, Delivered, deliver
from yizhu.build.targets import Target, find_reason
from yizhu.build.task import BuildTask, Built
from yizhu.content.faults import Fault, raise_if


def render_and_move_in(
    task: BuildTask, context: BuildContext, every: Sequence[Target], before: dict[str, tuple[str, FilePrints]], held_back: HeldBack
) -> Built:  # fmt: skip
    """Render the targets that are out of date, move their files in if all are sound, and record the build."""
    there = fingerprints_in(task.output_folder.path, sys.maxsize, hidden=False)
    task.pause()
    new = [target for target in every if not _is_up_to_date(target, before, there)]
    why = [
        (target.name, find_reason(task.cache.inputs(name_of_site(task), target.name), target.inputs))
        for target in new
    ]
    outcomes = _make(task, context, new)
    staged = tuple(path for several in outcomes for one in several for path in one.staged)
    files = {target.name: _files(several) for target, several in zip(new, outcomes, strict=True)}
    claimed = {path for several in files.values() for path in several}
    claimed |= {path for target in every if target.name not in files for path, _ in before[target.name][1]}
    task.check_unchanged()
    task.pause()
    delivery = Delivery(context.staging, staged, frozenset(claimed), frozenset(there), task.options.prune)
    written = move_in(task.output_folder, delivery)
    pages = sum(path.endswith((".html", ".xml", ".txt")) for path in claimed)
    counts = Counts(
        pages,
        len(context.site.text_langs),
        len(context.settings.term_set.terms),
        len(held_back.drafts),
        len(claimed),
        written.strays,
        held_back.later,
        held_back.day,
        bool(task.options.as_of),
    )
    left = {path: there[path] for path in there.keys() - set(written.removed)}
    try:
        _remember(task, _Outcome(frozenset(before), every, new, files, left), counts)
    except Doubt as doubt:  # the site is whole; it is the next build that has nothing to go by
        task.cache.throw_away(doubt)
    except Unavailable:  # everything was kept
        pass
    return Built(written, counts, tuple(why), context)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """All targets, those that were rendered, and the files of the site."""

    before: frozenset[str]  # names of the targets of the last build
    every: Sequence[Target]
    new: Sequence[Target]
    files: dict[str, list[str]]  # of the rendered targets, by name
    there: Fingerprints  # of what stood there before, and still does


def _remember(task: BuildTask, outcome: _Outcome, counts: Counts) -> None:
    files, site = outcome.files, task.output_folder.path
    made_now = [RECORD, *(path for several in files.values() for path in several)]
    standing = outcome.there | {path: fingerprint(site / path, sys.maxsize) for path in made_now}
    made = [
        MadeTarget(
            target.name,
            target.key,
            tuple((path, standing[path]) for path in files[target.name]),
            target.inputs,
        )
        for target in outcome.new
    ]
    gone = outcome.before - {target.name for target in outcome.every}
    task.cache.store_targets(name_of_site(task), made, gone)
    record_build(task.cache.tell, task.options.request, task.given, standing, counts)
    task.cache.commit()


def forget_build(task: BuildTask) -> None:
    """Have the next build look at everything again, even if nothing changes."""
    task.cache.tell(str(task.options.request), "")
    task.cache.commit()


def _make(task: BuildTask, context: BuildContext, new: Sequence[Target]) -> list[list[Delivered]]:
    """Render targets and stage their files. Raises ``Faults``: those of all targets at once."""
    jobs = [(nth, job) for nth, target in enumerate(new) for job in target.jobs()]
    is_shared = isinstance(context.bodies, CachedBodies)
    pool = ProcessPool(deliver, context)
    delivered: list[list[Delivered]] = [[] for _ in new]
    faults: dict[Fault, None] = {}
    outcomes = pool.run([job for _, job in jobs], task.options.jobs if is_shared else 1)
    for done, ((nth, _), (one, wrong)) in enumerate(zip(jobs, outcomes, strict=True), 1):
        faults |= dict.fromkeys(wrong)
        if not wrong:
            delivered[nth].append(one)
        task.progress("pages", done, len(jobs))
    raise_if(list(faults))
    return delivered


def _files(delivered: Iterable[Delivered]) -> list[str]:
    return [path for one in delivered for path in one.files]


def name_of_site(task: BuildTask) -> str:
    """Return the name of a site in the cache."""
    return f"{task.output_folder.path}{' with drafts' if task.options.drafts else ''}"


def _is_up_to_date(target: Target, before: dict[str, tuple[str, FilePrints]], there: Fingerprints) -> bool:
    """Is the target up to date: the same inputs, and its files as the last build left them?"""
    key, files = before.get(target.name, ("", ()))
    return key == target.key and all(there.get(path) == known for path, known in files)
