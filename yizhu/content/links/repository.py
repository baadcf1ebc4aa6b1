"""Where readers can report a mistake or edit a text: addresses at the forge that holds a site's files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Repository:
    """Patterns of addresses: ``{path}``, ``{line}``, ``{title}`` and ``{body}`` are filled in, escaped; empty: no link."""

    edit: str = ""  # a file in an editor
    view: str = ""  # a line of a file
    report: str = ""  # a form for a new report

    def edit_address(self, path: str) -> str:
        """Return the address where a file, as it is called in the repository, is edited."""
        return self.edit.replace("{path}", quote(path))

    def view_address(self, path: str) -> str:
        """Return the address that shows a line of a file, with ``{line}`` still to fill in."""
        return self.view.replace("{path}", quote(path))

    def report_address(self, title: str, body: str) -> str:
        """Return the address of a form for a report that begins with these words."""
        return self.report.replace("{title}", quote(title, safe="")).replace("{body}", quote(body, safe=""))


# By what a forge's host is called: the patterns of its addresses below the repository's.
_GITHUB = Repository(
    "{url}/edit/{branch}/{path}",
    "{url}/blob/{branch}/{path}?plain=1#L{line}",
    "{url}/issues/new?title={title}&body={body}",
)
_GITLAB = Repository(
    "{url}/-/edit/{branch}/{path}",
    "{url}/-/blob/{branch}/{path}?plain=1#L{line}",
    "{url}/-/issues/new?issue[title]={title}&issue[description]={body}",
)
_FORGEJO = Repository(
    "{url}/_edit/{branch}/{path}",
    "{url}/src/branch/{branch}/{path}?display=source#L{line}",
    "{url}/issues/new?title={title}&body={body}",
)
_FORGES = {"github": _GITHUB, "gitlab": _GITLAB, "codeberg": _FORGEJO, "gitea": _FORGEJO, "forgejo": _FORGEJO}


def parse_repository(given: str | dict[str, str]) -> Repository:
    """Return the patterns for what config.yaml says: an address, or a mapping with ``url`` and what differs.

    Patterns that are not given and cannot be told from the host are empty.
    """
    stated = {"url": given} if isinstance(given, str) else given
    url, branch, folder = (
        stated["url"].rstrip("/").removesuffix(".git"),
        stated.get("branch", "main"),
        stated.get("folder", "").strip("/"),
    )
    forge = find_forge(url) or Repository()

    def pattern(name: str) -> str:
        below = f"{quote(folder)}/{{path}}" if folder else "{path}"
        filled: str = stated.get(name, getattr(forge, name))
        filled = filled.replace("{path}", below)
        return filled.replace("{url}", url).replace("{branch}", quote(branch))

    return Repository(pattern("edit"), pattern("view"), pattern("report"))


def find_forge(url: str) -> Repository | None:
    """Return the patterns of the forge at an address; None if its host does not tell which it is."""
    labels = (urlsplit(url).hostname or "").split(".")
    return next((_FORGES[label] for label in labels if label in _FORGES), None)
