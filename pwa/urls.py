"""The app's own addresses. Those of its screens are the public pages' (events/web/urls.py)."""

from django.urls import path

from pwa import views

urlpatterns = [
    path("sw.js", views.worker),
    path("app/shell/<slug:language>/", views.shell),
    path("app/words/<slug:language>/<slug:digest>/", views.words),
]
