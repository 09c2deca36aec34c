"""Addresses under which wagtail-localize's own views answer, for negative controls."""

from django.urls import include, path
from wagtail_localize.wagtail_hooks import register_admin_urls

from cms.urls import urlpatterns as ours

urlpatterns = [path("admin/", include(register_admin_urls())), *ours]
