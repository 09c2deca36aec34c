"""All endpoints of registration, on one page."""

from django.urls import path

from registration.api import mine, reading, requests

EDITION = "v1/editions/<slug:slug>"

urlpatterns = [
    path(f"{EDITION}/ballot/", reading.Ballot.as_view(), name="ballot"),
    path(f"{EDITION}/registrations/", requests.Requests.as_view(), name="registrations"),
    path(f"{EDITION}/registrations/link/", requests.Links.as_view(), name="registration-link"),
    path(f"{EDITION}/registrations/work/", requests.Work.as_view(), name="registration-work"),
    path(
        f"{EDITION}/<slug:language>/registration",
        reading.FormDocument.as_view(),
        name="registration-form",
    ),
    path("v1/registration/", mine.Mine.as_view(), name="registration"),
    path("v1/registration/ticket/", mine.Ticket.as_view(), name="registration-ticket"),
    path("v1/registration/export/", mine.Export.as_view(), name="registration-export"),
    path("v1/registration/<slug:act>/", mine.Act.as_view(), name="registration-act"),
]
