"""The page where coordinators invite translators, and see who translates what."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.log_actions import log

from cms.translating import access, inviting, letters
from cms.translating.inviting import Role
from cms.translating.views import DeskMixin
from events.exceptions import Refused
from events.web import naming
from home import desk


def language_choices():
    return [(code, naming.language_name(code, get_language())) for code in inviting.languages()]


def mail_choices():
    return [("", _("The first one ticked")), *language_choices()]


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Translates into"),
        choices=language_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=Role.choices,
        initial=Role.TRANSLATORS,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"),
        choices=mail_choices,
        required=False,
        help_text=gettext_lazy("Also the language in which a new account shows the admin."),
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("languages") and not cleaned.get("language"):
            cleaned["language"] = cleaned["languages"][0]
        return cleaned


class MayInviteMixin:
    """Only coordinators invite, and only they see who translates."""

    def dispatch(self, request, *args, **kwargs):
        if not access.may_invite(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class InviteView(MayInviteMixin, desk.DeskFormMixin, DeskMixin, FormView):
    template_name = "cms/translating/invite.html"
    form_class = InviteForm
    page_title = gettext_lazy("Translators")
    header_icon = ""
    button = gettext_lazy("Send the invitation")

    def trail(self):
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        rows = [
            {"person": person, "languages": _shown(person.roles)} for person in inviting.people()
        ]
        return super().get_context_data(rows=rows, **kwargs)

    def form_valid(self, form):
        values = form.cleaned_data
        is_beyond = not self.languages.published.issuperset(values["languages"])
        if values["role"] == Role.PUBLISHERS and is_beyond:
            form.add_error("role", _("You do not publish in all of these languages yourself."))
            return self.form_invalid(form)
        address, language = values.pop("email"), values["language"]
        try:
            user = inviting.invite(address, by=self.request.user, **values)
        except Refused as refusal:
            form.add_error(refusal.code, refusal.message)
            return self.form_invalid(form)
        _mail(self.request, user, language)
        return redirect("translating:invite")


class PersonView(MayInviteMixin, View):
    """Something that is done with one person of the list; others are not found."""

    http_method_names = ["post"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.user = get_object_or_404(get_user_model(), pk=kwargs["pk"])
        self.roles = inviting.roles_of(self.user)

    def post(self, request, *args, **kwargs):
        if not self.roles:
            raise Http404
        self.act(request)
        return redirect("translating:invite")


class SendAgainView(PersonView):
    def act(self, request):
        try:
            inviting.check_is_awaited(self.user)
        except Refused as refusal:
            messages.warning(request, refusal.message)
            return
        log(self.user, "majlis.translator.remind", user=request.user)
        _mail(request, self.user)


class TakeOutView(PersonView):
    def act(self, request):
        code = self.kwargs["code"]
        inviting.take_out(self.user, code, by=request.user)
        messages.success(
            request,
            _("%(name)s translates into %(language)s no longer. To undo this, invite again.")
            % {
                "name": letters.quoted(letters.name_of(self.user)),
                "language": naming.language_name(code, get_language()),
            },
        )


def _mail(request, user, language=None):
    letter = inviting.letter(user, request.user, language)
    if letters.send_all([letter]):
        text = _("An invitation was mailed to %(address)s.")
        messages.success(request, text % {"address": letters.quoted(letter.to)})
    else:
        text = _(
            "The languages were given, but the mail to %(address)s could not be sent. Invite again "
            "later: nothing is given twice."
        )
        messages.error(request, text % {"address": letters.quoted(letter.to)})


def _shown(roles):
    """Languages of a person as the list shows them."""
    names = {Role.TRANSLATORS: _("translator"), Role.PUBLISHERS: _("publisher")}
    return [
        {
            "code": code,
            "name": naming.language_name(code, get_language()),
            "role": names[role],
        }
        for code, role in roles.items()
    ]
