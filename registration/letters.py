"""What mails say, in the person's language, as plain text with a simple HTML twin.

Subjects and senders are neutral: that a mail came can be seen by others.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from events.models import EditionPage
from events.web import naming
from registration import sealing, times
from registration.models import Message, Registration

Kind, State = Message.Kind, Registration.State


@dataclass(frozen=True)
class Letter:
    """A mail: paragraphs around one link with its words."""

    to: str
    language: str
    subject: str
    paragraphs: tuple[str, ...]
    link: str
    link_words: str
    closing: str

    @property
    def text(self):
        return "\n\n".join([*self.paragraphs, f"{self.link_words}:\n{self.link}", self.closing])

    @property
    def html(self):
        around = {"dir": naming.direction(self.language), "letter": self}
        return render_to_string("registration/letter.html", around)

    def send(self, connection):
        """Raises OSError and smtplib's errors, which are such."""
        mail = EmailMultiAlternatives(
            self.subject,
            self.text,
            settings.DEFAULT_FROM_EMAIL,
            [self.to],
            connection=connection,
            headers={"Auto-Submitted": "auto-generated", "Content-Language": self.language},
        )
        mail.attach_alternative(self.html, "text/html")
        mail.send()


def letter(message):
    """The Letter of a message as it is true now; None if there is nobody to write to."""
    registration = message.registration
    if registration is None:
        return None
    details = registration.details
    token = sealing.link_token(details["secret"], registration.link_serial)
    return _compose(message.kind, registration, details, token)


def sample(kind, registration, language):
    """A mail that is not made yet, as one of several would get it: nobody's name nor link."""
    details = {"language": language, "email": "", "name": "…"}
    return _compose(kind, registration, details, "…")


def _compose(kind, registration, details, token):
    language = details["language"]
    with translation.override(language):
        subject, paragraphs = _words(kind, registration, details)
        return Letter(
            to=details["email"],
            language=language,
            subject=subject,
            paragraphs=(
                _("Hello {name},").format(name=times.isolated(details["name"])),
                *paragraphs,
            ),
            link=link(registration.edition, language, token),
            link_words=_link_words(registration),
            closing=_(
                "Whoever has this link can see and change your request: do not pass it on. "
                "If you did not ask for this, do nothing."
            ),
        )


def link(edition, language, token):
    return f"{settings.BASE_URL}/{language}/{edition.slug}/registration/{token}/"


def _link_words(registration):
    if registration.state == State.RECEIVED:
        return _("Open this page and press the button on it")
    return _("Your page, with everything that you can do")


def title(edition, language):
    """The edition as mails call it; a discreet one is not named."""
    if edition.is_discreet:
        return _("the conference")
    pages = EditionPage.objects.filter(edition=edition).select_related("locale")
    titles = {page.locale.language_code: page.title for page in pages}
    return titles.get(language) or titles.get(edition.source_language) or edition.slug


def _words(kind, registration, details):
    """Subject and paragraphs."""
    edition, language = registration.edition, details["language"]
    values = {"title": times.isolated(title(edition, language))}
    if registration.held_until:
        values["until"] = times.moment(edition, registration.held_until)
    if edition.admission.reconfirm_until:
        values["reconfirm"] = times.moment(edition, edition.admission.reconfirm_until)
    subject = _("About your request")
    paragraphs = WORDS[kind](registration, values)
    return subject, paragraphs


def _of_link(registration, values):
    if registration.state == State.RECEIVED:
        return (
            _("somebody, probably you, asked for a seat at {title} with this address.").format(
                **values
            ),
            _("It counts only after you say that the address is yours, within seven days."),
        )
    return (_("you asked for a seat at {title} before. This is your link.").format(**values),)


def _of_review(registration, values):
    return (
        _("your request for {title} is under review.").format(**values),
        _("The organisers decide, since seats are few. You will get a mail either way."),
    )


def _of_ballot(registration, values):
    return (
        _("your request for {title} is in the ballot.").format(**values),
        _(
            "Your lot is {lot}. After the closing seats are drawn; you will get a mail either way."
        ).format(lot=registration.lot),
    )


def _of_waiting(registration, values):
    return (
        _("all seats of {title} are taken. You are on the waiting list.").format(**values),
        _("As soon as a seat is free for you, you will get a mail."),
    )


def _of_offer(registration, values):
    if "until" not in values:  # confirmed or lapsed since; the page tells
        return (_("there is news about your request for {title}.").format(**values),)
    return (
        _("a seat at {title} is held for you until {until}.").format(**values),
        _("Take it only if you are sure that you will come. After that it goes to somebody else."),
    )


def _of_confirmation(registration, values):
    return (
        _("your seat at {title} is confirmed.").format(**values),
        _("Your ticket is on your page. If you cannot come, give the seat back there."),
    )


def _of_refusal(registration, values):
    return (
        _("we cannot offer you a seat at {title}.").format(**values),
        _("Seats are few. Thank you for asking."),
    )


def _of_lapse(registration, values):
    return (
        _("we did not hear from you in time, so your seat at {title} is free again.").format(
            **values
        ),
        _("If that is a mistake, you can ask again on your page."),
    )


def _of_withdrawal(registration, values):
    return (_("your request for {title} is withdrawn.").format(**values),)


def _of_reconfirmation(registration, values):
    return (
        _("{title} begins soon. Are you still coming?").format(**values),
        _(
            "Say so on your page until {reconfirm}; otherwise your seat goes to somebody else."
        ).format(**values),
    )


def _of_ticket(registration, values):
    return (_("you have a new ticket for {title}. The old one is not valid.").format(**values),)


WORDS = {
    Kind.LINK: _of_link,
    Kind.IN_REVIEW: _of_review,
    Kind.IN_BALLOT: _of_ballot,
    Kind.WAITING: _of_waiting,
    Kind.OFFERED: _of_offer,
    Kind.CONFIRMED: _of_confirmation,
    Kind.DECLINED: _of_refusal,
    Kind.LAPSED: _of_lapse,
    Kind.WITHDRAWN: _of_withdrawal,
    Kind.RECONFIRM: _of_reconfirmation,
    Kind.TICKET: _of_ticket,
}
