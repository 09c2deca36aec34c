"""Whatever is sent to the API, its answer is one that the OpenAPI document describes."""

from contextlib import contextmanager

import hypothesis
import pytest
import requests
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.specs.openapi import checks

from cms.wsgi import application
from events.api.schema import document
from registration.models import Question
from tests.events.api_content import identity, make_sample
from tests.registration.making import make_admission, make_question, register, token_of

pytestmark = pytest.mark.django_db
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
generation = GenerationConfig(deterministic=True, max_examples=10, database="none")
config = SchemathesisConfig(
    seed=1, projects=ProjectsConfig(default=ProjectConfig(generation=generation))
)
api = schemathesis.openapi.from_dict(document(), config=config)
api.app = application


@pytest.fixture
def _django_db_helper():
    """pytest-django would begin a transaction for each test; `content` does for all of them."""


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """Values of path parameters that there are, and a token; made once for all operations."""
    limits = dict.fromkeys(("request", "link", "look"), (10**9, 600))
    with (
        django_db_blocker.unblock(),
        override_settings(REGISTRATION_LIMITS=limits),
        transaction.atomic(),
        _connections_kept(),
    ):
        yield _made()
        transaction.set_rollback(True)


@contextmanager
def _connections_kept():
    """After a real request Django would close the connection, and with it the transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def _made():
    admission = make_admission(online=5)
    for kind in Question.Kind:
        make_question(admission, kind=kind, choices="Yes\nNo")
    made = make_sample(admission.edition.pages.get())
    return {
        "slug": "sample",
        "language": "ar",
        "act": "confirm",
        "token": token_of(register(admission)),
        **{f"{kind}s": identity(row) for kind, row in made.items()},
    }


@pytest.fixture
def known(content):
    with transaction.atomic():
        yield content
        transaction.set_rollback(True)


@api.parametrize()
@hypothesis.settings(deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_answer_is_described(known, case):
    case.headers["Accept-Encoding"] = "identity"  # the client within the process decodes nothing
    case.call_and_validate(checks=CHECKS)
    make_known(case, known)
    case.call_and_validate(checks=CHECKS)


def make_known(case, known):
    """Aim at what there is: random names find nothing but 404 and 401."""
    for name in case.path_parameters or {}:
        plural = case.path.split("/")[-3]
        case.path_parameters[name] = known[plural] if name == "id" else known[name]
    case.headers["Authorization"] = f"Registration {known['token']}"
    case.headers["Idempotency-Key"] = "0123456789abcdef"


def test_an_answer_that_is_not_described_would_be_noticed():
    case = api["/api/v1/registration/"]["GET"].Case()

    for status, body in ((500, b"{}"), (418, b"{}"), (200, b"{}"), (200, b"<p>")):
        answer = requests.Response()
        answer.status_code, answer._content = status, body
        answer.headers["Content-Type"] = "application/json"
        answer.request = requests.Request("GET", "http://localhost/").prepare()
        with pytest.raises(schemathesis.checks.FailureGroup):
            case.validate_response(answer, checks=CHECKS)
