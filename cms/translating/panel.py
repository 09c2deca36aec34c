"""What there is to translate, on the admin's first page."""

from django.db.models import Q
from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.translating import access
from cms.translating.languages import Language
from cms.translating.summaries import address, board_for, summaries
from events.models import Edition
from registration.desk.views import titles

MOST = 3  # editions


def current_editions():
    """Those that are being prepared or go on, the soonest first."""
    asked = Q(ends_on__gte=timezone.now().date()) | Q(state=Edition.State.DRAFT)
    return list(Edition.objects.filter(asked).order_by("starts_on", "pk")[:MOST])


class TranslationsPanel(Component):
    """Counts of the person's languages in the editions that are being prepared."""

    name = "translations"
    template_name = "cms/translating/panel.html"
    order = 50

    def get_context_data(self, parent_context):
        languages = access.Languages(parent_context["request"].user)
        if not languages.shown:
            return {}
        editions = current_editions()
        names = titles(editions)
        rows = []
        for edition in editions:
            board = board_for(edition, languages)
            found = summaries(board, edition, languages)
            if found:
                rows.append(
                    {
                        "title": names[edition.pk],
                        "url": address("board", edition),
                        "source": Language(edition.source_language),
                        "summaries": found,
                    }
                )
        return {"rows": rows}

    @property
    def media(self):
        return Media(css={"all": ["home/desk.css", "cms/translating/desk.css"]})
