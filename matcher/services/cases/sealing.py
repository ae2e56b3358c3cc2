"""What a professional types is sealed before it is stored, with a key of their own account.

A family's answers are kept on the family's device alone. A professional chose to keep a case, so
its answers and notes must be in the store; but whoever gets hold of the store alone (a backup, a
stolen disk, somebody who may query it) shall read nothing of it. The key is derived from the
application's secret, which is kept elsewhere, and from the account: a row of one account opens
with no other account's key, even if a query once forgot to ask whose it is. Each text is bound to
the row it stands in, so that rows cannot be swapped either. Whoever holds the running application
and its secret can read everything: this guards what is at rest.
"""

from __future__ import annotations

import hmac
import json
import os
from base64 import b64decode, b64encode, urlsafe_b64encode
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"matcher case v1"
_NONCE_BYTES = 12
_STEP_BYTES = 64
"""A text's length says little of it."""
_KEY_BYTES = 32
_MARK_BYTES = 12


class SealedOtherwise(LookupError):
    """The text was sealed with another key: by another account, or under an earlier secret."""


class Seal:
    """Seals and opens what one account typed."""

    def __init__(self, secret: str, account_id: int) -> None:
        info = _PURPOSE + b" account %d" % account_id
        hkdf = HKDF(algorithm=SHA256(), length=2 * _KEY_BYTES, salt=None, info=info)
        keys = hkdf.derive(secret.encode())
        self._cipher = AESGCM(keys[:_KEY_BYTES])
        self._marking = keys[_KEY_BYTES:]

    def close(self, values: Any, row: str) -> str:
        """Return plain *values* as text that only this account opens, and only in this *row*."""
        plain = json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()
        nonce = os.urandom(_NONCE_BYTES)
        padded = plain + b" " * (-len(plain) % _STEP_BYTES)
        return b64encode(nonce + self._cipher.encrypt(nonce, padded, row.encode())).decode()

    def mark(self, text: str) -> str:
        """Return a short mark of *text*: always the same, and nobody else can tell what of."""
        whole = hmac.digest(self._marking, text.encode(), "sha256")
        return urlsafe_b64encode(whole[:_MARK_BYTES]).decode()

    def open(self, sealed: str, row: str) -> Any:
        """Return the values; None where nothing was sealed yet.

        :raise SealedOtherwise: where this account's key does not open it.
        """
        if not sealed:
            return None
        box = b64decode(sealed)
        try:
            plain = self._cipher.decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], row.encode())
        except InvalidTag:
            raise SealedOtherwise from None
        return json.loads(plain)
