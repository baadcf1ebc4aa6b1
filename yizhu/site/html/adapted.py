"""Adapts the HTML of an article's text, made for its own page, to another place: a second showing, or a feed.

The HTML is our own (``html``): attributes stand in double quotes, and in text and values no quote, < or > is left as it is.
"""

from __future__ import annotations

import re

from yizhu.site.html.marks import LinkContext

_TAG = re.compile(r"<(/?)(span|a|img)\b([^<>]*)>")
_ID = re.compile(r' id="[^"]*"')
_ID_OF_MARK = re.compile(
    r' id="(?!fnr-)[^"]*"'
)  # the ids of footnotes name their language: both texts keep them
_ADDRESS = re.compile(r' (?:href|src)="([^"]*)"')
_SMALLER = re.compile(r' (?:srcset|sizes)="[^"]*"')
_VALUE = re.compile(r' (data-term|data-sense|data-correct)="([^"]*)"')
_TEX = '<annotation encoding="application/x-tex">'
_UPRIGHT = ' class="tcy"'
_FOR_SCRIPTS = (' class="noted"', ' class="changed"')  # and for style sheets, which feed readers do not load


def adapt_html(html: str, links: LinkContext) -> str:
    """Return the HTML as ``render_html`` makes it for other links; with ids it is the article's own page: unchanged."""
    if links.is_feed:
        return _rewrite(html, links)
    is_as_wanted = links.ids or not (_ID_OF_MARK.search(html) or _UPRIGHT in html)
    return html if is_as_wanted else _rewrite(html, None)


def _rewrite(html: str, feed: LinkContext | None) -> str:
    """Return the HTML without ids and upright numbers and, for a feed, with its addresses and corrections."""
    if feed and "<math" in html:
        html = _write_formulas_as_tex(html)
    pieces: list[str] = []
    closing: list[str] = []  # of each open span
    at = 0
    for tag in _TAG.finditer(html):
        pieces.append(html[at : tag.start()])
        at = tag.end()
        is_end, name, attributes = tag.groups()
        if feed and attributes.startswith(' class="twin"'):
            continue  # the text beside it shows the picture
        if name != "span":
            pieces.append(f"<{is_end}{name}{_attributes(name, attributes, feed)}>")
        elif is_end:
            pieces.append(closing.pop())
        else:
            opening, end = _span(_ID_OF_MARK.sub("", attributes), feed)
            pieces.append(opening)
            closing.append(end)
    return "".join([*pieces, html[at:]])


def _write_formulas_as_tex(html: str) -> str:
    """Return the HTML with formulas as TeX: many feed readers drop MathML and leave its letters, 105 for 10^5."""
    first, *others = html.split("<math")
    pieces = [first]
    for other in others:
        formula, _, rest = other.partition("</math>")
        pieces += ("<code>", formula.partition(_TEX)[2].partition("</annotation>")[0], "</code>", rest)
    return "".join(pieces)


def _span(attributes: str, feed: LinkContext | None) -> tuple[str, str]:
    if attributes == _UPRIGHT or (feed and attributes.startswith(_FOR_SCRIPTS)):
        return "", ""
    correct = dict(_VALUE.findall(attributes)).get("data-correct", "")
    is_misprint = attributes.startswith(' class="sic"')
    return f"<span{attributes}>", f" [{correct}]</span>" if is_misprint and feed else "</span>"


def _attributes(name: str, attributes: str, feed: LinkContext | None) -> str:
    attributes = (_ID if feed else _ID_OF_MARK).sub("", attributes)
    if not feed or not attributes:
        return attributes
    if attributes.startswith(' class="term"'):
        address = _term_address(dict(_VALUE.findall(attributes)), feed)
        return f' class="term" href="{address}"'
    if name == "img":
        whole = _SMALLER.sub("", attributes)  # a feed reader shows it at whatever size
        return _ADDRESS.sub(lambda found: f' src="{feed.pictures}{_name_of_picture(found[1])}"', whole)
    return _ADDRESS.sub(lambda found: _link(found[1], attributes, feed), attributes)


def _name_of_picture(address: str) -> str:
    """Return the name of ``../../assets/articles/slug/img/a.png``, which may have a folder."""
    return address.split("/", 5)[-1]


def _term_address(values: dict[str, str], feed: LinkContext) -> str:
    sense = f"#sense-{values['data-sense']}" if "data-sense" in values else ""
    return f"{feed.terms}{values['data-term']}{feed.after_term}{sense}"


def _link(address: str, attributes: str, feed: LinkContext) -> str:
    """Return the address of a link, and that it leads out of where it stands, as all do in a feed."""
    if address.startswith("#"):
        absolute = feed.page + address
    else:
        absolute = feed.home + address[3:] if address.startswith("../") else address
    is_written = attributes.startswith(" href") and " rel=" not in attributes  # by the author, not by us
    rel = ' rel="external"' if is_written and "://" in absolute else ""
    return f' href="{absolute}"{rel}'
