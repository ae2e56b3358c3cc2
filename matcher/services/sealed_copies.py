"""Tokens nobody can guess, and contents that nobody without the token can read."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from base64 import b64decode, b64encode
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TOKEN_BYTES = 24
"""As many bits as nobody tries, in 32 characters that still make a small QR code."""

_NONCE_BYTES = 12
_STEP_BYTES = 512
_PURPOSE = b"matcher shared copy v1"


def new_token() -> str:
    """Return a token for one link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """Return what is kept of a token: enough to know it again, too little to make it."""
    return hashlib.sha256(token.encode()).hexdigest()


def seal(values: dict[str, Any], token: str) -> str:
    """Return *values* as text that only *token* opens; its length says little of them."""
    plain = json.dumps(values, separators=(",", ":")).encode()
    nonce = os.urandom(_NONCE_BYTES)
    box = _cipher(token).encrypt(nonce, plain + b" " * (-len(plain) % _STEP_BYTES), _PURPOSE)
    return b64encode(nonce + box).decode()


def unseal(sealed: str, token: str) -> dict[str, Any]:
    """Return what was sealed with *token*."""
    box = b64decode(sealed)
    plain = _cipher(token).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], _PURPOSE)
    values: dict[str, Any] = json.loads(plain)
    return values


def _cipher(token: str) -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(token.encode())
    return AESGCM(key)
