"""All addresses on one page."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import discretion, views
from cms.translating import approving

urlpatterns = [
    path("healthz", views.health),
    path("admin/", include(discretion)),
    path("admin/", include(approving)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:name>", views.media),
    path("api/", include("events.api.urls")),
    path("api/", include("registration.api.urls")),
    path("", include("pwa.urls")),
    path("", include("registration.web.urls")),
    path("", include("events.web.urls")),
]

handler400 = "cms.errors.bad_request"
handler404 = "cms.errors.not_found"
handler500 = "cms.errors.server_error"
