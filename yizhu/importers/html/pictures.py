"""Find the real address of a page's picture, not that of the placeholder shown until a script has run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from yizhu.importers.html.normalization.redirects import find_goal

# Where scripts that load pictures late find the address, the likeliest first.
_LATE = (
    *(
        "data-src",
        "data-original",
        "data-lazy-src",
        "data-lazyload",
        "data-lazy",
        "data-actualsrc",
        "data-echo",
    ),
    *(
        "data-original-src",
        "data-orig-src",
        "data-orig-file",
        "data-sf-original-src",
        "data-url",
        "data-image",
    ),
)
_LATE_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_STAND_IN = re.compile(
    r"^(?:data|about|blob|javascript):|(?:^|[/_.-])(?:blank|spacer|placeholder|loading|lazy(?:load)?|transparent|default_img|"
    r"grey|gray|1x1|pixel|clear)[\w-]{0,100}\.(?:gif|png|svg|jpe?g|webp)(?:$|\?)",
    re.I,
)
_COUNTER = re.compile(
    r"//(?:[\w-]+\.)*(?:scorecardresearch|doubleclick|google-analytics|googletagmanager|quantserve|chartbeat|"
    r"hm\.baidu|cnzz|umeng|histats|statcounter|comscore)\.|facebook\.com/tr\b|/(?:pixel|beacon|counter|stat)\.(?:gif|png|php)",
    re.I,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)$", re.I)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[\t\n\r]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\xa0\u2028\u2029\"<>\\^`{|}\ufffc-\uffff\ud800-\udfff]")
_LONGEST = 8000  # characters of an address: what is longer holds the thing itself
_SCHEMES = ("http", "https")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\Z", re.I)


def resolve_address(given: str, base: str, schemes: tuple[str, ...] = (*_SCHEMES, "mailto")) -> str:
    """Return the absolute address without tracking parameters; empty if it may not be linked."""
    if len(given) > _LONGEST:
        return ""
    try:
        whole = urljoin(base, _SPACE.sub("", given).strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme.lower() not in schemes or not (parts.netloc or parts.path):
        return ""
    if parts.scheme.lower() in _SCHEMES and not parts.netloc:
        return ""
    if goal := find_goal(parts):
        return resolve_address(goal, "", schemes)
    return _UNSAFE.sub(_percent_encode, _strip_tracking(whole) if _TRACKING.search(parts.query) else whole)


def find_picture_address(image: HtmlElement, base: str) -> str:
    """Return the address an ``img`` shows, relative if the page has none; empty if it shows nothing or is a tracking pixel."""
    if _is_tiny(image) or _HIDDEN.search(image.get("style", "")):
        return ""
    for given in _candidates(image):
        if given and len(given) <= _LONGEST and not _STAND_IN.search(given):
            address = resolve_address(given, base, _SCHEMES)
            if address:
                return "" if _COUNTER.search(address) else address
            if not base and (address := _keep_relative_address(given)):
                return address
    return ""


def _keep_relative_address(given: str) -> str:
    """Return the address as a page without one of its own gives it: the editor sees what is not there."""
    at = _SPACE.sub("", given).strip()
    return "" if _SCHEME.match(at) else _UNSAFE.sub(_percent_encode, at)


def is_picture(address: str) -> bool:
    """Does the address end like a picture's?"""
    try:
        return bool(_PICTURE.search(urlsplit(address).path))
    except ValueError:
        return False


def _candidates(image: HtmlElement) -> Iterator[str]:
    yield from (image.get(name, "") for name in _LATE)
    src = image.get("src", "")
    late = next((image.get(name, "") for name in _LATE_SETS if image.get(name)), "")
    yield src
    yield _largest(late)
    for picture in image.iterancestors("picture"):
        for source in picture.iter("source"):
            yield _largest(source.get("srcset") or source.get("data-srcset") or "")
            yield source.get("src", "")
    twin = _find_noscript_picture(image)
    if twin is not None:
        yield from _candidates(twin)


def _find_noscript_picture(image: HtmlElement) -> HtmlElement | None:
    """Return the same picture from the ``noscript`` after it."""
    behind = image.getnext()
    return next(behind.iter("img"), None) if behind is not None and behind.tag == "noscript" else None


def _largest(given: str) -> str:
    """Return the address of the largest picture in a ``srcset``."""
    best, size, address = "", 0.0, ""
    for word in [*given.split(), ","]:
        descriptor = re.fullmatch(r"(\d+(?:\.\d+)?)[wx],?", word)
        if address and (descriptor or address.endswith(",") or word == ","):
            width = float(descriptor[1]) if descriptor else 1.0
            if width > size:
                best, size = address.rstrip(","), width
            address = ""
            if descriptor:
                continue
        address = word
    return best


def _is_tiny(image: HtmlElement) -> bool:
    sizes = [re.match(r"\s*(\d+)(?:px)?\s*$", image.get(name, "")) for name in ("width", "height")]
    return any(size is not None and int(size[1]) <= 2 for size in sizes)


def _strip_tracking(address: str) -> str:
    parts = urlsplit(address)
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _percent_encode(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
