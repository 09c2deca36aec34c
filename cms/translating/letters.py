"""What the mails of the translators' desk share; they look as those of registration do."""

import logging

from django.conf import settings
from django.core.mail import get_connection
from django.urls import reverse
from django.utils.translation import gettext as _

from registration import times

log = logging.getLogger(__name__)

LANGUAGES = dict(settings.LANGUAGES)


def language_of(user):
    """The language that a person has the admin in; the site's first where none was chosen."""
    profile = getattr(user, "wagtail_userprofile", None)
    chosen = profile.preferred_language if profile else ""
    return chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE


def name_of(user):
    return " ".join(user.get_full_name().split()) or user.get_username()


def greeting(name):
    return _("Hello {name},").format(name=times.isolated(name))


def address(route, *args):
    """An address of the admin as mails need it."""
    return f"{settings.BASE_URL}{reverse(route, args=args)}"


def with_settings(sentence):
    """A sentence, and on a line of its own where people choose what they are mailed."""
    return f"{sentence}\n{address('wagtailadmin_account')}#tab-notifications"


def quoted(text):
    """Text that somebody wrote, on one line and in its own order."""
    return times.isolated(" ".join(text.split()))


def send_all(written):
    """Send Letters over one connection; returns those that were sent.

    What goes wrong with one never stops the others; a mail server that is away is asked once.
    """
    connection, sent = get_connection(), []
    try:
        connection.open()
    except OSError as error:
        log.warning("The mail server cannot be reached: %s", type(error).__name__)
        return sent
    for letter in written:
        try:
            letter.send(connection)
        except Exception as error:  # noqa: BLE001 a letter that cannot be made is such a mail
            log.warning("A mail was not sent: %s", type(error).__name__)
        else:
            sent.append(letter)
    try:
        connection.close()
    except OSError:
        log.warning("The connection to the mail server was lost")
    return sent
