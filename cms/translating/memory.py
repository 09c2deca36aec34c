"""What people have translated before: offered, and filled in as drafts, never published unseen.

No outside service: the memory is what translators of all pages and editions have written.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from rapidfuzz import fuzz, process
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation

from cms.localize.guards import human
from cms.translating import differences, tokens

TOOL = "memory"  # StringTranslation.tool_name of what the memory has filled in
NEAR = 72  # of 100: how alike two sentences must be to be offered
MOST = 3  # suggestions for one text
LONGEST = 2000  # characters: longer texts are only offered when they are the same
ROOM_FOR_TAGS = 40  # characters


@dataclass(frozen=True)
class Suggestion:
    """An earlier translation; `likeness` is 100 for the same sentence."""

    html: str
    source: str
    likeness: int
    parts: tuple = ()

    @property
    def is_exact(self):
        return self.likeness == 100


@transaction.atomic
def fill(translation, user=None):
    """Write what the memory knows word for word into what is untranslated, as drafts.

    Returns how many texts that were. Safe to repeat.
    """
    Translation.objects.select_for_update().get(pk=translation.pk)  # as `saving.write` does
    empty = _untranslated(translation)
    known = _known(empty, translation.target_locale_id)
    rows = [
        StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=translation.target_locale_id,
            data=known[segment.string_id, segment.context.path],
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            tool_name=TOOL,
            last_translated_by=user,
        )
        for segment in _each_once(empty)
        if (segment.string_id, segment.context.path) in known
    ]
    StringTranslation.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _untranslated(translation):
    written = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=translation.target_locale_id,
    )
    segments = StringSegment.objects.filter(source_id=translation.source_id)
    return list(segments.filter(~Exists(written)).select_related("context"))


def _each_once(segments):
    """A sentence that stands twice in one field has one translation."""
    return {(row.string_id, row.context_id): row for row in segments}.values()


def _known(segments, locale_id):
    """`{(string, path): text}`: of a field of the same name if there is one, else the newest."""
    found = defaultdict(list)
    rows = human(locale_id).filter(translation_of_id__in={row.string_id for row in segments})
    for row in rows.select_related("context").order_by("updated_at", "pk"):
        found[row.translation_of_id].append(row)
    return {
        (segment.string_id, segment.context.path): max(
            enumerate(found[segment.string_id]),
            key=lambda pair: (_field(pair[1].context) == _field(segment.context), pair[0]),
        )[1].data
        for segment in segments
        if segment.string_id in found
    }


def _field(context):
    return context and context.path.split(".")[0]


def suggest(translation, segments):
    """`{segment pk: [Suggestion, …]}`, the most alike first; a fixed number of queries."""
    exact = _exact(segments, translation.target_locale_id)
    return exact | _near(translation, [row for row in segments if row.pk not in exact])


def _exact(segments, locale_id):
    texts = defaultdict(dict)
    rows = human(locale_id).filter(translation_of_id__in={row.string_id for row in segments})
    for row in rows.order_by("-updated_at", "-pk"):
        texts[row.translation_of_id].setdefault(row.data, row.context_id)
    found = {}
    for segment in segments:
        others = [
            Suggestion(text, segment.string.data, 100)
            for text, context_id in texts[segment.string_id].items()
            if context_id != segment.context_id
        ]
        if others:
            found[segment.pk] = others[:MOST]
    return found


def _near(translation, segments):
    asked = {row.pk: tokens.plain(row.string.data) for row in segments}
    asked = {pk: text for pk, text in asked.items() if len(text) <= LONGEST}
    if not asked:
        return {}
    sources = _translated(translation, [len(text) for text in asked.values()])
    words = {pk: tokens.plain(html) for pk, html in sources.items()}
    own = {row.pk: row.string_id for row in segments}
    hits = {
        pk: [(other, score) for _text, score, other in _alike(text, words) if other != own[pk]]
        for pk, text in asked.items()
    }
    newest = _newest({other for rows in hits.values() for other, _score in rows}, translation)
    found = {}
    for pk, rows in hits.items():
        offered = [
            Suggestion(
                newest[other],
                sources[other],
                min(99, round(score)),
                tuple(differences.between(words[other], asked[pk])),
            )
            for other, score in rows[:MOST]
        ]
        if offered:
            found[pk] = offered
    return found


def _translated(translation, lengths):
    """`{pk: HTML}` of translated sentences that are about as long as those asked for."""
    human_ones = human(translation.target_locale_id).filter(translation_of_id=OuterRef("pk"))
    rows = String.objects.filter(Exists(human_ones), locale_id=translation.source.locale_id)
    near = rows.annotate(length=Length("data")).filter(
        length__gte=min(lengths) * NEAR // 100, length__lte=max(lengths) * 2 + ROOM_FOR_TAGS
    )
    return dict(near.values_list("pk", "data"))


def _alike(text, words):
    return process.extract(text, words, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST + 1)


def _newest(strings, translation):
    """`{string: HTML}`, the latest translation of each."""
    rows = human(translation.target_locale_id).filter(translation_of_id__in=strings)
    ordered = rows.order_by("updated_at", "pk").values_list("translation_of_id", "data")
    return dict(ordered)
