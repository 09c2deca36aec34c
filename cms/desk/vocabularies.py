"""Rooms, tracks and questions in the admin: source-language rows only; translators reach others."""

from django.db.models import F
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import Locale
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from events.models import Edition, Room, Slot, Track
from registration.models import Question


class SourceIndexView(snippets.IndexView):
    """Each room once, in the language its edition is written in."""

    def get_locale(self):
        return None

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("edition")
        return rows.filter(locale__language_code=F("edition__source_language"))

    def get_add_url(self):
        edition = self.request.GET.get("edition", "")
        url = super().get_add_url()
        return f"{url}?edition={edition}" if url and edition.isdecimal() else url


class SourceCreateView(snippets.CreateView):
    """New rows are written in the source language of their edition."""

    def get_locale(self):
        return None

    def get_initial_form_instance(self):
        edition = self.request.GET.get("edition", "")
        chosen = Edition.objects.filter(pk=edition) if edition.isdecimal() else Edition.objects
        return self.model(edition=chosen.first(), locale=Locale.get_default())

    def save_instance(self):
        row = self.form.instance
        row.locale = Locale.objects.get(language_code=row.edition.source_language)
        return super().save_instance()


class RoomDeleteView(snippets.DeleteView):
    """A room that sessions need is refused in words, not by the database."""

    def form_valid(self, form):
        sessions = Slot.objects.filter(room=self.object).count()
        if sessions:
            message = ngettext(
                "%(count)s session is in this room: move it first.",
                "%(count)s sessions are in this room: move them first.",
                sessions,
            )
            messages.error(self.request, message % {"count": sessions})
            return redirect(self.get_success_url())
        return super().form_valid(form)


class QuestionForm(WagtailAdminModelForm):
    """What answers mean stays: they are kept as numbers of choices."""

    def clean(self):
        cleaned = super().clean()
        before = Question.objects.filter(pk=self.instance.pk).first()
        if before is not None and before.edition.registrations.exists():
            self._keep_meaning(before, cleaned)
        return cleaned

    def _keep_meaning(self, before, cleaned):
        for name in ("edition", "kind"):
            if cleaned.get(name) != getattr(before, name):
                self.add_error(name, _("People have answered already: this stays."))
        lines = Question(choices=cleaned.get("choices", "")).lines
        if lines[: len(before.lines)] != before.lines:
            self.add_error(
                "choices",
                _("People have answered already: keep these lines, and add new ones at the end."),
            )


class QuestionDeleteView(snippets.DeleteView):
    """A question whose answers are kept is refused: nobody could read them any more."""

    def form_valid(self, form):
        if self.object.edition.registrations.exists():
            text = _("People have answered already: set a day on which the answers are deleted.")
            messages.error(self.request, text)
            return redirect(self.get_success_url())
        return super().form_valid(form)


class VocabularyViewSet(SnippetViewSet):
    """What rooms, tracks and questions share.

    Their URL namespaces stay Wagtail's own: wagtail-localize knows no others.
    """

    index_view_class = SourceIndexView
    add_view_class = SourceCreateView
    list_filter = ["edition"]
    copy_view_enabled = False


class RoomViewSet(VocabularyViewSet):
    model = Room
    icon = "home"
    base_url_path = "rooms"
    delete_view_class = RoomDeleteView
    list_display = [
        "name",
        Column("edition", label=gettext_lazy("Edition"), accessor="edition.slug"),
        Column("capacity", label=gettext_lazy("Seats")),
        Column("floor", label=gettext_lazy("Floor")),
    ]


class TrackViewSet(VocabularyViewSet):
    model = Track
    icon = "tag"
    base_url_path = "tracks"
    list_display = [
        "name",
        Column("edition", label=gettext_lazy("Edition"), accessor="edition.slug"),
        Column("colour", label=gettext_lazy("Colour"), accessor="get_colour_display"),
    ]


class QuestionViewSet(VocabularyViewSet):
    model = Question
    icon = "help"
    base_url_path = "questions"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Questions")
    menu_order = 111
    delete_view_class = QuestionDeleteView
    edit_handler = ObjectList(Question.panels, base_form_class=QuestionForm)
    list_display = [
        "label",
        Column("edition", label=gettext_lazy("Edition"), accessor="edition.slug"),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
    ]


class VocabularyGroup(SnippetViewSetGroup):
    """One menu item for both."""

    items = (RoomViewSet, TrackViewSet)
    menu_label = gettext_lazy("Rooms, tracks")
    menu_icon = "home"
    menu_order = 110
