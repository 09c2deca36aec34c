"""Who may do what at the registrars' desk, whether names are hidden, and who read them."""

from registration.models import Admission, Disclosure

SEE = "registration.view_registration"
DECIDE = "registration.change_registration"
ERASE = "registration.delete_registration"
EXPORT = "registration.export_registration"
SET = "registration.change_admission"

BLIND = "registration_blind"


def is_blind(request, edition):
    """Whether names and addresses are hidden; by default while a registrar decides.

    `?blind=yes` and `?blind=no` are remembered for the session, for each edition.
    """
    asked = request.GET.get("blind")
    chosen = request.session.get(BLIND, {})
    if asked in ("yes", "no"):
        chosen = request.session[BLIND] = chosen | {edition.slug: asked == "yes"}
    return chosen.get(edition.slug, edition.admission.mode == Admission.Mode.REVIEW)


def disclose(request, edition, way, *, count=1, reason=""):
    """Write down that a person of the staff is shown what is personal."""
    if count:
        Disclosure.objects.create(
            edition=edition, user=request.user, way=way, count=count, reason=reason
        )
