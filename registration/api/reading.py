"""What everybody may read: the form as a document, and the ballot."""

from django.utils import timezone, translation
from rest_framework.exceptions import NotFound

from events.api import parameters
from events.api.problems import UnknownLanguage
from events.api.reading import Reading
from events.compiler.dates import local_iso
from events.models import Edition
from events.web import naming
from registration import due, words
from registration.api import shapes
from registration.api.asking import admission_of
from registration.api.described import describe
from registration.api.requests import work_address
from registration.ballot import published
from registration.forms import RequestForm
from registration.models import Admission, Question

NOT_CHANGED = {304: None}


class FormDocument(Reading):
    @describe("read_form", {200: shapes.FormDocument, **NOT_CHANGED}, refusals=(400, 404))
    def get(self, request, slug, language):
        """Whether requests are taken, what is asked and why, and what happens with it."""
        parameters.Nothing.read(request)
        admission = admission_of(slug)
        if language not in admission.edition.languages:
            raise UnknownLanguage(admission.edition.languages)
        with translation.override(language):
            return self.answer(_form(admission, language))


class Ballot(Reading):
    @describe("read_ballot", {200: shapes.Ballot, **NOT_CHANGED}, refusals=(400, 404))
    def get(self, request, slug):
        """The seed, and after the closing all lots; once drawn, in the order drawn."""
        parameters.Nothing.read(request)
        admission = admission_of(slug)
        if admission.mode != Admission.Mode.BALLOT:
            raise NotFound
        edition = admission.edition
        return self.answer(
            {
                "seed": admission.ballot_seed,
                "closes_at": local_iso(edition, admission.closes_at),
                "drawn_at": _moment(edition, admission.drawn_at),
                "pools": [{"kind": pool.kind, "lots": lots} for pool, lots in published(admission)],
            }
        )


def phase(admission):
    """Whether requests are taken: "open", "not_yet", "closed"."""
    if admission.is_open:
        return "open"
    early = (Edition.State.ANNOUNCED, Edition.State.OPEN)
    ends_at, is_closed = admission.closes_at, admission.mode == Admission.Mode.CLOSED
    if is_closed or admission.edition.state not in early:
        return "closed"
    return "closed" if ends_at and ends_at <= timezone.now() else "not_yet"


def _form(admission, language):
    edition, form = admission.edition, RequestForm(admission, language)
    return {
        "v": 1,
        "language": language,
        "dir": naming.direction(language),
        "state": phase(admission),
        "reason": words.closed(edition, admission),
        "mode": admission.mode,
        "explained": words.mode(admission),
        "opens_at": _moment(edition, admission.opens_at),
        "closes_at": _moment(edition, admission.closes_at),
        "has_waiting_list": admission.has_waiting_list,
        "offer_hours": admission.offer_hours,
        "reconfirm_until": _moment(edition, admission.reconfirm_until),
        "languages": [
            {"code": code, "name": naming.own_name(code), "dir": naming.direction(code)}
            for code in edition.languages
        ],
        "pools": [{"kind": pool.kind, "label": pool.get_kind_display()} for pool in form.pools],
        **{name: _field(form.fields[name]) for name in ("name", "email", "is_sure", "consent")},
        "questions": [_question(row, admission) for row in form.questions],
        "work": work_address(edition) if admission.asks_for_work else None,
        "privacy": {
            "page": f"/{language}/{edition.slug}/register/privacy/",
            "unproved_days": due.PROOF_DAYS,
            "deleted_on": admission.purge_on.isoformat(),
        },
    }


def _field(field):
    return {"label": str(field.label), "help": str(field.help_text)}


def _question(row, admission):
    has_choices = row.kind in (Question.Kind.CHOICE, Question.Kind.SEVERAL)
    return {
        "id": row.id,
        "kind": row.kind,
        "label": {"text": row.label, **_language(row.label_language)},
        "purpose": {"text": row.purpose, **_language(row.purpose_language)},
        "choices": (
            {"lines": list(row.lines), **_language(row.lines_language)} if has_choices else None
        ),
        "audience": row.audience,
        "audience_words": str(row.audience_words),
        "deleted_on": (row.deleted_on or admission.purge_on).isoformat(),
        "is_required": row.is_required,
    }


def _language(code):
    return {"lang": code, "dir": naming.direction(code)}


def _moment(edition, at):
    return at and local_iso(edition, at)
