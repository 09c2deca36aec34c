"""What all views share that answer from parsed documents."""

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from events.api import parameters
from events.api.stored import CACHING


class Pages(LimitOffsetPagination):
    default_limit = parameters.USUAL
    max_limit = parameters.MOST

    def get_paginated_response_schema(self, schema):
        """REST framework's own says `nullable`, which OpenAPI 3.1 does not know."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Rows on all pages."},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }


@method_decorator(conditional_page, name="dispatch")
class Reading(APIView):
    """A view for GET and HEAD whose ETag is made from the answer."""

    http_method_names = ["get", "head"]

    def answer(self, data):
        return Response(data, headers={"Cache-Control": CACHING})

    def answer_page(self, request, rows, made=lambda row: row):
        """One page of rows (a list or a QuerySet), each turned into what is sent by `made`."""
        pages = Pages()
        page = [made(row) for row in pages.paginate_queryset(rows, request, view=self)]
        response = pages.get_paginated_response(page)
        response["Cache-Control"] = CACHING
        return response
