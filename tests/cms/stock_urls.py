"""Addresses under which Wagtail's and wagtail-localize's own views answer, as negative controls."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail_localize.wagtail_hooks import register_admin_urls

from cms.urls import urlpatterns as ours

urlpatterns = [
    path("admin/", include(register_admin_urls())),
    path("admin/", include(wagtailadmin_urls)),
    *ours,
]
