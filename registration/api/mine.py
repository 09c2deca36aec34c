"""One person's registration, by the token of their mailed link."""

from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from events.compiler.dates import local_iso
from events.exceptions import Refused
from registration import limits, portable, services, states, tickets, words
from registration.api import filling, inputs, shapes
from registration.api.asking import Personal
from registration.api.described import describe
from registration.models import Registration

ACTS = {
    "prove": services.prove,
    "confirm": services.confirm,
    "reconfirm": services.reconfirm,
    "withdraw": services.withdraw,
    "ask-again": services.ask_again,
    "reissue": services.reissue_ticket,
    "renew": services.renew_link,
}


class Mine(Personal):
    http_method_names = ["get", "head", "patch", "delete"]

    @describe("read_registration", {200: shapes.Mine}, is_personal=True)
    def get(self, request):
        """Where it is, what can be done, and what was written."""
        return Response(document(self.registration))

    @describe("change_registration", {200: shapes.Mine}, body=inputs.ChangesBody, is_personal=True)
    def patch(self, request):
        """Change name, language or answers; the address stays, since it is proved."""
        form = filling.details_form(self.registration, inputs.ChangesBody.read(request))
        details = {name: form.cleaned_data[name] for name in ("name", "language")}
        services.change_details(self.registration, answers=form.answers, **details)
        return Response(document(fresh(self.registration)))

    @describe("erase_registration", {204: None}, is_personal=True)
    def delete(self, request):
        """Erase everything at once. A seat goes to the next who waits."""
        services.erase(self.registration)
        return Response(status=204)


class Act(Personal):
    http_method_names = ["post"]

    @describe(
        "act_on_registration",
        {200: shapes.Mine},
        parameters=[OpenApiParameter("act", str, OpenApiParameter.PATH, enum=list(ACTS))],
        refusals=(404, 409),
        is_personal=True,
    )
    def post(self, request, act):
        """Do one of `acts`, or `renew` the link: then this token ends with the answer."""
        if act not in ACTS:
            raise NotFound
        if act in states.MAILING:
            limits.require("link", request)
        ACTS[act](self.registration)
        return Response(document(fresh(self.registration)))


class Ticket(Personal):
    http_method_names = ["get", "head"]

    @describe("read_ticket", {200: shapes.Ticket}, refusals=[409], is_personal=True)
    def get(self, request):
        """What the door reads."""
        row = self.registration
        if row.ticket_hash is None:
            raise Refused("no_ticket", _("There is a ticket only while a seat is confirmed."))
        edition = row.edition.slug
        return Response(
            {"id": tickets.code(row), "code": row.code, "edition": edition, "state": row.state}
        )


class Export(Personal):
    http_method_names = ["get", "head"]

    @describe("export_registration", {200: shapes.Export}, is_personal=True)
    def get(self, request):
        """Everything that is stored about the person."""
        language = self.registration.details["language"]
        with translation.override(language):
            return Response(portable.everything(self.registration, language))


def fresh(registration):
    """The registration as it is after an act."""
    rows = Registration.objects.select_related("edition__admission", "pool")
    return rows.get(pk=registration.pk)


def document(registration):
    """A registration as its person sees it, in their language."""
    details = registration.details
    with translation.override(details["language"]):
        return _document(registration, details)


def _document(row, details):
    edition, admission = row.edition, row.edition.admission
    return {
        "code": row.code,
        "edition": edition.slug,
        "state": row.state,
        "words": words.heading(row),
        "next_step": words.next_step(row),
        "pool": {"kind": row.pool.kind, "label": row.pool.get_kind_display()},
        "received_at": local_iso(edition, row.received_at),
        "held_until": _moment(edition, row.held_until),
        "place": words.place(row),
        "lot": row.lot,
        "reconfirm_until": _moment(edition, _reconfirm_until(row)),
        "acts": _acts(row),
        "details": {name: details[name] for name in ("name", "email", "language", "answers")},
        "deleted_on": admission.purge_on.isoformat(),
    }


def _acts(row):
    acts = states.acts_of_person(row)
    if not row.edition.admission.is_open:
        acts = [act for act in acts if act != "ask_again"]
    return [*(act.replace("_", "-") for act in acts), "renew"]


def _reconfirm_until(row):
    """The deadline, once the person was asked and has not answered."""
    return row.edition.admission.reconfirm_until if words.is_asked_again(row) else None


def _moment(edition, at):
    return at and local_iso(edition, at)
