"""Values become bytes and back, as MessagePack of their fields: plain data, which can be wrong but can never run."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import PurePath
from typing import Any, TypeVar, cast

import msgspec

from yizhu.build.cache.key import Doubt
from yizhu.editions.rewrites import Rewrite, Rewrites

_Value = TypeVar("_Value")


def serialize(value: object) -> bytes:
    """Return frozen dataclasses, tuples, mappings, text and numbers as bytes; equal values give equal bytes."""
    return _ENCODER.encode(value)


def deserialize(raw: bytes, kind: type[_Value]) -> _Value:
    """Return the value of a type. Raises ``Doubt`` if the bytes hold no such value."""
    try:
        value: _Value = _decoder(cast(Any, kind)).decode(raw)
        return value
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Doubt(str(error)) from None


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_from_plain)


def digest(*values: object) -> str:
    """Return the digest, 32 hexadecimal digits, of values as ``serialize`` takes them."""
    return blake2b(serialize(values), digest_size=16).hexdigest()


def short_digest(value: object) -> str:
    """Return the digest of a value in 16 hexadecimal digits."""
    return digest_bytes(serialize(value))


def digest_bytes(raw: bytes) -> str:
    """Return the digest of bytes in 16 hexadecimal digits."""
    return blake2b(raw, digest_size=8).hexdigest()


def _to_plain(value: Any) -> Any:
    if isinstance(value, Rewrites):
        return value.entries
    if isinstance(value, PurePath):
        return str(value)
    raise NotImplementedError(f"nothing says how to serialize {type(value).__name__}")


def _from_plain(kind: type[Any], plain: Any) -> Any:
    if kind is Rewrites:
        return Rewrites(msgspec.convert(plain, tuple[Rewrite, ...]))
    raise NotImplementedError(kind.__name__)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_to_plain, order="deterministic")
