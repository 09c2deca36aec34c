"""The ticket of a confirmed person, for the door and for a calendar."""

from functools import wraps

from django.http import HttpResponse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from registration import tickets
from registration.models import Registration
from registration.web.answering import file
from registration.web.mine import by_link


def of_confirmed(view):
    """A page that only those who have a ticket have."""

    @by_link
    @wraps(view)
    def answer(place, registration):
        if registration.state != Registration.State.CONFIRMED:
            return place.sentence(
                _("There is no ticket"),
                _("Only who has a confirmed seat has one."),
                status=404,
                links=[(place.own, _("My registration"))],
            )
        return view(place, registration)

    return answer


@of_confirmed
def ticket(place, registration):
    text = tickets.code(registration)
    drawing = mark_safe(tickets.svg(text))  # noqa: S308 drawn from letters and digits
    return place.page(
        "ticket",
        title=_("Ticket"),
        own=place.own,
        pool=registration.pool,
        code=text,
        drawing=drawing,
        message=_("You have a new ticket. The old one is not valid any more.")
        if place.request.GET.get("done") == "reissue"
        else "",
    )


@of_confirmed
def drawing(place, registration):
    return HttpResponse(
        tickets.svg(tickets.code(registration), is_file=True), content_type="image/svg+xml"
    )


@of_confirmed
def calendar(place, registration):
    language = registration.details["language"]
    with translation.override(language):
        body = tickets.calendar(registration, language, place.in_language(language).get("place"))
    return file(body, "text/calendar; charset=utf-8", "ticket.ics")
