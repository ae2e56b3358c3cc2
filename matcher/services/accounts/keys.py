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
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from matcher.domain.accounts import normalized_password

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_NONCE_BYTES = 12
_SECOND_STEP = b"matcher second step v1"
_CODES = b"matcher recovery codes v1"
_LIMITS = b"matcher limits v1"


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
        self._cost = cost or Cost()

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        return self._argon2.hash(normalized_password(password))

    def verify(self, kept: str, password: str) -> bool:
        """Tell whether *password* is the one kept; an empty *kept* costs as much, and is none."""
        decoy = self._decoy  # made before it is known whether it is needed: once a process
        return self._matches(kept or decoy, normalized_password(password)) and bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(kept)

    def _matches(self, kept: str, password: str) -> bool:
        from argon2.exceptions import (  # noqa: PLC0415  loaded by the first who signs in
            InvalidHashError,
            VerificationError,
        )

        try:
            return self._argon2.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _argon2(self) -> PasswordHasher:
        from argon2 import PasswordHasher, Type  # noqa: PLC0415  loaded by the first who signs in

        return PasswordHasher(
            time_cost=self._cost.passes,
            memory_cost=self._cost.kibibytes,
            parallelism=self._cost.lanes,
            type=Type.ID,
        )

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
        return self._mark(_CODES, f"{account_id}:{code}")

    def blurred(self, who: str) -> str:
        """Return what an address is counted by: the same for the same one, and no way back."""
        return self._mark(_LIMITS, who)

    def _mark(self, purpose: bytes, text: str) -> str:
        return hmac.new(self._derive(purpose), text.encode(), hashlib.sha256).hexdigest()

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derive(_SECOND_STEP))

    def _derive(self, purpose: bytes) -> bytes:
        hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
        return hkdf.derive(self.secret.encode())
