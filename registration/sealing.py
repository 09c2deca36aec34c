"""Seals what is personal, and makes the hashes by which it can be found again."""

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from registration import keys

VERSION = 1
NONCE = 12


class Broken(Exception):
    """Sealed bytes that were changed, or moved to another row."""


def seal(row, document):
    """A document (JSON) as bytes that only this row can be opened with.

    AES-256-GCM: version (1 byte), number of the key (1), nonce (12), then the cipher text.
    """
    number, nonce = keys.current(), secrets.token_bytes(NONCE)
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    cipher = AESGCM(keys.derive("field/v1", number))
    return bytes([VERSION, number]) + nonce + cipher.encrypt(nonce, plain, _bound_to(row))


def unseal(row, sealed):
    """The document of a row. Raises Broken, and keys.NoKey."""
    sealed = bytes(sealed)
    cipher = AESGCM(keys.derive("field/v1", key_of(sealed)))
    nonce, body = sealed[2 : 2 + NONCE], sealed[2 + NONCE :]
    try:
        return json.loads(cipher.decrypt(nonce, body, _bound_to(row)))
    except InvalidTag:
        raise Broken(f"Registration {row} cannot be opened.") from None


def key_of(sealed):
    """The number of the key that something was sealed with."""
    return bytes(sealed)[1]


def _bound_to(row):
    return f"registration:sealed:{row}:v{VERSION}".encode()


def mailbox(edition_id, email, number=None):
    """Blind index of an address: equal within an edition, unrelated between editions."""
    normal = unicodedata.normalize("NFKC", email).strip().casefold()
    return _hmac(keys.derive("blind/v1", number), f"{edition_id}|{normal}")


def older_mailboxes(edition_id, email):
    """The blind indexes of an address by the keys before the current one, during a rotation."""
    return [mailbox(edition_id, email, number) for number in list(keys.masters())[1:]]


def hashed(token):
    """What is stored of a random token."""
    return hashlib.sha256(token.encode()).digest()


def hashed_key(key, mailbox):
    """What is stored of an idempotency key: it counts for one mailbox only.

    Were a key refused for a second address, the refusal would tell whether the first was known.
    """
    return hashlib.sha256(f"{key}|".encode() + mailbox).digest()


def new_secret():
    """A row's own secret, from which its link and its tickets are made; sealed with the rest."""
    return secrets.token_urlsafe(32)


def link_token(secret, serial):
    """The token of a mailed link, 256 bits; each serial number has another."""
    return _text(_hmac(secret.encode(), f"link|{serial}"))


def ticket_id(secret, serial):
    """What a ticket's QR code says: T1 and 128 bits in base32, 29 characters."""
    number = _hmac(secret.encode(), f"ticket|{serial}")[:16]
    return f"T1:{base64.b32encode(number).decode().rstrip('=')}"


def _hmac(key, text):
    return hmac.digest(key, text.encode(), "sha256")


def _text(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
