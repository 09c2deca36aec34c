"""What every installation starts with."""

from django.conf import settings
from wagtail.models import Locale, Page, Site
from wagtail_localize.operations import TranslationCreator

from home.models import HomePage


def ensure_site(title="Majlis"):
    """Make languages, the front page and the site where they are missing; returns the front page.

    Safe to repeat. Wagtail's own welcome page goes, if nothing is below it.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    root = Page.get_first_root_node()
    home = HomePage.objects.order_by("pk").first()
    if home is None:
        locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        home = root.add_child(instance=HomePage(title=title, slug="front", locale=locale))
        home.save_revision().publish()
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.root_page = site.hostname or "localhost", home
    site.site_name = site.site_name or title
    site.save()
    for welcome in Page.objects.filter(depth=2, content_type__model="page", numchild=0):
        welcome.delete()
    return home


def home_in(home, language):
    """The front page in another language; where it is missing it is asked for as a translation."""
    locale = Locale.objects.get(language_code=language)
    if home.locale_id != locale.pk and not home.has_translation(locale):
        TranslationCreator(None, [locale]).create_translations(home)
    return home if home.locale_id == locale.pk else home.get_translation(locale).specific
