"""A sealed box for a cookie: what is inside can be neither read, changed nor measured closely."""

from __future__ import annotations

import binascii
import json
import os
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
LENGTH_BYTES = 2
STEP_BYTES = 256
PURPOSE = b"matcher session cookie v1"


class SealBroken(Exception):
    """The box was not sealed with this key, or was changed since."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a box held, and when it was sealed (seconds since 1970)."""

    values: dict[str, Any]
    sealed_at: float


class Sealer:
    """Seals and opens boxes with one key, derived from the application's secret."""

    def __init__(self, secret: str) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
        self._cipher = AESGCM(key)

    def seal(self, contents: Contents) -> str:
        """Return *contents* as text that fits in a cookie."""
        plain = json.dumps([contents.sealed_at, contents.values], separators=(",", ":"))
        nonce = os.urandom(NONCE_BYTES)
        box = nonce + self._cipher.encrypt(nonce, _pad(zlib.compress(plain.encode(), 9)), PURPOSE)
        return urlsafe_b64encode(box).rstrip(b"=").decode()

    def open(self, sealed: str) -> Contents:
        """Return what *sealed* holds, or raise SealBroken."""
        try:
            box = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            plain = self._cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], PURPOSE)
        except (binascii.Error, ValueError, InvalidTag):
            raise SealBroken from None
        sealed_at, values = json.loads(zlib.decompress(_unpad(plain)))
        return Contents(values, sealed_at)


def _pad(plain: bytes) -> bytes:
    """Fill up to a whole step: on the network, a cookie's length would hint at the answers."""
    framed = len(plain).to_bytes(LENGTH_BYTES, "big") + plain
    return framed + bytes(-len(framed) % STEP_BYTES)


def _unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]
