"""The public identity of everything translatable: short, stable, the same in all languages."""

import base64


def public_id(translation_key):
    """Eight letters from the first 40 bits of a translation key (UUID), such as "mfzwk3dm".

    Why not the whole key: docs/decisions/0004-short-public-ids.md
    """
    return base64.b32encode(translation_key.bytes[:5]).decode().lower()
