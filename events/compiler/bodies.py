"""Words of pages as documents carry them: rich text, block bodies, pictures."""

from events.compiler.text import clean, linked_pages

RICH_FIELDS = ("introduction", "venue_directions", "abstract", "biography")


def body_pages(page):
    """Primary keys of all pages that the words of a page link to."""
    found = set()
    for field in RICH_FIELDS:
        found |= linked_pages(getattr(page, field, ""))
    body = getattr(page, "body", "")
    if isinstance(body, str):
        return found | linked_pages(body)
    for block in body.raw_data:
        if block["type"] == "paragraph":
            found |= linked_pages(block["value"])
        elif block["type"] == "question":
            found |= linked_pages(block["value"]["answer"])
    return found


def body_images(page):
    pictures = (block["value"] for block in page.body.raw_data if block["type"] == "picture")
    return {value["image"] for value in pictures} - {None}


class Words:
    """Turns stored words into what readers get; `hrefs` and `pictures` were looked up before."""

    def __init__(self, hrefs, pictures):
        self.hrefs = hrefs
        self.pictures = pictures

    def rich(self, html, field="", missing=None):
        """`missing` says which words of the object are Untranslated, if any are."""
        html = clean(html, self.hrefs)
        return missing.rich(field, html) if missing else html

    def portrait(self, image_pk):
        return self.pictures.get((image_pk, False))

    def wide(self, image_pk):
        return self.pictures.get((image_pk, True))

    def body(self, stream, missing=None):
        """`[{"type": …, …}]`; read from raw data, since lazy blocks would query one by one."""
        blocks = (self._block(block["type"], block["value"]) for block in stream.raw_data)
        return [missing.block(block) if missing else block for block in blocks if block]

    def _block(self, kind, value):
        if kind == "paragraph":
            return {"type": kind, "html": self.rich(value)}
        if kind == "question":
            return {
                "type": kind,
                "question": value["question"],
                "answer": self.rich(value["answer"]),
            }
        if kind == "quote":
            return {
                "type": kind,
                "text": value["text"],
                "attribution": value.get("attribution", ""),
            }
        if kind == "picture":
            picture = self.wide(value["image"])
            words = {"alt": value.get("alt", ""), "caption": value.get("caption", "")}
            return {"type": kind} | picture | words if picture else None
        return {"type": kind, "text": value}
