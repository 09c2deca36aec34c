"""The pages of the translators' desk."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.translating import access
from events.models import Edition
from home import desk


class DeskMixin(desk.DeskMixin):
    """A page for those who translate, coordinate or invite; all start at the list of editions."""

    header_icon = "wagtail-localize-language"

    @cached_property
    def languages(self):
        return access.Languages(self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if not (self.languages.shown or access.may_invite(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def start(self):
        return {"url": reverse("translating:editions"), "label": _("Translations")}


class EditionsView(DeskMixin, TemplateView):
    """All editions, newest first, with what is to do in the person's languages."""

    template_name = "cms/translating/editions.html"
    page_title = gettext_lazy("Translations")

    def start(self):
        return {"url": "", "label": _("Translations")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(editions=Edition.objects.newest_first(), **kwargs)
