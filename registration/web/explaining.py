"""What is kept about people, and how the draw works: written from the configuration itself."""

import shlex

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registration import questions, services
from registration.models import Admission, Registration
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
        proof_days=services.PROOF_DAYS,
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
        pools=_pools(place.edition, admission),
    )


def _pools(edition, admission):
    """`[(pool, lots), …]`: in the order drawn, or by themselves while nothing is drawn."""
    pools = list(edition.seat_pools.all())
    if admission.drawn_at:
        return [(pool, admission.drawn_lots.get(pool.kind, [])) for pool in pools]
    if admission.closes_at > timezone.now():
        return []
    rows = Registration.objects.filter(edition=edition, state=Registration.State.IN_BALLOT)
    lots = list(rows.order_by("lot").values_list("pool", "lot"))
    return [(pool, [lot for pk, lot in lots if pk == pool.pk]) for pool in pools]
