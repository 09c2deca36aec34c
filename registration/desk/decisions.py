"""The pages of the registrars' desk that decide: each asks once, and says what came of it."""

import secrets

from django import forms
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from events.exceptions import Refused
from home import desk
from registration import outbox, services
from registration.acts import UNDO_MINUTES
from registration.desk import access, acts, history, listing
from registration.desk.views import EditionMixin, RegistrationMixin
from registration.models import Disclosure, Message, Registration

SALT = "registration.decide"
SEEN_SECONDS = 3600


class DecideView(EditionMixin, TemplateView):
    """Decide on many: what would happen first, then, by a signed token, what was seen."""

    permission = access.DECIDE
    template_name = "registration/desk/decide.html"

    def get_page_title(self):
        return self.act.label

    def get(self, request, *args, **kwargs):
        return redirect(self.list_url())

    def post(self, request, *args, **kwargs):
        if "token" in request.POST:
            try:
                return self._decide()
            except signing.SignatureExpired:
                messages.error(request, _("You waited too long: nothing was done. Look again."))
                return redirect(self.back_url())
        ids = self._chosen()
        if not ids:
            messages.warning(request, _("Choose at least one registration first."))
            return redirect(self.back_url())
        if len(ids) > acts.MOST:
            text = _("Choose %(most)s at most at a time.") % {"most": acts.MOST}
            messages.warning(request, text)
            return redirect(self.back_url())
        return self.render_to_response(self.get_context_data(ids=ids))

    @cached_property
    def token(self):
        """What was seen before: act, ids, moment and key."""
        try:
            return signing.loads(self.request.POST["token"], salt=SALT, max_age=SEEN_SECONDS)
        except signing.SignatureExpired:
            raise
        except signing.BadSignature:
            raise BadRequest from None

    @cached_property
    def act(self):
        name = self.token["act"] if "token" in self.request.POST else self.request.POST.get("act")
        found = acts.acts(self.edition).get(name)
        if found is None:
            raise BadRequest
        return found

    def back_url(self):
        query = QueryDict(self.request.POST.get("query", "")).urlencode()
        return f"{self.list_url()}?{query}" if query else self.list_url()

    def _chosen(self):
        if self.request.POST.get("all") != "yes":
            return self.request.POST.getlist("id")[: acts.MOST + 1]
        pools = self.edition.seat_pools.all()
        query = QueryDict(self.request.POST.get("query", ""))
        form = listing.ListForm(query, pools=pools, blind=self.is_blind)
        return [str(row.pk) for row in form.found(self.edition)[: acts.MOST + 1]]

    def _rows(self, ids):
        try:
            rows = self.edition.registrations.filter(pk__in=ids)
        except (ValueError, forms.ValidationError):
            raise BadRequest from None
        return list(acts.in_order(rows.select_related("pool", "edition__admission")))

    def get_context_data(self, ids, **kwargs):
        since, key = timezone.now(), secrets.token_hex(16)
        rows = self._rows(ids)
        if not rows:
            raise BadRequest
        rehearsal = acts.rehearse(self.act, rows, by=self.request.user, key=key, since=since)
        chosen = [row.pk for row in rows]
        names = {} if self.is_blind else {row.pk: row.details["name"] for row in rows}
        access.disclose(self.request, self.edition, Disclosure.Way.PREVIEW, count=len(names))
        seen = {"act": self.act.name, "ids": [str(pk) for pk in chosen], "key": key}
        token = signing.dumps(seen | {"since": since.isoformat()}, salt=SALT, compress=True)
        return super().get_context_data(
            act=self.act,
            rehearsal=rehearsal,
            chosen=len(rows),
            changed=[(row, names.get(row.pk)) for row in rehearsal.outcome.changed],
            refused=[
                (why, [(row, names.get(row.pk)) for row in found])
                for why, found in rehearsal.outcome.reasons.items()
            ],
            token=token,
            query=self.request.POST.get("query", ""),
            back_url=self.back_url(),
            undo_minutes=UNDO_MINUTES,
            **kwargs,
        )

    def _decide(self):
        since = parse_datetime(self.token["since"])
        rows = self._rows(self.token["ids"])
        outcome = acts.carry_out(
            self.act, rows, by=self.request.user, key=self.token["key"], since=since
        )
        gone = len(self.token["ids"]) - len(rows)
        tell(self.request, outcome, self.act.label, gone=gone)
        if outcome.changed and self.act.is_undoable:
            history.remember(self.request, self.edition, outcome.changed, self.act.label)
        return redirect(self.back_url())


def tell(request, outcome, label, *, gone=0):
    """Say exactly how many changed, and which did not and why."""
    count = len(outcome.changed)
    if count:
        text = ngettext("%(count)s registration changed", "%(count)s registrations changed", count)
        messages.success(request, f"{label}: {text % {'count': count}}.")
    else:
        messages.error(request, _("%(act)s: nothing was changed.") % {"act": label})
    refused = [
        (why, pgettext("between names", ", ").join(row.code for row in rows))
        for why, rows in outcome.reasons.items()
    ]
    if gone:
        refused.append((_("They do not exist any more."), str(gone)))
    if refused:
        lines = format_html_join("", "<li>{} <bdi>{}</bdi></li>", refused)
        total = len(outcome.refused) + gone
        head = ngettext("%(count)s was not changed:", "%(count)s were not changed:", total)
        messages.warning(request, format_html("{}<ul>{}</ul>", head % {"count": total}, lines))


class UndoView(EditionMixin, View):
    """Take back what was decided together, or on one, as long as its mails wait."""

    permission = access.DECIDE

    def post(self, request, *args, **kwargs):
        try:
            ids, since = history.read_undo(request.POST.get("token", ""))
        except signing.BadSignature:
            raise BadRequest from None
        rows = list(self.edition.registrations.filter(pk__in=ids))
        outcome = acts.take_back(rows, by=request.user, since=since)
        tell(request, outcome, _("Undo"), gone=len(ids) - len(rows))
        history.forget(request)
        if request.POST.get("one") and len(ids) == 1:
            return redirect("registrations:detail", self.edition.slug, ids[0])
        return redirect(self.list_url())


class NoteForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Note"), max_length=2000)


class NoteView(RegistrationMixin, View):
    permission = access.DECIDE

    def post(self, request, *args, **kwargs):
        form = NoteForm(request.POST)
        if form.is_valid():
            services.add_note(self.registration, form.cleaned_data["text"], by=request.user)
            messages.success(request, _("The note was saved."))
        else:
            messages.error(request, _("A note needs words, 2000 letters at most."))
        return redirect(self.own_url())


class RetryView(RegistrationMixin, View):
    """Send mails that were given up, or wait for their next attempt, at once."""

    permission = access.DECIDE

    def post(self, request, *args, **kwargs):
        mails = self.registration.messages.filter(attempts__gt=0)
        unsent = mails.exclude(state=Message.State.SENT)
        count = unsent.count()
        outbox.retry(unsent)
        if count:
            text = ngettext(
                "%(count)s mail is sent again now.", "%(count)s mails are sent again now.", count
            )
            messages.success(request, text % {"count": count})
        else:
            messages.error(request, _("There is no mail to be sent again."))
        return redirect(self.own_url())


class ConfirmMixin(desk.DeskFormMixin):
    """A page that explains, and a button."""

    form_class = forms.Form
    template_name = "registration/desk/confirm.html"
    explanation = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(explanation=self.explanation, **kwargs)


class EraseView(ConfirmMixin, RegistrationMixin, FormView):
    """Forget a person at once."""

    permission = access.ERASE
    page_title = gettext_lazy("Erase")
    button = gettext_lazy("Erase for good")
    explanation = gettext_lazy(
        "Everything personal of this registration is deleted at once, mails that wait included, "
        "and the seat goes to the next on the waiting list. Nobody is told, and nothing can "
        "bring it back."
    )

    def get_page_subtitle(self):
        return f"{self.page_title}: {self.registration.code}"

    def form_valid(self, form):
        services.erase(self.registration, by=self.request.user)
        text = _("%(code)s was erased.") % {"code": self.registration.code}
        messages.success(self.request, text)
        return redirect(self.list_url())


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(label=gettext_lazy("Seats"), min_value=0, max_value=100_000)


class CapacityView(ConfirmMixin, EditionMixin, FormView):
    """How many seats a pool has."""

    permission = access.DECIDE
    form_class = CapacityForm
    explanation = gettext_lazy(
        "New seats are offered at once to those on the waiting list. There cannot be fewer seats "
        "than are taken."
    )

    @cached_property
    def pool(self):
        return get_object_or_404(self.edition.seat_pools, pk=self.kwargs["pool"])

    def get_page_title(self):
        return _("Seats: %(pool)s") % {"pool": self.pool.get_kind_display()}

    def get_page_subtitle(self):
        return self.get_page_title()

    def get_initial(self):
        return {"capacity": self.pool.capacity}

    def form_valid(self, form):
        try:
            services.resize(self.pool, form.cleaned_data["capacity"], by=self.request.user)
        except Refused as refusal:
            form.add_error("capacity", refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The number of seats was saved."))
        return redirect(self.list_url())


class DrawView(ConfirmMixin, EditionMixin, FormView):
    """Draw the ballot: says first what would come of it."""

    permission = access.DECIDE
    template_name = "registration/desk/draw.html"
    page_title = gettext_lazy("Draw the ballot")
    button = gettext_lazy("Draw now")
    explanation = gettext_lazy(
        "Anybody can check the draw: it depends only on the seed, which was public before, and "
        "on each request's lot. It happens once and cannot be undone. Mails leave five minutes "
        "later."
    )

    def get_context_data(self, **kwargs):
        found = []
        for row in listing.counts(self.edition):
            lots = row.states.get(Registration.State.IN_BALLOT, 0)
            offered = min(lots, row.pool.free)
            left = lots - offered
            found.append({"pool": row.pool, "lots": lots, "offered": offered, "left": left})
        return super().get_context_data(pools=found, admission=self.edition.admission, **kwargs)

    def form_valid(self, form):
        try:
            services.draw(self.edition.admission, by=self.request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The ballot was drawn."))
        return redirect(self.list_url())
