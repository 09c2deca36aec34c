"""Pages on which anybody asks: for a seat, or for the link of a request that was made before."""

from django.utils.translation import gettext as _

from events.exceptions import Refused
from registration import limits, services, words
from registration.forms import LinkForm, PageForm, new_key
from registration.web.answering import go, page


@page
def register(place):
    """The form; after it, one answer for everybody, whether the address is known or not."""
    reason = words.closed(place.edition, place.admission)
    if reason:
        return _closed(place, reason)
    if place.request.method != "POST":
        return _form(place, PageForm(place.admission, place.language))
    form = PageForm(place.admission, place.language, place.request.POST)
    if not form.is_valid():
        return _form(place, form, status=400)
    try:
        # Pages without scripts cannot calculate: where work is asked for, they may do less.
        limits.require("bare" if place.admission.asks_for_work else "request", place.request)
        _request(place.admission, form)
    except limits.TooOften as error:
        return too_often(error, _form(place, form, status=429, refusal=error.message))
    except Refused as error:
        return _form(place, form, status=409, refusal=error.message)
    return go(f"{place.root}register/received/")


def _request(admission, form):
    values = form.cleaned_data
    services.request_seat(
        admission,
        pool=values["pool"],
        key=values["key"],
        name=values["name"],
        email=values["email"],
        language=values["language"],
        answers=form.answers,
    )


def _form(place, form, *, status=200, refusal=""):
    title = _("Ask for a seat")
    return place.page(
        "register",
        title=_("Please check: {title}").format(title=title) if status != 200 else title,
        heading=title,
        path=f"{place.root}register/",
        form=form,
        mode=words.mode(place.admission),
        refusal=refusal,
        status=status,
    )


def _closed(place, reason):
    return place.page(
        "closed",
        title=_("Registration"),
        path=f"{place.root}register/",
        reason=reason,
        mode=words.mode(place.admission) if place.admission else [],
    )


def too_often(error, response):
    response["Retry-After"] = str(error.wait)
    return response


@page
def received(place):
    return place.sentence(
        _("Received: now look in your mail"),
        _("We sent a link to your address. Your request counts only after you open it."),
        _("Nothing there after ten minutes? Look in the folder for unwanted mail, then ask again."),
        links=[(f"{place.root}registration/", _("Send the link again"))],
    )


@page
def link(place):
    """Mail the link again; the answer never tells whether there is one."""
    request = place.request
    if request.method != "POST":
        return _link_form(place, LinkForm(initial={"key": new_key()}))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _link_form(place, form, status=400)
    try:
        limits.require("link", request)
    except limits.TooOften as error:
        return too_often(error, _link_form(place, form, status=429, refusal=error.message))
    values = form.cleaned_data
    services.send_link(place.edition, email=values["email"], key=values["key"])
    return go(f"{place.root}registration/sent/")


def _link_form(place, form, *, status=200, refusal=""):
    title = _("Your link, once more")
    path = f"{place.root}registration/"
    return place.page("link", title=title, path=path, form=form, refusal=refusal, status=status)


@page
def sent(place):
    return place.sentence(
        _("Look in your mail"),
        _("If you asked for a seat with this address, the link is on its way to it."),
        _("A mailbox gets a few of these mails a day at most."),
        links=[(f"{place.root}register/", _("Ask for a seat"))],
    )
