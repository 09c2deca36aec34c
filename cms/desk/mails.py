"""What `make run` would have mailed, for administrators who try the site out."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms import mails
from events.web import naming
from home import desk


class MailsView(desk.DeskMixin, TemplateView):
    """Mails that were kept instead of sent, newest first."""

    template_name = "cms/desk/mails.html"
    page_title = gettext_lazy("Sent mails")
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not mails.are_kept():
            raise Http404
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def start(self):
        return {"url": reverse("sent_mails"), "label": _("Sent mails")}

    def get_context_data(self, **kwargs):
        rows = [(mail, naming.attributes(mail.language or "en")) for mail in mails.kept()]
        return super().get_context_data(rows=rows, **kwargs)
