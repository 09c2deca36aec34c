"""Inviting translators: who may, what they get, what they are mailed, and what never happens."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.models import Digest
from cms.roles import make_roles
from tests.cms.people import log_in, make_user, messages, person

pytestmark = pytest.mark.django_db

PAGE = "/admin/translations/invite/"
MONA = "mona@example.org"
PASSWORD = "a long and quiet river"


@pytest.fixture(autouse=True)
def _roles(home):
    make_roles()


def send(client=None, **values):
    """Send the form; returns what the person sees in the end."""
    form = {"email": MONA, "name": "Mona", "languages": ["ar"], "role": "translators"} | values
    return (client or log_in("coordinators")).post(PAGE, form, follow=True)


def account(address=MONA):
    return get_user_model().objects.get(username=address)


def groups(user):
    return sorted(user.groups.values_list("name", flat=True))


def link(letter):
    """The path behind the host of the letter's link."""
    return re.search(r"http://127\.0\.0\.1:8000(\S+)", letter.body)[1]


# --- somebody new ---


def test_somebody_new_gets_an_account_and_a_mail(home):
    answer = send(languages=["ar", "ur"], role="publishers")

    user = account()
    assert (user.email, user.get_full_name(), user.has_usable_password()) == (MONA, "Mona", False)
    assert (user.is_superuser, user.is_staff) == (False, False)
    assert groups(user) == ["publishers-ar", "publishers-ur"]
    assert user.wagtail_userprofile.preferred_language == "ar"
    assert Digest.objects.get(user=user).is_wanted
    assert messages(answer) == [f"An invitation was mailed to \u2068{MONA}\u2069."]
    assert [letter.to for letter in mail.outbox] == [[MONA]]


def test_an_address_is_stored_in_small_letters():
    send(email="Mona@Example.ORG")

    assert account().email == MONA


def test_a_name_of_two_words_fills_both_fields_of_the_account():
    send(name="Mona bint Salim Haddad")

    assert (account().first_name, account().last_name) == ("Mona bint Salim", "Haddad")


def test_the_mail_says_who_invites_to_what_and_how_long_the_link_works():
    coordinator = make_user("coordinators")
    coordinator.first_name = "Amina"
    coordinator.save()
    send(languages=["ar", "ur"], language="en")

    letter = mail.outbox[0]
    assert letter.subject == "You are invited to translate"
    assert "\u2068Amina\u2069 invites you to translate \u2068Majlis\u2069." in letter.body
    assert "You translate into Arabic and Urdu. Others approve what you write." in letter.body
    assert f"Your user name is \u2068{MONA}\u2069." in letter.body
    assert "The link works for 3 days." in letter.body


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("ur", "rtl"), ("tr", "ltr")])
def test_the_mail_is_in_the_chosen_language(language, direction):
    send(languages=["ar"], language=language)

    letter = mail.outbox[0]
    assert letter.extra_headers["Content-Language"] == language
    assert f'<html lang="{language}" dir="{direction}">' in letter.alternatives[0].content


def test_the_link_leads_to_a_password_and_then_to_the_admin_in_ones_language():
    send(languages=["ar"])
    client = Client()

    form = client.get(link(mail.outbox[0]), follow=True)
    client.post(form.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    answer = client.post("/admin/login/", {"username": MONA, "password": PASSWORD}, follow=True)

    assert answer.request["PATH_INFO"] == "/admin/"
    assert 'lang="ar" dir="rtl"' in answer.content.decode()
    assert client.get("/admin/translations/").status_code == 200


def test_a_link_works_once():
    send()
    client = Client()
    form = client.get(link(mail.outbox[0]), follow=True)
    client.post(form.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})

    again = Client().get(link(mail.outbox[0]), follow=True)

    assert again.context["validlink"] is False


# --- somebody known ---


def test_an_account_is_given_languages_and_told_so_without_a_password_link():
    registrar = person("registrars")
    registrar.set_password(PASSWORD)
    registrar.save()

    send(email="Registrars@example.org", name="Somebody else", language="en")

    registrar.refresh_from_db()
    assert groups(registrar) == ["registrars", "translators-ar"]
    assert (registrar.get_full_name(), registrar.check_password(PASSWORD)) == ("", True)
    assert link(mail.outbox[0]) == "/admin/translations/"
    assert "You have an account already" in mail.outbox[0].body
    assert "password_reset" not in mail.outbox[0].body


def test_an_administrator_gets_no_password_link_though_never_logged_in():
    admin = make_user()
    admin.email = MONA
    admin.save()
    send()

    assert groups(admin) == ["translators-ar"]
    assert "password_reset" not in mail.outbox[0].body
    assert link(mail.outbox[0]) == "/admin/translations/"


def test_inviting_twice_makes_one_account_and_sends_the_link_again():
    send()
    send(languages=["tr"], name="Another")

    assert get_user_model().objects.filter(email=MONA).count() == 1
    assert (groups(account()), account().last_name) == (
        ["translators-ar", "translators-tr"],
        "Mona",
    )
    assert ["password_reset" in letter.body for letter in mail.outbox] == [True, True]


def test_who_has_logged_in_gets_no_second_link():
    send()
    Client().force_login(account())
    send()

    assert ["password_reset" in letter.body for letter in mail.outbox] == [True, False]


def test_an_account_that_was_closed_is_not_opened():
    send()
    get_user_model().objects.update(is_active=False)
    get_user_model().objects.filter(username="coordinators").update(is_active=True)
    mail.outbox.clear()

    answer = send(languages=["tr"])

    assert answer.context["form"].errors["email"] == [
        "This address cannot be invited here: ask an administrator."
    ]
    assert (groups(account()), account().is_active, mail.outbox) == (["translators-ar"], False, [])


def test_an_address_of_two_accounts_is_left_to_administrators():
    person("registrars")
    get_user_model().objects.create_user("second", email="registrars@example.org")

    answer = send(email="registrars@example.org")

    assert [*answer.context["form"].errors] == ["email"]
    assert mail.outbox == []


# --- what is refused ---


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "mona"}, "email"),
        ({"email": ""}, "email"),
        ({"email": f"{MONA}\nBcc: all@example.org"}, "email"),
        ({"name": " "}, "name"),
        ({"languages": []}, "languages"),
        ({"languages": ["xx"]}, "languages"),
        ({"role": "editors"}, "role"),
        ({"language": "xx"}, "language"),
    ],
)
def test_wrong_input_gets_a_message_and_loses_nothing(values, field):
    answer = send(**({"languages": ["ur"], "role": "publishers"} | values))

    form = answer.context["form"]
    assert [*form.errors] == [field]
    assert form["name"].value() == values.get("name", "Mona")
    assert form["languages"].value() == values.get("languages", ["ur"])
    assert not get_user_model().objects.filter(email=MONA).exists()
    assert mail.outbox == []


def test_a_name_puts_nothing_into_headers():
    send(name="Mona\r\nBcc: all@example.org")

    assert account().get_full_name() == "Mona Bcc: all@example.org"
    assert mail.outbox[0].message()["Bcc"] is None
    assert mail.outbox[0].recipients() == [MONA]


@pytest.mark.parametrize("role", ["editors", "registrars", "translators-ar", "publishers-ar"])
def test_only_coordinators_invite_and_see_the_list(role):
    client = log_in(role)

    assert client.get(PAGE).status_code == 302
    assert send(client).request["PATH_INFO"] == "/admin/"
    assert not get_user_model().objects.filter(email=MONA).exists()


@pytest.mark.parametrize(("languages", "made"), [(["ar"], True), (["ar", "tr"], False)])
def test_nobody_makes_publishers_where_they_do_not_publish(languages, made):
    client = log_in("publishers-ar")
    inviter = make_user("publishers-ar")
    right = Permission.objects.get(codename="invite_translators")
    inviter.user_permissions.add(right)

    response = send(client, languages=languages, role="publishers")
    assert get_user_model().objects.filter(email=MONA).exists() is made
    assert ("You do not publish in all" in response.content.decode()) is not made
    send(client, languages=["tr"])  # translators change nothing that readers see
    assert "translators-tr" in groups(account())


def test_a_mail_that_cannot_be_sent_is_said_and_can_be_sent_again(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 41299
    answer = send()

    assert messages(answer)[0].startswith("The languages were given, but the mail to")
    assert groups(account()) == ["translators-ar"]

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    log_in("coordinators").post(f"{PAGE}{account().pk}/again/")
    assert len(mail.outbox) == 1


# --- who translates what ---


def shown(answer):
    return [
        (
            row["person"].name,
            [(language["name"], language["role"]) for language in row["languages"]],
            row["person"].is_awaited,
        )
        for row in answer.context["rows"]
    ]


def test_the_list_says_who_translates_what_and_who_has_not_come():
    send(languages=["ar", "tr"])
    person("editors")
    both = make_user("publishers-ur")
    both.groups.add(Group.objects.get(name="translators-ur"))
    Client().force_login(both)

    answer = log_in("coordinators").get(PAGE)

    assert shown(answer) == [
        ("Mona", [("Arabic", "translator"), ("Turkish", "translator")], True),
        ("publishers-ur", [("Urdu", "publisher")], False),
    ]
    assert "editors@example.org" not in answer.content.decode()


def test_an_invitation_is_sent_again_only_to_who_has_not_come():
    send()
    client, again = log_in("coordinators"), f"{PAGE}{account().pk}/again/"
    client.post(again, follow=True)
    Client().force_login(account())
    answer = client.post(again, follow=True)

    assert len(mail.outbox) == 2
    assert messages(answer) == ["This person has an account that works: nothing was sent."]


def test_a_language_is_taken_away_and_nothing_else():
    registrar = person("registrars")
    send(email=registrar.email, languages=["ar", "tr"])
    client, out = log_in("coordinators"), f"{PAGE}{registrar.pk}/out/ar/"

    answer = client.post(out, follow=True)
    client.post(out)

    assert groups(registrar) == ["registrars", "translators-tr"]
    assert messages(answer) == [
        "\u2068registrars\u2069 translates into Arabic no longer. To undo this, invite again."
    ]


@pytest.mark.parametrize("action", ["again", "out/ar"])
def test_accounts_that_do_not_translate_are_not_found(action):
    client = log_in("coordinators")
    editor = make_user("editors")

    assert client.post(f"{PAGE}{editor.pk}/{action}/").status_code == 404
    assert client.post(f"{PAGE}{editor.pk + 99}/{action}/").status_code == 404


@pytest.mark.parametrize("action", ["again", "out/ar"])
def test_only_coordinators_change_the_list(action):
    send()
    mail.outbox.clear()

    log_in("publishers-ar").post(f"{PAGE}{account().pk}/{action}/")

    assert (groups(account()), mail.outbox) == (["translators-ar"], [])


def test_the_list_takes_as_many_queries_for_three_as_for_one(django_assert_max_num_queries):
    client = log_in("coordinators")

    def queries():
        with django_assert_max_num_queries(100) as counted:
            client.get(PAGE)
        return len(counted)

    send()
    queries()
    one = queries()
    send(email="two@example.org", languages=["ar", "ur", "tr"])
    send(email="three@example.org")

    assert queries() == one


def test_what_was_done_is_logged():
    send()
    client = log_in("coordinators")
    client.post(f"{PAGE}{account().pk}/again/")
    client.post(f"{PAGE}{account().pk}/out/ar/")

    rows = ModelLogEntry.objects.filter(object_id=str(account().pk)).order_by("pk")
    assert [(row.action, row.user.username, row.message) for row in rows] == [
        ("majlis.translator.invite", "coordinators", "Invited as a translator"),
        ("majlis.translator.remind", "coordinators", "Sent the invitation again"),
        ("majlis.translator.take_out", "coordinators", "Took a language away"),
    ]
