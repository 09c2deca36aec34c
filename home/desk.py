"""What all our own pages in Wagtail's admin share."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class DeskMixin(WagtailAdminTemplateMixin):
    """Where one is: the desk's first page, then the trail to this one."""

    def start(self):
        """The desk's first page: `{"url": …, "label": …}`."""
        raise NotImplementedError

    def trail(self):
        return []

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, self.start(), *self.trail()]


class DeskFormMixin(DeskMixin):
    """A page with one form that is sent to itself."""

    template_name = "home/desk/form.html"
    button = gettext_lazy("Save")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        context["action_url"] = self.request.path
        context["submit_button_label"] = self.button
        context["submit_button_active_label"] = _("Saving…")
        return context

    def form_invalid(self, form):
        messages.validation_error(self.request, _("This was not saved yet. See below."), form)
        return super().form_invalid(form)
