"""The site's addresses, and a bare view that everything is compared with."""

from django.http import HttpResponse
from django.urls import path

from cms.urls import urlpatterns as site

urlpatterns = [path("bench/hello", lambda request: HttpResponse("hello")), *site]
