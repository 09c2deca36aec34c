import datetime as dt
import html
import re
import shutil
import subprocess

import pytest
from django.utils import timezone

from registration import services
from registration.models import Admission, Registration
from tests.events.web_html import elements, get, texts
from tests.registration.making import make_admission, make_ballot, make_question, register

pytestmark = pytest.mark.django_db
BALLOT = "/en/sample/register/ballot/"


def drawn(count=5, **facts):
    admission = make_ballot(seats=2, **facts)
    for number in range(count):
        register(admission, f"{number}@example.org")
    Admission.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=1))
    return Admission.objects.get()


def lots(page):
    found = re.findall(r'<pre class="lots"[^>]*>([^<]*)</pre>', page.content.decode())
    return [text.split() for text in found]


def test_no_lot_is_shown_before_the_closing(client):
    admission = make_ballot()
    registration = register(admission)
    page = get(client, BALLOT)

    assert registration.lot not in page.content.decode()
    assert admission.ballot_seed in texts(page, "code")


def test_after_the_closing_lots_stand_by_themselves_until_they_are_drawn(client):
    admission = drawn()
    expected = sorted(Registration.objects.values_list("lot", flat=True))
    assert lots(get(client, BALLOT)) == [expected]

    services.draw(admission)

    admission.refresh_from_db()
    assert lots(get(client, BALLOT)) == [admission.drawn_lots["in_person"]]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
@pytest.mark.parametrize("seed", ["Kehwa, 11 June 2027", "it's $(9) \\n `x`; قرعہ"])
def test_anybody_repeats_the_draw_with_the_lines_shown(client, tmp_path, seed):
    admission = drawn(ballot_seed=seed)
    page = get(client, BALLOT)
    shown = re.search(r'<pre class="shell"[^>]*>([^<]*)</pre>', page.content.decode())[1]
    (tmp_path / "lots.txt").write_text("\n".join(lots(page)[0]) + "\n")

    command = ["/bin/sh", "-c", html.unescape(shown)]
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)

    services.draw(admission)
    admission.refresh_from_db()
    assert printed.stdout.split() == admission.drawn_lots["in_person"]


def test_only_a_ballot_has_a_page_about_it(client):
    make_admission()
    assert get(client, BALLOT).status_code == 404


def test_the_seed_is_on_the_form_before_anybody_asks(client):
    admission = make_ballot()
    page = get(client, "/en/sample/register/")

    assert admission.ballot_seed in texts(page, "code")
    assert BALLOT in [row["href"] for row in elements(page, "a")]


def test_what_is_kept_is_told_from_the_configuration(client, django_assert_num_queries):
    admission = make_admission()
    make_question(admission, audience="caterer", deleted_on=dt.date(2999, 6, 14))
    page = get(client, "/en/sample/register/privacy/")

    facts = dict(zip(texts(page, "dt"), texts(page, "dd"), strict=True))
    assert facts["What do you eat?"] == (
        "So that nobody goes hungry."
        "Seen by: registrars, and the caterer in a list without names. "
        "Deleted on \u206814 June 2999\u2069."
    )
    assert facts["E-mail"].endswith("Deleted on \u206827 June 2999\u2069.")
    assert "deleted after 7 days" in page.content.decode()
    with django_assert_num_queries(4):
        client.get("/en/sample/register/privacy/")


def test_without_admission_nothing_is_kept_and_nothing_told(client):
    make_admission().delete()
    assert get(client, "/en/sample/register/privacy/").status_code == 404
