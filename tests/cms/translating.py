"""What tests of translations say and ask."""

import polib
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from cms.translating import pofiles

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


def text_address(translation):
    return reverse("translating:text", args=[translation.pk])


def save_title(client, translation, text, **more):
    """What the script of the editor sends; the answer is JSON."""
    segment = title_segment(translation)
    route = reverse("translating:segment", args=[translation.pk, segment.pk])
    return client.post(route, {f"string-{segment.pk}": text, **more})


def send(client, translation, action="save", title=None, **more):
    """What the editor's form sends; follows to where it leads."""
    data = {"action": action, **more}
    if title is not None:
        data[f"string-{title_segment(translation).pk}"] = title
    return client.post(text_address(translation), data, follow=True)


def stored_title(translation):
    row = StringTranslation.objects.filter(
        translation_of=title_segment(translation).string, locale=translation.target_locale
    ).first()
    return row and row.data


def exported(translation):
    """The PO file that translators get, as their tools see it."""
    content = pofiles.to_po(translation, pofiles.load([translation])[translation.pk])
    return polib.pofile(content.decode())
