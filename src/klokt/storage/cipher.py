"""Encrypt a text for one place, so that it is read nowhere else.

AES-256 in Galois/Counter Mode (NIST SP 800-38D), with a random nonce of 96 bits before each text.
"""

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


def encrypted(key: bytes, text: bytes, about: str) -> bytes:
    """Return the text encrypted for one place: it cannot be read as that of another."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, about.encode())


def decrypted(key: bytes, data: bytes, about: str) -> bytes:
    """Return the text; raise cryptography's InvalidTag where it was changed or moved."""
    return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], about.encode())
