"""What is kept about people, and how the draw works: written from the configuration itself."""

import shlex

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registration import due, questions
from registration.ballot import published
from registration.models import Admission
from registration.web.answering import page


@page
def privacy(place):
    if place.admission is None:
        raise Http404
    return place.page(
        "privacy",
        title=_("What is kept about you"),
        path=f"{place.root}register/privacy/",
        questions=questions.asked(place.edition, place.language),
        has_pools=place.edition.seat_pools.count() > 1,
        proof_days=due.PROOF_DAYS,
    )


@page
def ballot(place):
    admission = place.admission
    if admission is None or admission.mode != Admission.Mode.BALLOT:
        raise Http404
    return place.page(
        "ballot",
        title=_("How seats are drawn"),
        path=f"{place.root}register/ballot/",
        seed=shlex.quote(admission.ballot_seed) if admission.ballot_seed else "",
        is_closed=admission.closes_at <= timezone.now(),
        pools=published(admission),
    )
