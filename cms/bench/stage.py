"""A throw-away site with the demo and reference programmes, for measurements in a browser."""

import contextlib

from django.core.management import call_command

from cms.bench import server
from events.compiler import snapshots
from events.models import Edition
from home.services import ensure_site

SAMPLE, REFERENCE, LARGE = "sample-2027", "reference-400", "reference-1000"
SIZES = {REFERENCE: 400, LARGE: 1000}


@contextlib.contextmanager
def site(*references):
    """Serve the demo and the reference programmes of these names; yields the port."""
    call_command("migrate", verbosity=0)
    ensure_site()
    if not Edition.objects.filter(slug=SAMPLE).exists():
        call_command("demo", verbosity=0)
    for slug in references:
        if not Edition.objects.filter(slug=slug).exists():
            call_command("load_reference", edition=slug, sessions=SIZES[slug], verbosity=0)
    snapshots.rebuild()
    with server.serve() as (port, _pid):
        yield port
