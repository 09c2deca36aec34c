"""Addresses of forms and of one's own registration; they come before those of `events`."""

from django.urls import path

from registration.web import asking, mine

REGISTER = "<slug:language>/<slug:edition>/register/"
REGISTRATION = "<slug:language>/<slug:edition>/registration/"

urlpatterns = [
    path(REGISTER, asking.register),
    path(f"{REGISTER}received/", asking.received),
    path(REGISTRATION, asking.link),
    path(f"{REGISTRATION}sent/", asking.sent),
    path(f"{REGISTRATION}erased/", mine.erased),
    path(f"{REGISTRATION}<str:token>/", mine.mine),
    path(f"{REGISTRATION}<str:token>/details/", mine.details),
    path(f"{REGISTRATION}<str:token>/withdraw/", mine.withdraw),
    path(f"{REGISTRATION}<str:token>/erase/", mine.erase),
]
