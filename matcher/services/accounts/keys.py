"""What only this installation can check: passwords, sealed secrets and codes on paper."""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from matcher.domain.accounts import normalized_password

_NONCE_BYTES = 12
_SECOND_STEP = b"matcher second step v1"
_CODES = b"matcher recovery codes v1"


class SecretLost(ValueError):
    """A sealed secret was not sealed with this installation's key."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess at a password is, in argon2id's own measures."""

    kibibytes: int = 19 * 1024
    passes: int = 3
    lanes: int = 1


class Passwords:
    """Hashes passwords, and checks them with the same work whether or not there is one."""

    def __init__(self, cost: Cost | None = None) -> None:
        cost = cost or Cost()
        self._argon2 = PasswordHasher(
            time_cost=cost.passes,
            memory_cost=cost.kibibytes,
            parallelism=cost.lanes,
            type=Type.ID,
        )

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        return self._argon2.hash(normalized_password(password))

    def verify(self, kept: str, password: str) -> bool:
        """Tell whether *password* is the one kept; an empty *kept* costs as much, and is none."""
        decoy = self._decoy
        try:
            self._check(kept or decoy, normalized_password(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(kept)

    def _check(self, kept: str, password: str) -> None:
        self._argon2.verify(kept, password)

    @cached_property
    def _decoy(self) -> str:
        return self._argon2.hash(os.urandom(16))


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Keys:
    """Everything that services of accounts need besides the store."""

    secret: str = field(repr=False)
    passwords: Passwords = field(default_factory=Passwords)
    clock: Callable[[], datetime] = now

    def seal(self, plain: str, account_id: int) -> str:
        """Return a secret as text that only this installation opens, for this account alone."""
        nonce = os.urandom(_NONCE_BYTES)
        box = self._cipher.encrypt(nonce, plain.encode(), str(account_id).encode())
        return b64encode(nonce + box).decode()

    def unseal(self, sealed: str, account_id: int) -> str:
        """Return what was sealed.

        :raise SecretLost: where it was sealed with another key, or for another account.
        """
        box = b64decode(sealed)
        try:
            plain = self._cipher.decrypt(
                box[:_NONCE_BYTES], box[_NONCE_BYTES:], str(account_id).encode()
            )
        except InvalidTag:
            raise SecretLost from None
        return plain.decode()

    def hash_code(self, code: str, account_id: int) -> str:
        """Return what is kept of a recovery code."""
        key = self._derive(_CODES)
        return hmac.new(key, f"{account_id}:{code}".encode(), hashlib.sha256).hexdigest()

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derive(_SECOND_STEP))

    def _derive(self, purpose: bytes) -> bytes:
        hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
        return hkdf.derive(self.secret.encode())
