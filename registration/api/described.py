"""How endpoints of registration are described in the OpenAPI document."""

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from events.api.object_shapes import Error

REFUSALS = {
    400: "What was sent cannot be read or used; `errors` names the fields.",
    401: "The link is not valid, or not any more.",
    404: "There is no such thing, or it is not public.",
    409: "The rules do not allow it now; `code` says which.",
    413: "More than 64 KiB were sent.",
    415: "What was sent is not `application/json` in UTF-8.",
    429: "Too often from one network; `Retry-After` says when to come back (seconds).",
}
WITH_BODY = (400, 413, 415)
RETRY_AFTER = OpenApiParameter(
    "Retry-After", int, OpenApiParameter.HEADER, response=[429], description="Seconds."
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": r"^[!-~]{16,200}$"},
    OpenApiParameter.HEADER,
    required=True,
    description="Made once for each request: sent again with it, nothing happens twice.",
)


def describe(operation_id, answers, *, body=None, refusals=(), parameters=(), is_personal=False):
    """Decorator of a view's method; `answers` maps statuses to serializers."""
    if is_personal:
        refusals = (*refusals, 401, 429)
    found = {
        status: OpenApiResponse(Error, description=REFUSALS[status])
        for status in sorted({*refusals, *(WITH_BODY if body else ())})
    }
    return extend_schema(
        operation_id=operation_id,
        request=body,
        responses=answers | found,
        parameters=[*parameters, *([RETRY_AFTER] if 429 in found else [])],
        tags=["registration"],
        auth=[{"Registration": []}] if is_personal else [],
    )
