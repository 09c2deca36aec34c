"""The site's addresses, and bare views that everything is compared with."""

from django.http import HttpResponse
from django.urls import path

from cms.bench.seats import views
from cms.urls import urlpatterns as site

urlpatterns = [
    path("bench/hello", lambda request: HttpResponse("hello")),
    path("bench/bare/<slug:slug>", views.bare),
    path("bench/naive/<slug:slug>", views.naive),
    *site,
]
