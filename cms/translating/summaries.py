"""How far languages are, in words and as a bar; what every screen of the desk says about that."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.translating import states
from cms.translating.languages import Language

LABELS = {
    "changed": _("Changed"),
    "ready": _("Ready for review"),
    "progress": _("In progress"),
    "missing": _("Missing"),
    "published": _("Published"),
    "source": _("Original"),
}


@dataclass(frozen=True)
class Count:
    """How many objects are in one state, with the address that shows them."""

    state: str
    number: int
    start: float  # in hundredths of the bar
    width: float
    url: str

    @property
    def words(self):
        return _counted(self.state, self.number)


@dataclass
class Summary:
    """One edition in one language."""

    language: Language
    total: int
    counts: list
    url: str  # of the board; empty for those who do not see this language there
    drafts: int = 0  # texts that somebody has to see
    drafts_url: str = ""  # empty for those who may not confirm them
    complete: int = 0  # pages whose texts are all a person's, and readers do not see them yet
    publish_url: str = ""  # empty for those who may not publish them

    @property
    def published(self):
        return next((row.number for row in self.counts if row.state == "published"), 0)


def board_for(edition, languages):
    """The board of an edition as one person is told it; `languages` are an access.Languages."""
    board = states.load(edition, languages.shown, known=languages.known)
    board.rows = [row for row in board.rows if _is_told(row, languages)]
    return board


def _is_told(row, languages):
    """Whether an object is the person's business: a draft is once they are asked to translate it.

    The page of the edition always is, for it gives the board its name.
    """
    is_theirs = languages.is_coordinator or row.source in languages.written
    is_asked = any(cell.state != "missing" for cell in row.cells.values())
    return is_theirs or is_asked or row.is_public or row.kind == "editionpage"


def summaries(board, edition, languages):
    """One Summary for each language that something is translated into.

    `languages` are an access.Languages.
    """
    return [
        _summary(board, code, counts, edition, languages)
        for code, counts in translated(board).items()
    ]


def translated(board):
    """`{language: counts}` without languages in which there are originals only."""
    return {code: counts for code, counts in board.counts.items() if set(counts) - {"source"}}


def address(name, edition, *args, **asked):
    """Of a page of one edition, or of the same for the pages of the site."""
    if edition:
        found = reverse(f"translating:{name}", args=[edition.slug, *args])
    else:
        found = reverse(f"translating:site_{name}", args=args)
    return f"{found}?{urlencode(asked)}" if asked else found


def is_complete(cell):
    """Whether all that is missing is that somebody publishes it."""
    return bool(
        cell.state == "ready"
        and cell.translation
        and not cell.review
        and not cell.drafts
        and cell.done >= cell.total
    )


def _summary(board, code, counts, edition, languages):
    total = sum(number for state, number in counts.items() if state != "source")
    cells = [row.cells[code] for row in board.rows]
    is_seen = languages.locale(code) is not None
    found, start = [], 0.0
    for state in states.STATES:
        number = counts.get(state)
        if number and state != "source":
            width = round(100 * number / total, 2)
            url = address("board", edition, language=code, state=state) if is_seen else ""
            found.append(Count(state, number, start, width, url))
            start += width
    return Summary(
        language=Language(code),
        total=total,
        counts=found,
        url=address("board", edition, language=code) if is_seen else "",
        drafts=sum(cell.drafts for cell in cells if cell.translation),
        drafts_url=address("drafts", edition, code) if code in languages.written else "",
        complete=sum(is_complete(cell) for cell in cells),
        publish_url=address("publish", edition, code) if code in languages.published else "",
    )


def _counted(state, number):
    words = {
        "changed": ngettext("%(count)s changed", "%(count)s changed", number),
        "ready": ngettext("%(count)s ready for review", "%(count)s ready for review", number),
        "progress": ngettext("%(count)s in progress", "%(count)s in progress", number),
        "missing": ngettext("%(count)s missing", "%(count)s missing", number),
        "published": ngettext("%(count)s published", "%(count)s published", number),
    }
    return words[state] % {"count": number}
