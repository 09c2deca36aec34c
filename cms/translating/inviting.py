"""Inviting translators: accounts of people who translate, their languages, and what they are sent.

Nothing here gives or takes any right but those of translators and publishers.
"""

from dataclasses import dataclass

from babel.lists import format_list
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.db import models, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from cms.models import Digest
from cms.translating import letters
from events.compiler.dates import babel_locale
from events.exceptions import Refused
from events.web import naming
from registration.letters import Letter

DAY = 24 * 60 * 60


class Role(models.TextChoices):
    """First part of the names of groups; the last is the language."""

    TRANSLATORS = "translators", gettext_lazy("Translator: others approve the words")
    PUBLISHERS = "publishers", gettext_lazy("Publisher: also decides what readers see")


@dataclass(frozen=True)
class Person:
    """Somebody who translates; `roles` is `{language: Role}`."""

    user: object
    roles: dict
    is_awaited: bool

    @property
    def name(self):
        return letters.name_of(self.user)


def languages():
    """Codes of the languages that there are groups for."""
    names = set(Group.objects.filter(name__in=_names()).values_list("name", flat=True))
    return [
        code
        for code, _name in settings.LANGUAGES
        if {f"{role}-{code}" for role in Role.values} <= names
    ]


def people():
    """Everybody who translates, by name; three queries."""
    users = get_user_model().objects.filter(groups__name__in=_names()).distinct()
    users = users.prefetch_related("groups", "user_permissions")
    rows = [Person(user, roles_of(user), is_awaited(user)) for user in users]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.user.pk))


def roles_of(user):
    """`{language: Role}`; who is both translator and publisher is a publisher."""
    held = {group.name for group in user.groups.all()}
    return {
        code: role
        for code, _name in settings.LANGUAGES
        for role in Role
        if f"{role}-{code}" in held
    }


def is_awaited(user):
    """Whether an account was made by an invitation, as far as one can tell, and never used."""
    has_more = user.is_superuser or user.is_staff or user.user_permissions.all()
    others = {group.name for group in user.groups.all()} - set(_names())
    return user.is_active and not (user.last_login or has_more or others)


@transaction.atomic
def invite(address, *, name, languages, role, language, by):
    """Give somebody languages, with a new account if there is none; returns the user.

    Safe to repeat. Raises Refused if an administrator has to decide.
    """
    user = _account(address.lower())
    if user is None:
        user = _new_account(address.lower(), name, language)
    user.groups.add(*Group.objects.filter(name__in=[f"{role}-{code}" for code in languages]))
    Digest.objects.get_or_create(user=user)
    log(user, "majlis.translator.invite", user=by, data={"languages": languages, "role": role})
    return user


def check_is_awaited(user):
    if not is_awaited(user):
        raise Refused("has_come", _("This person has an account that works: nothing was sent."))


@transaction.atomic
def take_out(user, code, *, by):
    """Take a language from somebody. The account stays, and so does all other work."""
    groups = Group.objects.filter(name__in=[f"{role}-{code}" for role in Role.values], user=user)
    if groups:
        user.groups.remove(*groups)
        log(user, "majlis.translator.take_out", user=by, data={"language": code})


def letter(user, by, language=None):
    """The Letter that invites: with a link to a password if the account was never used."""
    language = language or letters.language_of(user)
    with translation.override(language):
        is_new = is_awaited(user)
        return Letter(
            to=user.email or user.get_username(),
            language=language,
            subject=_("You are invited to translate"),
            paragraphs=(
                letters.greeting(letters.name_of(user)),
                _("{name} invites you to translate {site}.").format(
                    name=letters.quoted(letters.name_of(by)),
                    site=letters.quoted(settings.WAGTAIL_SITE_NAME),
                ),
                *_sentences(roles_of(user), language),
                *(_first_steps(user) if is_new else _next_steps(user)),
            ),
            link=_password_link(user) if is_new else letters.address("translating:editions"),
            link_words=_("Choose a password") if is_new else _("See what there is to translate"),
            closing=_("If you do not know what this is about, do nothing."),
        )


def _sentences(roles, language):
    """What somebody may do in which languages."""
    words = {
        Role.TRANSLATORS: _("You translate into {languages}. Others approve what you write."),
        Role.PUBLISHERS: _("You translate into {languages}, and decide what readers see."),
    }
    locale = babel_locale(language)
    for role, sentence in words.items():
        names = [naming.language_name(code, language) for code in roles if roles[code] == role]
        if names:
            yield sentence.format(languages=format_list(names, locale=locale))


def _first_steps(user):
    days = max(1, settings.PASSWORD_RESET_TIMEOUT // DAY)
    works = ngettext(
        "Choose a password on the page below. The link works for {days} day.",
        "Choose a password on the page below. The link works for {days} days.",
        days,
    )
    return [
        _("Your user name is {name}.").format(name=letters.quoted(user.get_username())),
        works.format(days=days),
        _("If that is over, ask whoever invited you to send another."),
    ]


def _next_steps(user):
    return [
        _("You have an account already: your user name is {name}.").format(
            name=letters.quoted(user.get_username())
        )
    ]


def _password_link(user):
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return letters.address("wagtailadmin_password_reset_confirm", uid, token)


def _account(address):
    """Whose address this is, or None."""
    users = get_user_model().objects.filter(Q(username__iexact=address) | Q(email__iexact=address))
    found = list(users[:2])
    if len(found) > 1 or (found and not found[0].is_active):
        raise Refused("email", _("This address cannot be invited here: ask an administrator."))
    return found[0] if found else None


def _new_account(address, name, language):
    *first, last = name.split()  # the admin's own form of an account asks for both
    values = {
        "email": address,
        "first_name": " ".join(first),
        "last_name": last,
        "password": make_password(None),
    }
    user, _made = get_user_model().objects.get_or_create(username=address, defaults=values)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    return user


def _names():
    return [f"{role}-{code}" for role in Role.values for code, _name in settings.LANGUAGES]
