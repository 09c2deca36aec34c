"""The pages of the registrars' desk that show: editions, the list of one, one row, the log."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from events.models import Edition, EditionPage
from home import desk
from registration import questions
from registration.desk import access, acts, history, listing
from registration.models import Disclosure, Message

PER_PAGE = 50


def titles(editions):
    """`{edition: title}` in the language that each edition is written in."""
    pages = EditionPage.objects.filter(
        edition__in=editions, locale__language_code=F("edition__source_language")
    )
    found = dict(pages.values_list("edition_id", "title"))
    return {edition.pk: found.get(edition.pk, edition.slug) for edition in editions}


class DeskMixin(desk.DeskMixin):
    """A page for those with one right; nothing of it is kept by a browser or a proxy."""

    header_icon = "group"
    permission = access.SEE

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def start(self):
        return {"url": reverse("registrations:editions"), "label": _("Registrations")}


class EditionMixin(DeskMixin):
    """A page of one edition."""

    @cached_property
    def edition(self):
        rows = Edition.objects.filter(admission__isnull=False).select_related("admission")
        return get_object_or_404(rows, slug=self.kwargs["slug"])

    @cached_property
    def name(self):
        return titles([self.edition])[self.edition.pk]

    @cached_property
    def is_blind(self):
        return access.is_blind(self.request, self.edition)

    def list_url(self):
        return reverse("registrations:list", args=[self.edition.slug])

    def trail(self):
        return [
            {"url": self.list_url(), "label": self.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_subtitle(self):
        return self.name

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            edition=self.edition,
            blind=self.is_blind,
            may_decide=self.request.user.has_perm(access.DECIDE),
            may_erase=self.request.user.has_perm(access.ERASE),
            may_export=self.request.user.has_perm(access.EXPORT),
            may_set=self.request.user.has_perm(access.SET),
            **kwargs,
        )


class RegistrationMixin(EditionMixin):
    """A page of one registration."""

    @cached_property
    def registration(self):
        rows = self.edition.registrations.select_related("pool", "edition__admission")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def own_url(self):
        return reverse("registrations:detail", args=[self.edition.slug, self.registration.pk])

    def trail(self):
        return [
            {"url": self.list_url(), "label": self.name},
            {"url": self.own_url(), "label": self.registration.code},
            {"url": "", "label": self.get_page_title()},
        ]


class EditionsView(DeskMixin, TemplateView):
    """All editions that people can register for, newest first, with their seats."""

    template_name = "registration/desk/editions.html"
    page_title = gettext_lazy("Registrations")

    def start(self):
        return {"url": "", "label": _("Registrations")}

    def get_context_data(self, **kwargs):
        editions = Edition.objects.newest_first().filter(admission__isnull=False)
        editions = list(editions.select_related("admission"))
        counts, names = listing.all_counts(editions), titles(editions)
        rows = [
            {"edition": row, "title": names[row.pk], "pools": counts.get(row.pk, [])}
            for row in editions
        ]
        return super().get_context_data(rows=rows, **kwargs)


class ListView(EditionMixin, TemplateView):
    """The registrations of one edition: seats at a glance, then the list."""

    template_name = "registration/desk/list.html"

    def get_page_title(self):
        return self.name

    def get_page_subtitle(self):
        return ""

    def trail(self):
        return [{"url": "", "label": self.name}]

    def get_context_data(self, **kwargs):
        counts = listing.counts(self.edition)
        pools = [row.pool for row in counts]
        form = listing.ListForm(self.request.GET, pools=pools, blind=self.is_blind)
        page = Paginator(form.found(self.edition), PER_PAGE).get_page(self.request.GET.get("p"))
        people = [] if self.is_blind else [row.details for row in page]
        access.disclose(self.request, self.edition, Disclosure.Way.LIST, count=len(people))
        query = self.request.GET.copy()
        for name in ("p", "blind"):
            query.pop(name, None)
        return super().get_context_data(
            counts=counts,
            form=form,
            page=page,
            rows=list(zip(page, people or [None] * len(page), strict=True)),
            query=query.urlencode(),
            acts=acts.acts(self.edition).values(),
            most=acts.MOST,
            undo=history.undo_of(self.request, self.edition),
            admission=self.edition.admission,
            **kwargs,
        )


class DetailView(RegistrationMixin, TemplateView):
    """All that is known of one registration. In blind mode only the answers are shown."""

    template_name = "registration/desk/detail.html"

    def get_page_title(self):
        return self.registration.code

    def trail(self):
        return [
            {"url": self.list_url(), "label": self.name},
            {"url": "", "label": self.registration.code},
        ]

    def get_context_data(self, **kwargs):
        row = self.registration
        details = row.details
        access.disclose(self.request, self.edition, Disclosure.Way.DETAIL)
        answers = details["answers"]
        asked = questions.asked(self.edition, get_language())
        transitions = list(row.transitions.select_related("user"))
        mails = list(row.messages.all())
        return super().get_context_data(
            registration=row,
            person=None if self.is_blind else history.person(details),
            answers=[(one, one.in_words(answers[one.id])) for one in asked if one.id in answers],
            history=[history.line(transition) for transition in transitions],
            mails=mails,
            has_unsent=any(mail.attempts and mail.state != Message.State.SENT for mail in mails),
            acts=acts.possible(row, self.edition),
            undo_token=history.undo_token(row, transitions),
            **kwargs,
        )


class LogView(EditionMixin, TemplateView):
    """Who of the staff read personal data, when and why."""

    template_name = "registration/desk/log.html"
    page_title = gettext_lazy("Who read personal data")

    def get_context_data(self, **kwargs):
        rows = Disclosure.objects.filter(edition=self.edition).select_related("user")
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, **kwargs)
