"""Reads pages in tests: elements as they stand, each with its attributes and its text."""

from html.parser import HTMLParser

from events.compiler import snapshots

VOID = {"meta", "link", "img", "input", "br", "hr"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.elements, self.open = [], []

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        while self.open and self.open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data


def elements(response, tag, **attributes):
    """Elements of a tag whose attributes have these values, in their order."""
    reader = _Reader()
    reader.feed(response.content.decode())
    wanted = {"tag": tag} | {name.strip("_"): value for name, value in attributes.items()}
    found = (row for row in reader.elements if wanted.items() <= row.items())
    return [row | {"text": " ".join(row["text"].split())} for row in found]


def texts(response, tag, **attributes):
    return [row["text"] for row in elements(response, tag, **attributes)]


def get(client, path, **headers):
    """The page after the documents have caught up with the content."""
    snapshots.rebuild()
    return client.get(path, headers=headers)


def headings(response):
    """`[(tag, text), …]` of all headings in their order."""
    reader = _Reader()
    reader.feed(response.content.decode())
    found = (row for row in reader.elements if row["tag"] in ("h1", "h2", "h3", "h4"))
    return [(row["tag"], " ".join(row["text"].split())) for row in found]
