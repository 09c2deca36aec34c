"""The OpenAPI document, derived from the views once in each process, and a reader for it."""

from functools import lru_cache

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.response import Response

from events.api.reading import Reading
from events.api.stored import CACHING


@lru_cache(maxsize=1)
def document():
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)


class Schema(Reading):
    renderer_classes = [OpenApiJsonRenderer]

    @extend_schema(exclude=True)
    def get(self, request):
        return Response(document(), headers={"Cache-Control": CACHING})


class Reader(SpectacularSwaggerSplitView):
    """Swagger's page and, with `?script=`, its script: none inline, nothing from elsewhere."""

    http_method_names = ["get", "head"]


def only_the_api(endpoints):
    """Spectacular's preprocessing hook: the admin's own views are nobody's business."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]
