"""What the project is built of is named exactly, and what publishes runs nothing else."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml
from testbed import REPO

from yizhu import __version__

WORKFLOWS = [
    *sorted((REPO / ".github/workflows").glob("*.yml")),
    REPO / "yizhu/content/skeleton/github/pages.yml",
]
PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
workflows = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parent.name}/{path.name}")


@workflows
def test_actions_are_named_by_commit(path) -> None:  # type: ignore[no-untyped-def]
    """A tag can be moved to another commit; the version is told beside it."""
    used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


@workflows
def test_who_may_publish_installs_nothing(path) -> None:  # type: ignore[no-untyped-def]
    """Rights are given job by job; a job that may write or vouch runs no command of its own."""
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        may = set(job["permissions"].values())
        runs = [step["run"] for step in job["steps"] if "run" in step]
        assert not ("write" in may and runs), name


def test_a_new_site_names_the_version_that_builds_it() -> None:
    """No other one runs unasked."""
    text = (REPO / "yizhu/content/skeleton/github/pages.yml").read_text("utf-8")
    assert re.findall(r"pip install (.*)", text) == [f"yizhu=={__version__}"]


def test_the_lowest_versions_are_those_that_are_tried() -> None:
    """Each lower bound of pyproject.toml stands in requirements/lowest.txt, and nothing else."""
    bounds = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    listed = (REPO / "requirements/lowest.txt").read_text("utf-8").splitlines()
    wanted = sorted(bound.replace(">=", "==") for bound in bounds)
    assert [line for line in listed if line and not line.startswith("#")] == wanted


def test_what_ci_installs_is_named_by_its_bytes() -> None:
    """Every package of requirements/ci.txt has a version and hashes, and no registry is named."""
    text = (REPO / "requirements/ci.txt").read_text("utf-8")
    packages = re.findall(
        r"^(\S+==\S+)(?: ; [^\\\n]*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", text, re.M
    )
    assert len(packages) == len(re.findall(r"^[a-z]", text, re.M)) > 50
    assert "://" not in text
    named = {name.partition("==")[0] for name, _ in packages}
    wanted = {re.split(r"[>=]", bound)[0] for bound in PROJECT["dependencies"]}
    assert wanted <= named
