"""How endpoints are described in the OpenAPI document."""

from drf_spectacular.utils import OpenApiResponse, extend_schema

from events.api.object_shapes import Error

REFUSALS = {
    400: "A parameter is not known or cannot be used; `errors` names it.",
    404: "There is no such thing, it is not public, or not in this language.",
    406: "Every encoding that is offered was refused.",
    503: "It is being prepared; `Retry-After` says when to ask again.",
}


def describe(
    operation_id, shape, *, query=None, refusals=(400, 404, 503), tags=("objects",), summary=None
):
    """Decorator of a view's `get`; `shape` is the serializer of its answer."""
    answers = {200: shape} | {
        status: OpenApiResponse(Error, description=REFUSALS[status]) for status in refusals
    }
    return extend_schema(
        operation_id=operation_id,
        responses=answers,
        parameters=[query] if query else [],
        tags=list(tags),
        summary=summary,
        auth=[],
    )


def describe_document(operation_id, shape):
    """Decorator of the `get` of a stored document."""
    answers = {
        200: shape,
        304: OpenApiResponse(description="Nothing changed since the ETag in If-None-Match."),
    }
    refusals = {
        status: OpenApiResponse(Error, description=REFUSALS[status]) for status in (404, 406, 503)
    }
    return extend_schema(
        operation_id=operation_id, responses=answers | refusals, tags=["documents"], auth=[]
    )
