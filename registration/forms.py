"""What a person tells about themselves: one form for pages and for the API."""

import secrets

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.web import naming
from registration import questions
from registration.questions import is_writable

# Nobody fills the form sooner (seconds).
SOONEST = 3
LONGEST_NAME = 80
OPENED = signing.TimestampSigner(salt="registration.opened")


def new_key():
    """An idempotency key: a form sent again with it is the same request."""
    return secrets.token_urlsafe(24)


def opened_now():
    """A signed moment, to tell how long somebody had the form before them."""
    return OPENED.sign("")


def _is_line(value):
    is_writable(value)
    if any(letter in "\r\n\t" for letter in value):
        raise ValidationError(_("This must be one line."), code="odd")


class DetailsForm(forms.Form):
    """What a person may change later: all but the address, which is proved."""

    name = forms.CharField(
        label=_("Name to call you by"),
        help_text=_(
            "An alias is welcome. It need not be the name in your passport; nobody will compare."
        ),
        max_length=LONGEST_NAME,
        validators=[_is_line],
        error_messages={"max_length": questions.TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Language of our mails"), help_text=_("All mails and your ticket are in it.")
    )

    def __init__(self, admission, language, data=None, initial=None):
        """`language` is that of the page: it words the questions."""
        super().__init__(data, initial={"language": language} | (initial or {}))
        self.admission, self.edition = admission, admission.edition
        codes = self.edition.languages
        self.fields["language"].choices = [(code, naming.own_name(code)) for code in codes]
        self.questions = questions.asked(self.edition, language)
        for question in self.questions:
            self.fields[question.field] = questions.field_of(question)

    @property
    def answers(self):
        """`{public id: answer}` of a valid form, without what was left empty."""
        found = {row.id: self.cleaned_data[row.field] for row in self.questions}
        return {name: value for name, value in found.items() if value is not None}

    @staticmethod
    def initial_of(details):
        """What a registration holds, as values of the fields."""
        answers = details["answers"].items()
        return {"name": details["name"], "language": details["language"]} | {
            f"q_{name}": str(value) if isinstance(value, bool) else value for name, value in answers
        }


class RequestForm(DetailsForm):
    """A request for a seat. `cleaned_data["pool"]` is a SeatPool; `key` makes it idempotent."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Your link comes to this address, and everything else that we have to say."),
        max_length=254,
        validators=[_is_line],
        error_messages={
            "invalid": _("This is not an e-mail address."),
            "max_length": questions.TOO_LONG,
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    pool = forms.ChoiceField(label=_("How you take part"), widget=forms.RadioSelect)
    is_sure = forms.BooleanField(
        label=_("I am sure that I can come"),
        help_text=_("Seats are few. Who holds one and does not come keeps somebody else out."),
        error_messages={"required": _("Ask for a seat only if you are sure that you can come.")},
    )
    consent = forms.BooleanField(
        label=_("I agree that the organisers keep what I wrote here to run this conference"),
        help_text=_(
            "Wanting to come can show what you believe: your politics, your religion, where you "
            "come from. The law protects such data (Article 9 of the GDPR), so we may keep them "
            "only if you say yes. You can take it back at any time: one button on your page "
            "erases everything."
        ),
        error_messages={"required": _("Without your consent we may not keep your request.")},
    )
    key = forms.RegexField(r"^[!-~]{16,200}\Z", widget=forms.HiddenInput)

    field_order = ["name", "email", "language", "pool"]

    def __init__(self, admission, language, data=None, initial=None):
        super().__init__(admission, language, data, initial)
        self.pools = list(self.edition.seat_pools.all())
        self.fields["pool"].choices = [(pool.kind, pool.get_kind_display()) for pool in self.pools]
        if len(self.pools) == 1:
            del self.fields["pool"]
        for name in ("is_sure", "consent", "key"):
            self.fields[name] = self.fields.pop(name)  # after the questions

    def clean(self):
        cleaned = super().clean()
        if "pool" not in self.fields:
            cleaned["pool"] = self.pools[0]
        elif "pool" in cleaned:
            cleaned["pool"] = next(row for row in self.pools if row.kind == cleaned["pool"])
        return cleaned


class PageForm(RequestForm):
    """A request from a page, where the key comes with the form and machines are kept out."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(max_length=100, widget=forms.HiddenInput)

    def __init__(self, admission, language, data=None):
        fresh = {"key": new_key(), "opened": opened_now()}
        if data is not None:
            data = data.copy()
            for name, value in fresh.items():
                if not _is_usable(name, data.get(name, "")):
                    data[name] = value
        super().__init__(admission, language, data, fresh)

    def clean_website(self):
        if self.cleaned_data["website"]:
            message = _("A field that people do not see was filled in. Empty it and press again.")
            raise ValidationError(message)
        return ""

    def clean_opened(self):
        """What was refused for being too fast passes when the same form is sent once more."""
        opened = self.cleaned_data["opened"]
        try:
            OPENED.unsign(opened, max_age=SOONEST)
        except signing.SignatureExpired:
            return opened
        raise ValidationError(
            _("That was very fast. Everything is still here: please press the button once more.")
        )


def _is_usable(name, value):
    if name == "key":
        return bool(RequestForm.base_fields["key"].regex.fullmatch(value))
    try:
        OPENED.unsign(value)
    except signing.BadSignature:
        return False
    return True


class LinkForm(forms.Form):
    """Asks for the mailed link once more."""

    email = RequestForm.base_fields["email"]
    key = RequestForm.base_fields["key"]
