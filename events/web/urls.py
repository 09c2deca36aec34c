"""Every public address of the site and of its editions."""

import re

from django.conf import settings
from django.urls import path, register_converter

from events.web import feed_urls, manifest, views


class LanguageConverter:
    regex = "|".join(re.escape(code) for code, _name in settings.LANGUAGES)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class DayConverter(LanguageConverter):
    regex = r"\d{4}-\d{2}-\d{2}"


register_converter(LanguageConverter, "language")
register_converter(DayConverter, "day")

urlpatterns = [
    path("", views.root),
    path("manifest.<language:language>.webmanifest", manifest.of_site),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.site_map),
    path("<language:language>/", views.front),
    path("<language:language>/speakers/", views.speakers_of_newest_edition),
    path("<language:language>/speakers/<slug:slug>/", views.speaker_of_any_edition),
    path("<language:language>/<slug:slug>/", views.edition_or_page),
    *feed_urls.urlpatterns,
    path("<language:language>/<slug:edition>/programme/", views.programme),
    path("<language:language>/<slug:edition>/programme/<day:day>/", views.programme),
    path("<language:language>/<slug:edition>/programme/<slug:slug>/", views.session),
    path("<language:language>/<slug:edition>/speakers/", views.speakers),
    path("<language:language>/<slug:edition>/speakers/<slug:slug>/", views.speaker),
    path("<language:language>/<slug:edition>/announcements/", views.announcements),
    path("<language:language>/<slug:edition>/announcements/<slug:slug>/", views.announcement),
    path("<language:language>/<slug:edition>/now/", views.now),
    path("<language:language>/<slug:edition>/my-agenda/", views.agenda),
    path("<language:language>/<slug:edition>/search/", views.search),
    path("<language:language>/<slug:edition>/settings/", views.settings_page),
    path("<language:language>/<slug:edition>/<slug:slug>/", views.page),
]
