"""My registration: the mailed link is the key. Reading never acts, since scanners of mail read."""

import json
from functools import wraps

from django.utils.translation import gettext as _

from events.exceptions import Refused
from registration import limits, portable, questions, services, states, words
from registration.forms import DetailsForm
from registration.web.answering import file, go, page
from registration.web.asking import too_often

ACTS = {
    "prove": services.prove,
    "confirm": services.confirm,
    "reconfirm": services.reconfirm,
    "withdraw": services.withdraw,
    "ask_again": services.ask_again,
    "reissue": services.reissue_ticket,
    "renew": services.renew_link,
    "erase": services.erase,
}
# Where an act leads when the link is gone.
GONE = {"renew": "registration/renewed/", "erase": "registration/erased/"}


def by_link(view):
    """A page of the registration that a link belongs to, `view(place, registration)`."""

    @page
    @wraps(view)
    def answer(place, token):
        registration = services.find(token)
        if registration is None or registration.edition_id != place.edition.pk:
            return _limited("look", place) or _unknown(place)
        place.token, place.own = token, f"{place.root}registration/{token}/"
        return view(place, registration)

    return answer


def _limited(action, place):
    """The page that says to wait, if the network did this too often; else None."""
    try:
        limits.require(action, place.request)
    except limits.TooOften as error:
        heading = _("Please wait a little")
        return too_often(error, place.sentence(heading, error.message, status=429))
    return None


def _unknown(place):
    return place.sentence(
        _("This link does not lead anywhere"),
        _("It was renewed, or what it led to was erased, or the mail program cut it in two."),
        _("Have a new one sent to your address."),
        status=404,
        links=[(f"{place.root}registration/", _("Send the link again"))],
    )


@by_link
def mine(place, registration):
    if place.request.method != "POST":
        return _page(place, registration, done=place.request.GET.get("done", ""))
    act = place.request.POST.get("act", "")
    if act not in ACTS:
        return _page(place, registration, status=400, refusal=_("This button is not known here."))
    refusal = _limited("link", place) if act in states.MAILING else None
    if refusal:
        return refusal
    try:
        ACTS[act](registration)
    except Refused as error:
        registration.refresh_from_db()
        return _page(place, registration, status=409, refusal=error.message)
    if act in GONE:
        return go(f"{place.root}{GONE[act]}")
    return go(f"{place.own}{'ticket/' if act == 'reissue' else ''}?done={act}")


def _page(place, registration, *, status=200, refusal="", done=""):
    personal = registration.details
    acts = states.acts_of_person(registration)
    if not place.admission.is_open:
        acts = [act for act in acts if act != "ask_again"]
    return place.page(
        "mine",
        title=words.heading(registration),
        registration=registration,
        details=personal,
        answers=_answers(place, personal["answers"]),
        acts=acts,
        is_asked_again=words.is_asked_again(registration),
        next_step=words.next_step(registration),
        waiting_place=words.place(registration),
        own=place.own,
        refusal=refusal,
        message=_message(done),
        status=status,
    )


def _answers(place, answers):
    """`[(question, answer in words), …]` in the language of the page."""
    asked = questions.asked(place.edition, place.language)
    return [(row, row.in_words(answers[row.id])) for row in asked if row.id in answers]


def _message(done):
    return {
        "prove": _("Thank you: the address is yours."),
        "confirm": _("Thank you: we count on you."),
        "reconfirm": _("Thank you: we count on you."),
        "withdraw": _("Thank you for giving it back in time."),
        "ask_again": _("You asked again."),
        "details": _("Your changes are stored."),
    }.get(done, "")


@by_link
def details(place, registration):
    personal = registration.details
    if place.request.method != "POST":
        initial = DetailsForm.initial_of(personal)
        return _details(place, DetailsForm(place.admission, place.language, initial=initial))
    form = DetailsForm(place.admission, place.language, place.request.POST)
    if not form.is_valid():
        return _details(place, form, status=400)
    values = form.cleaned_data
    services.change_details(
        registration, name=values["name"], language=values["language"], answers=form.answers
    )
    return go(f"{place.own}?done=details")


def _details(place, form, *, status=200):
    title = _("Change what you wrote")
    return place.page("details", title=title, form=form, own=place.own, status=status)


@by_link
def withdraw(place, registration):
    """Asks once more, since a seat that is given back may be gone for good."""
    return place.page("withdraw", title=_("Give it back?"), own=place.own)


@by_link
def erase(place, registration):
    return place.page("erase", title=_("Erase everything?"), own=place.own)


@by_link
def export(place, registration):
    body = json.dumps(
        portable.everything(registration, place.language), ensure_ascii=False, indent=1
    )
    return file(body, "application/json", "registration.json")


@page
def renewed(place):
    return place.sentence(
        _("A new link is in the mail"),
        _("The one that you had before does not lead anywhere any more."),
        links=[(f"{place.root}registration/", _("Send the link again"))],
    )


@page
def erased(place):
    return place.sentence(
        _("Everything about you is erased"),
        _("What you wrote, your request and the mails about it are gone, and so is the link."),
        _("Copies in your own mailbox are yours to delete."),
    )
