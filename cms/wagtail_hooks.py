"""What we add to the admin; each part keeps its own hooks."""

from cms import discretion  # noqa: F401
from cms.desk import hooks as desk_hooks  # noqa: F401
from cms.localize import hooks  # noqa: F401
from cms.translating import hooks as translating_hooks  # noqa: F401
