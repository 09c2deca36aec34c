"""How often something may be asked for, without storing who asks.

A counter's key is a keyed hash of the action, what is counted (a network or a mailbox) and the
window; it means nothing to who reads the table, and is gone soon after the window.
"""

import datetime as dt
import hmac
import ipaddress
import math

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registration import keys
from registration.models import Throttle

TABLE = Throttle._meta.db_table

# action: (how often, in how many seconds), for each network or mailbox.
LIMITS = {
    "request": (60, 600),
    "bare": (10, 600),  # by a page, where an edition asks machines for work
    "link": (10, 600),
    "look": (300, 600),
    "mail": (3, 24 * 3600),
}


class TooOften(Exception):
    """The limit is reached; `wait` is in seconds."""

    message = _("Too many requests from your network. Try again later; nothing was lost.")

    def __init__(self, wait):
        super().__init__(f"wait {wait} s")
        self.wait = wait


def spend(action, subject):
    """Count one; returns 0, or the seconds to wait if the limit is reached.

    One statement, as with seats, and like them it counts nothing if the transaction fails.
    """
    limit, seconds = settings.REGISTRATION_LIMITS.get(action) or LIMITS[action]
    now = timezone.now()
    window = int(now.timestamp()) // seconds
    ends_at = dt.datetime.fromtimestamp((window + 1) * seconds, tz=dt.UTC)
    text = f"{action}|{window}|".encode() + (
        subject if isinstance(subject, bytes) else subject.encode()
    )
    key = hmac.digest(keys.derive("ratelimit/v1"), text, "sha256")
    return (
        0 if count(key, ends_at, most=limit) else max(1, math.ceil((ends_at - now).total_seconds()))
    )


def count(key, ends_at, *, most):
    """Count one in a row that is kept until `ends_at`; False if there were `most` already."""
    if most < 1:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (key, count, ends_at) VALUES (%s, 1, %s)"  # noqa: S608 our name
            f" ON CONFLICT (key) DO UPDATE SET count = {TABLE}.count + 1"
            f" WHERE {TABLE}.count < %s",
            [key, ends_at, most],
        )
        return cursor.rowcount == 1


def require(action, request):
    """Count a request of a network. Raises TooOften."""
    wait = spend(action, network(request))
    if wait:
        raise TooOften(wait)


def network(request):
    """The network that a request comes from: the first 24 bits of IPv4, 48 of IPv6.

    Behind `settings.PROXIES` proxies the address is the one that the outermost of ours saw; what
    else stands in X-Forwarded-For can be anybody's invention.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [hop.strip() for hop in hops if hop.strip()]
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        address = hops[-settings.PROXIES]
    try:
        parsed = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    bits = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{bits}", strict=False))


def _without_port(address):
    """Some proxies add a port: `192.0.2.1:4711`, `[2001:db8::1]:4711`."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def forget_old():
    """Delete counters whose window has passed."""
    Throttle.objects.filter(ends_at__lt=timezone.now()).delete()
