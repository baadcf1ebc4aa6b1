"""Why files were made anew: which of their inputs are not what they were."""

from __future__ import annotations

import json

from yizhu.units import Inputs


def reason(before: str, now: Inputs) -> str:
    """What differs between the inputs of the last build, as ``told`` wrote them, and those of this one."""
    if not before:
        return "a new page"
    was = dict(json.loads(before))
    differing = [name for name, said in now if was.get(name) != said]
    return ", ".join(dict.fromkeys(differing)) or "its file was not as it was left"


def told(inputs: Inputs) -> str:
    """Inputs, for the next build."""
    return json.dumps(inputs, ensure_ascii=False)
