"""What all views share that people send something to."""

from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import NotFound
from rest_framework.views import APIView

from events.models import Edition
from registration import limits, services
from registration.api.bodies import OnlyJson, StrictJson
from registration.api.problems import UnknownLink
from registration.models import Admission

SCHEME = "Registration "


class Asking(APIView):
    """A view whose answers nobody keeps."""

    http_method_names = ["get", "head", "post"]
    content_negotiation_class = OnlyJson
    parser_classes = [StrictJson]

    def finalize_response(self, *args, **kwargs):
        response = super().finalize_response(*args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response


class Personal(Asking):
    """A view of one person's registration, which `self.registration` is."""

    http_method_names = ["get", "head", "post", "patch", "delete"]

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.registration = found(request)

    def finalize_response(self, *args, **kwargs):
        response = super().finalize_response(*args, **kwargs)
        patch_vary_headers(response, ["Authorization"])
        return response


def found(request):
    """The registration whose token was sent. Raises UnknownLink, TooOften.

    Only wrong tokens are counted: who has a link is never kept from it by others in the network.
    """
    header = request.headers.get("Authorization", "")
    token = header.removeprefix(SCHEME) if header.startswith(SCHEME) else ""
    registration = services.find(token.strip()) if token else None
    if registration is None:
        limits.require("look", request)
        raise UnknownLink
    return registration


def admission_of(slug):
    """How people come into a public edition. Raises NotFound."""
    rows = Admission.objects.select_related("edition").exclude(edition__state=Edition.State.DRAFT)
    admission = rows.filter(edition__slug=slug).first()
    if admission is None:
        raise NotFound
    return admission
