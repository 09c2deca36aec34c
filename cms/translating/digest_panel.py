"""Where people say whether they want mail about what there is to translate."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cms.models import Digest
from cms.translating import access


class DigestForm(forms.ModelForm):
    class Meta:
        model = Digest
        fields = ["is_wanted"]


class DigestPanel(BaseSettingsPanel):
    """Shown to people of the translators' desk, among Wagtail's own notifications."""

    name = "digest"
    title = _("Mail about translations")
    tab = notifications_tab
    order = 200
    form_class = DigestForm

    def is_active(self):
        return access.sees_desk(self.user)

    def get_form(self):
        digest = Digest.objects.filter(user=self.user).first()
        digest = digest or Digest(user=self.user, is_wanted=False)
        data = self.request.POST if self.request.method == "POST" else None
        return DigestForm(data, instance=digest, prefix=self.name)
