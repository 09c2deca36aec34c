"""The pages of the desk: editions, the hub of one, its facts, and changes of a slot."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from cms.desk import access, hub, progress
from cms.desk.edition_forms import EditionForm, NewEditionForm
from cms.desk.slot_forms import FORMS
from cms.translating import access as translators
from cms.translating.summaries import summaries
from events import services
from events.clashes import span
from events.exceptions import Refused
from events.models import Edition, SessionPage, Slot, SpeakerIndexPage
from home import desk


class DeskMixin(desk.DeskMixin):
    """All pages of this desk start at the list of editions."""

    header_icon = "date"

    def start(self):
        return {"url": reverse("desk:editions"), "label": _("Editions")}


class DeskFormMixin(desk.DeskFormMixin, DeskMixin):
    header_icon = ""


class EditionsView(DeskMixin, TemplateView):
    """All editions that a person may edit, newest first."""

    template_name = "cms/desk/editions.html"
    page_title = gettext_lazy("Editions")

    def dispatch(self, request, *args, **kwargs):
        if not access.sees_desk(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def start(self):
        return {"url": "", "label": _("Editions")}

    def get_context_data(self, **kwargs):
        user = self.request.user
        titles = {page.edition_id: page.title for page in access.edition_pages(user)}
        shown = Edition.objects.newest_first()
        if not access.may_change_facts(user):
            shown = shown.filter(pk__in=titles)
        rows = [{"edition": row, "title": titles.get(row.pk, row.slug)} for row in shown]
        may_add = access.may_add_edition(user)
        return super().get_context_data(rows=rows, may_add=may_add, **kwargs)


class EditionMixin:
    """Finds the edition of the address, and refuses people who may not edit its page."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.edition, self.page = access.edition_with_page(request.user, kwargs["slug"])

    @property
    def name(self):
        return self.page.title if self.page else self.edition.slug

    def hub_url(self):
        return reverse("desk:hub", args=[self.edition.slug])


class HubView(EditionMixin, DeskMixin, TemplateView):
    """One edition: programme, speakers, announcements, pages, languages, freshness."""

    template_name = "cms/desk/hub.html"

    def get_page_title(self):
        return self.name

    def trail(self):
        return [{"url": "", "label": self.name}]

    def get_context_data(self, **kwargs):
        user = self.request.user
        rights = self.page.permissions_for_user(user) if self.page else None
        found = hub.load(self.edition)
        languages = translators.Languages(user)
        return super().get_context_data(
            edition=self.edition,
            page=self.page,
            hub=found,
            summaries=summaries(found.board, self.edition, languages),
            copy=progress.of(self.edition),
            may_copy=access.may_copy(user, self.page),
            may_change_facts=access.may_change_facts(user),
            may_add=bool(rights and rights.can_add_subpage()),
            may_publish=bool(rights and rights.can_publish()),
            may_translate=languages.is_coordinator,
            speaker_index=self._speaker_index() if self.page else None,
            **kwargs,
        )

    def _speaker_index(self):
        """Where new speakers of this edition go, if the person may add them there."""
        index = SpeakerIndexPage.objects.filter(locale=self.page.locale, alias_of=None).first()
        if index and index.permissions_for_user(self.request.user).can_add_subpage():
            return index
        return None


class NewEditionView(DeskFormMixin, FormView):
    """Facts of a new edition and the draft of its page, in one step."""

    form_class = NewEditionForm
    template_name = "cms/desk/new.html"
    page_title = gettext_lazy("New edition")
    button = gettext_lazy("Create edition")

    def dispatch(self, request, *args, **kwargs):
        if not access.may_add_edition(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def trail(self):
        return [{"url": "", "label": self.page_title}]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        pages = access.edition_pages(self.request.user)
        old = pages.order_by("-edition__starts_on", "-edition__number")
        return super().get_context_data(old_pages=old, **kwargs)

    def form_valid(self, form):
        edition = form.save(commit=False)
        services.create_edition(
            edition, title=form.cleaned_data["title"], home=form.home, owner=self.request.user
        )
        messages.success(
            self.request,
            _("The edition was created. Its page is a draft until you publish it."),
        )
        return redirect("desk:hub", edition.slug)


class EditionFactsView(EditionMixin, DeskFormMixin, FormView):
    """Facts of one edition."""

    form_class = EditionForm
    page_title = gettext_lazy("Facts")

    def dispatch(self, request, *args, **kwargs):
        if not access.may_change_facts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.name

    def trail(self):
        return [{"url": self.hub_url(), "label": self.name}, {"url": "", "label": _("Facts")}]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.edition}

    def form_valid(self, form):
        services.change_edition(form.save(commit=False), zone_before=form.before.zone)
        log(instance=self.edition, action="wagtail.edit", user=self.request.user)
        messages.success(self.request, _("The facts were saved."))
        return redirect("desk:hub", self.edition.slug)


class SlotView(EditionMixin, DeskFormMixin, FormView):
    """Change a public slot: asks once, is public at once, and can be undone by restoring."""

    template_name = "cms/desk/slot.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["action"] not in FORMS:
            raise Http404
        self.session = get_object_or_404(SessionPage, pk=kwargs["pk"], live=True)
        self.slot = get_object_or_404(
            Slot.objects.select_related("room", "edition", "moved_from_room"),
            session_key=self.session.translation_key,
            edition=self.edition,
        )

    def dispatch(self, request, *args, **kwargs):
        rights = self.session.permissions_for_user(request.user)
        if not (rights.can_edit() and rights.can_publish()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form_class(self):
        return FORMS[self.kwargs["action"]]

    @property
    def button(self):
        return self.form_class.button

    def get_page_title(self):
        return self.form_class.heading

    def get_page_subtitle(self):
        return self.session.title

    def trail(self):
        return [
            {"url": self.hub_url(), "label": self.name},
            {"url": "", "label": f"{self.form_class.heading}: {self.session.title}"},
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"slot": self.slot, "session": self.session}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            session=self.session,
            slot=self.slot,
            starts_at=self.edition.local(self.slot.starts_at).replace(tzinfo=None),
            span=span(self.edition, self.slot),
            hub_url=self.hub_url(),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            message = form.carry_out()
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        action = self.kwargs["action"]
        log(instance=self.session, action=f"majlis.slot.{action}", user=self.request.user)
        undo = reverse("desk:slot", args=[self.edition.slug, self.session.pk, "restore"])
        messages.success(
            self.request,
            message % {"title": self.session.title},
            buttons=[] if action == "restore" else [messages.button(undo, _("Undo"))],
        )
        return redirect(self.hub_url())
