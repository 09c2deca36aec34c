"""Turns written words into the values of a model's fields, the same way for every language."""

import json
import re
import uuid

from cms.demo.content import NAMESPACE, ContentError, Name

# What a field is made of: plain text, rich text, or a body of blocks.
PLAIN, RICH, BODY = "plain", "rich", "body"
FIELDS = {
    "home": {"title": PLAIN, "introduction": RICH},
    "index": {"title": PLAIN},
    "edition": {
        "title": PLAIN,
        "tagline": PLAIN,
        "introduction": RICH,
        "body": BODY,
        "place": PLAIN,
        "venue": PLAIN,
        "venue_directions": RICH,
        "venue_picture_alt": PLAIN,
    },
    "track": {"name": PLAIN, "description": PLAIN},
    "room": {"name": PLAIN, "directions": PLAIN},
    "question": {"label": PLAIN, "purpose": PLAIN, "choices": PLAIN},
    "speaker": {"name": PLAIN, "role": PLAIN, "affiliation": PLAIN, "biography": RICH},
    "session": {"title": PLAIN, "summary": PLAIN, "abstract": RICH},
    "announcement": {"title": PLAIN, "body": RICH},
    "page": {"title": PLAIN, "body": BODY},
}
RENAMED = {("edition", "venue"): "venue_name", ("speaker", "name"): "title"}
LINK = re.compile(r'<a href="#(session|speaker|page)/([\w-]+)">(.*?)</a>', re.DOTALL)
AFTER_BLOCK = re.compile(r"(</(?:p|ul|ol|li|h3|h4)>|<(?:ul|ol|hr ?/?)>)\s+")


def values(name, words, links):
    """`{field: value}` of an object's model; `links` has a key for each page and image."""
    found = {}
    for word, made_of in FIELDS[name.kind].items():
        text = words.get(word, [] if made_of == BODY else "")
        if made_of == RICH:
            text = rich(text, name, links)
        elif made_of == BODY:
            text = json.dumps(_body(text, name, links), ensure_ascii=False)
        found[RENAMED.get((name.kind, word), word)] = text
    return found


def rich(text, name, links):
    """Rich text as Wagtail stores it: no space between paragraphs, links by primary key."""

    def resolve(match):
        page = links.page(Name(match[1], match[2]), seen_from=name)
        return f'<a linktype="page" id="{page}">{match[3]}</a>' if page else match[3]

    return AFTER_BLOCK.sub(r"\1", LINK.sub(resolve, text.strip()))


def _body(blocks, name, links):
    """Blocks with ids that are the same in all languages: by place and kind."""
    made = []
    for position, block in enumerate(blocks):
        kind = next((kind for kind in BLOCKS if kind in block), None)
        if kind is None:
            raise ContentError(f"{name}: block {position + 1} is of no known kind.")
        identity = uuid.uuid5(NAMESPACE, f"{name}/body/{position}/{kind}")
        value = BLOCKS[kind](block, name, links)
        made.append({"type": kind, "value": value, "id": str(identity)})
    return made


def _quote(block, name, links):
    return {"text": block["quote"], "attribution": block.get("attribution", "")}


def _question(block, name, links):
    return {"question": block["question"], "answer": rich(block["answer"], name, links)}


def _picture(block, name, links):
    return {
        "image": links.image(block["picture"]),
        "alt": block.get("alt", ""),
        "caption": block.get("caption", ""),
    }


BLOCKS = {
    "heading": lambda block, name, links: block["heading"],
    "callout": lambda block, name, links: block["callout"],
    "paragraph": lambda block, name, links: rich(block["paragraph"], name, links),
    "quote": _quote,
    "question": _question,
    "picture": _picture,
}
