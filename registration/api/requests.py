"""Asking for a seat, and for the link again: the same answer for everybody."""

from django.urls import reverse
from rest_framework.response import Response

from registration import limits, services, work
from registration.api import filling, inputs, shapes
from registration.api.asking import Asking, admission_of
from registration.api.described import KEY, describe
from registration.api.problems import NoWork
from registration.forms import new_key

RECEIVED = {"state": "received"}


class Requests(Asking):
    http_method_names = ["post"]

    @describe(
        "request_seat",
        {202: shapes.Received},
        body=inputs.RequestBody,
        parameters=[KEY],
        refusals=(404, 409, 429),
    )
    def post(self, request, slug):
        """Ask for a seat. Whether there is one, only the mail tells: look for it."""
        limits.require("request", request)
        values = inputs.RequestBody.read(request)
        admission = admission_of(slug)
        form = filling.request_form(admission, values, request.headers.get("Idempotency-Key", ""))
        asked = {name: form.cleaned_data[name] for name in ("name", "email", "language")}
        key, pool = form.cleaned_data["key"], form.cleaned_data["pool"]
        if admission.asks_for_work:
            _require_work(admission, values.get("work", ""), by=f"{key} {asked['email']}")
        services.request_seat(admission, pool=pool, key=key, answers=form.answers, **asked)
        return Response(RECEIVED, status=202)


def _require_work(admission, solved, *, by):
    if not work.is_done(admission.edition, solved, by=by):
        raise NoWork


class Links(Asking):
    http_method_names = ["post"]

    @describe("send_link", {202: shapes.Received}, body=inputs.LinkBody, refusals=(404, 429))
    def post(self, request, slug):
        """Have the link mailed again, to an address that asked for a seat before."""
        limits.require("link", request)
        values = inputs.LinkBody.read(request)
        admission = admission_of(slug)
        form = filling.link_form(values, new_key())
        asked = {name: form.cleaned_data[name] for name in ("email", "key")}
        services.send_link(admission.edition, **asked)
        return Response(RECEIVED, status=202)


class Work(Asking):
    http_method_names = ["get", "head"]

    @describe("read_challenge", {200: shapes.Work}, refusals=(404, 429))
    def get(self, request, slug):
        """A challenge for one request, valid for twenty minutes."""
        limits.require("request", request)
        return Response(work.challenge(admission_of(slug).edition))


def work_address(edition):
    return reverse("registration-work", args=[edition.slug])
