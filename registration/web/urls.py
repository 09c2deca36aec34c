"""Addresses of forms and of one's own registration; they come before those of `events`."""

from django.urls import path

from registration.web import asking, explaining, mine, ticket

REGISTER = "<slug:language>/<slug:edition>/register/"
REGISTRATION = "<slug:language>/<slug:edition>/registration/"

urlpatterns = [
    path(REGISTER, asking.register),
    path(f"{REGISTER}received/", asking.received),
    path(f"{REGISTER}privacy/", explaining.privacy),
    path(f"{REGISTER}ballot/", explaining.ballot),
    path(REGISTRATION, asking.link),
    path(f"{REGISTRATION}sent/", asking.sent),
    path(f"{REGISTRATION}erased/", mine.erased),
    path(f"{REGISTRATION}renewed/", mine.renewed),
    path(f"{REGISTRATION}<str:token>/", mine.mine),
    path(f"{REGISTRATION}<str:token>/details/", mine.details),
    path(f"{REGISTRATION}<str:token>/withdraw/", mine.withdraw),
    path(f"{REGISTRATION}<str:token>/erase/", mine.erase),
    path(f"{REGISTRATION}<str:token>/export.json", mine.export),
    path(f"{REGISTRATION}<str:token>/ticket/", ticket.ticket),
    path(f"{REGISTRATION}<str:token>/ticket.svg", ticket.drawing),
    path(f"{REGISTRATION}<str:token>/ticket.ics", ticket.calendar),
]
