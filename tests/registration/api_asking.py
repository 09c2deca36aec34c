"""What tests of registration's API share."""

from django.test import Client

from tests.registration.making import token_of

EDITION = "/api/v1/editions/sample"
REQUESTS = f"{EDITION}/registrations/"
MINE = "/api/v1/registration/"
KEY = "0123456789abcdef"


def values(**changes):
    """What a person sends who asks for a seat."""
    whole = {
        "language": "en",
        "name": "Amina",
        "email": "amina@example.org",
        "is_sure": True,
        "consent": True,
    }
    return whole | changes


def ask(key=KEY, path=REQUESTS, **changes):
    return post(path, values(**changes), idempotency_key=key)


def post(path, body=None, **headers):
    return Client().post(path, body, content_type="application/json", headers=headers)


def own(registration, method="get", path="", body=None):
    """Send something with the token of a registration, or with a token."""
    token = registration if isinstance(registration, str) else token_of(registration)
    send = getattr(Client(), method)
    headers = {"authorization": f"Registration {token}"}
    if body is None:
        return send(f"{MINE}{path}", headers=headers)
    return send(f"{MINE}{path}", body, content_type="application/json", headers=headers)
