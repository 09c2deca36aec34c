"""What tests of translations say and ask."""

from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

AR = "الافتتاح"
NEW_AR = "الافتتاح الكبير"


class NoMessages:
    """Stands for the messages of a request that passes no middleware."""

    def add(self, *args):
        pass


def address(name, *args):
    return reverse(f"wagtail_localize:{name}", args=args)


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def locale_of(code):
    return Locale.objects.get(language_code=code)


def target_of(translation):
    return translation.get_target_instance()


def title_segment(translation):
    return translation.source.stringsegment_set.get(context__path="title")


def put_title(client, translation, text, method="put"):
    """What the editor in the browser sends."""
    route = address("edit_string_translation", translation.pk, title_segment(translation).pk)
    body = f'--x\r\nContent-Disposition: form-data; name="value"\r\n\r\n{text}\r\n--x--\r\n'
    return client.generic(method.upper(), route, body.encode(), "multipart/form-data; boundary=x")


def stored_title(translation):
    row = StringTranslation.objects.filter(
        translation_of=title_segment(translation).string, locale=translation.target_locale
    ).first()
    return row and row.data
