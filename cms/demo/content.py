"""Reads the demo's content: `facts.toml`, and one file of words for each language."""

import tomllib
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "content"
SITE_SOURCE = "en"
NAMESPACE = uuid.UUID("6f3c1f0e-5a4b-4c55-9d3a-1b7f0a2d2027")


class ContentError(Exception):
    """The files contradict themselves; the message says where."""


@dataclass(frozen=True)
class Name:
    """Which object of the demo is meant; `edition` is empty for what belongs to the whole site."""

    kind: str
    slug: str
    edition: str = ""

    def __str__(self):
        return "/".join(filter(None, (self.edition, self.kind, self.slug)))

    @property
    def key(self):
        """The same on every installation, so that links and stars outlive a rebuilt demo."""
        return uuid.uuid5(NAMESPACE, str(self))


def edition_of(name):
    """The slug of the edition that an object belongs to, or empty."""
    return name.slug if name.kind == "edition" else name.edition


@dataclass(frozen=True)
class Content:
    """Facts by kind, and words by language, kind and slug."""

    facts: dict
    words: dict
    languages: list = field(default_factory=list)

    def rows(self, kind, edition=None):
        """Facts of one kind in their order; of one edition only, "" being the whole site."""
        rows = self.facts.get(kind, [])
        return [row for row in rows if edition is None or row.get("edition", "") == edition]

    def words_of(self, language, name):
        """The words of an object in a language, or None where nobody has written them."""
        return self.words.get(language, {}).get(f"{name.kind}s", {}).get(name.slug)

    def source_of(self, name):
        """The language in which an object was written first."""
        sources = {row["slug"]: row["source"] for row in self.rows("editions")}
        return sources.get(edition_of(name), SITE_SOURCE)

    def names(self):
        """All objects that carry a translation key of the demo."""
        names = [Name("index", "speakers")]
        kinds = (
            "edition",
            "track",
            "room",
            "question",
            "speaker",
            "session",
            "announcement",
            "page",
        )
        for kind in kinds:
            for row in self.rows(f"{kind}s"):
                names.append(Name(kind, row["slug"], row.get("edition", "")))
        return names


def read(languages, folder=FOLDER):
    """The content in those of `languages` (codes) that have a file."""
    found = [code for code in languages if (folder / f"{code}.toml").exists()]
    words = {code: _toml(folder / f"{code}.toml") for code in found}
    return Content(_toml(folder / "facts.toml"), words, found)


def _toml(path):
    try:
        return tomllib.loads(path.read_text(), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name}: {error}") from None
