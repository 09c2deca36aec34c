"""Mails of `make run`, which are read in the admin instead of sent."""

import re
from pathlib import Path

import pytest
from django.core import mail

from cms import mails
from registration import letters
from tests.cms.people import log_in
from tests.registration.making import make_admission, request, token_of

pytestmark = pytest.mark.django_db

PAGE = "/admin/sent-mails/"


@pytest.fixture
def kept(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.EMAIL_BACKEND = mails.BACKEND


def test_a_mail_is_kept_and_its_link_can_be_followed(kept):
    registration = request(make_admission(), language="ar")
    letter = letters.letter(registration.messages.get())
    headers = {"Content-Language": letter.language}
    mail.EmailMessage(letter.subject, letter.text, None, [letter.to], headers=headers).send()

    page = log_in().get(PAGE).content.decode()

    address = f"http://127.0.0.1:8000/ar/sample/registration/{token_of(registration)}/"
    assert re.search(rf'<a href="{address}"[^>]*>', page)
    assert 'lang="ar" dir="rtl"' in page
    assert "amina@example.org" in page


def test_newest_mails_come_first_and_the_oldest_are_forgotten(kept, monkeypatch):
    monkeypatch.setattr(mails, "MOST", 2)
    for subject in ("one", "two", "three"):
        mail.send_mail(subject, "text", "from@example.org", ["to@example.org"])

    assert [row.subject for row in mails.kept()] == ["three", "two"]
    assert len(list((mails._folder()).iterdir())) == 2


def test_only_administrators_read_them(kept, home):
    assert log_in("registrars").get(PAGE).status_code == 302
    assert "sent-mails" not in log_in("registrars").get("/admin/").content.decode()
    assert "sent-mails" in log_in().get("/admin/").content.decode()


def test_where_mails_are_sent_there_is_no_such_page(home):
    assert log_in().get(PAGE).status_code == 404
    assert "sent-mails" not in log_in().get("/admin/").content.decode()


def test_only_the_settings_of_make_run_keep_mails():
    folder = Path(mails.__file__).parent / "settings"
    named = [path.name for path in folder.glob("*.py") if mails.BACKEND in path.read_text()]

    assert named == ["dev.py"]
