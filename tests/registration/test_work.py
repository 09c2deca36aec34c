import datetime as dt

import altcha
import pytest
from django.utils import timezone

from registration import limits, work
from registration.models import Registration, Throttle
from tests.events.api_content import get
from tests.registration.api_asking import EDITION, REQUESTS, ask
from tests.registration.making import make_admission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _little_work(monkeypatch):
    monkeypatch.setattr(work, "ROUNDS", 10)


def solve(challenge):
    """What the app does on the device."""
    challenge = altcha.Challenge.from_dict(challenge)
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def challenge(slug="sample"):
    return get(f"/api/v1/editions/{slug}/registrations/work/").json()


def is_refused(response):
    assert (response.status_code, response.json()) == (
        400,
        {
            "code": "no_work",
            "message": "Send a solved challenge of this edition that was not used yet.",
        },
    )
    return True


def test_the_form_says_where_a_challenge_is():
    make_admission(asks_for_work=True)

    address = get(f"{EDITION}/en/registration").json()["work"]

    assert address == f"{REQUESTS}work/"
    response = get(address)
    assert response["Cache-Control"] == "no-store, private"
    made = response.json()
    assert made["parameters"]["data"] == {"edition": "sample"}
    assert made["parameters"]["algorithm"] == "PBKDF2/SHA-256"


def test_a_request_needs_a_solved_challenge():
    make_admission(asks_for_work=True)

    assert is_refused(ask())
    assert ask(work=solve(challenge())).status_code == 202


def test_where_no_work_is_asked_for_none_is_needed():
    make_admission()

    assert ask().status_code == 202


def test_a_challenge_is_good_for_one_request():
    make_admission(asks_for_work=True)
    solved = solve(challenge())
    assert ask(work=solved).status_code == 202

    for _attempt in range(2):
        assert is_refused(ask(key="b" * 16, work=solved))
        assert is_refused(ask(email="other@example.org", work=solved))


def test_the_same_request_sent_again_needs_no_new_work():
    make_admission(asks_for_work=True)
    solved = solve(challenge())

    assert [ask(work=solved).status_code for _attempt in range(3)] == [202] * 3
    assert Registration.objects.count() == 1


def test_a_challenge_counts_for_its_edition():
    make_admission(asks_for_work=True)
    make_admission("other", asks_for_work=True)

    assert is_refused(ask(work=solve(challenge("other"))))


def test_a_challenge_expires():
    admission = make_admission(asks_for_work=True)
    made = altcha.create_challenge(
        work.ALGORITHM,
        10,
        counter=5,
        expires_at=timezone.now() - dt.timedelta(seconds=2),
        data={"edition": "sample"},
        hmac_secret=work.keys.derive("work/v1"),
    )

    assert work.is_done(admission.edition, solve(made.to_dict()), by="x") is False


def test_a_challenge_of_ones_own_making_is_refused():
    make_admission(asks_for_work=True)
    easy = challenge()
    easy["parameters"]["keyPrefix"] = ""

    assert is_refused(ask(work=solve(easy)))
    unsigned = {"parameters": easy["parameters"]}
    assert is_refused(ask(work=solve(unsigned)))


@pytest.mark.parametrize(
    "solved", ["", "x", "e30=", "bnVsbA==", "W10=", "ا", "eyJjaGFsbGVuZ2UiOjEsInNvbHV0aW9uIjoyfQ=="]
)
def test_nonsense_is_refused(solved):
    make_admission(asks_for_work=True)

    assert is_refused(ask(work=solved))


def test_used_challenges_are_forgotten_when_they_have_expired():
    make_admission(asks_for_work=True)
    ask(work=solve(challenge()))
    Throttle.objects.update(ends_at=timezone.now() - dt.timedelta(seconds=1))

    limits.forget_old()

    assert Throttle.objects.count() == 0
