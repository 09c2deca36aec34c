"""All endpoints for reading, on one page."""

from django.urls import path

from events.api import documents, editions, resources, schema

EDITION = "v1/editions/<slug:slug>/<slug:language>"

urlpatterns = [
    path("v1/", editions.IndexView.as_view(), name="api-index"),
    path("v1/site/<slug:language>", documents.Site.as_view(), name="site"),
    path("v1/editions/", editions.EditionList.as_view(), name="editions"),
    path("v1/editions/<slug:slug>/", editions.EditionDetail.as_view(), name="edition"),
    path(f"{EDITION}/programme", documents.Programme.as_view(), name="programme"),
    path(f"{EDITION}/details", documents.Details.as_view(), name="details"),
    *resources.paths(EDITION),
    path("schema/", schema.Schema.as_view(), name="schema"),
    path("docs/", schema.Reader.as_view(), name="api-docs"),
]
