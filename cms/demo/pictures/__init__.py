"""The demo's pictures, drawn by the command itself, as images of Wagtail."""

import io

from django.core.files.images import ImageFile
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.demo.content import ContentError
from cms.demo.pictures import portraits, scenes

COLLECTION = "Demo"


def portrait(slug, name):
    """The ornament that stands for a speaker; the same for the same slug."""
    return _stored(f"{slug}.webp", name, lambda: portraits.draw(slug))


def scene(slug):
    """The picture `venue` or `map`."""
    known = {
        "venue": (_("Sample venue"), scenes.venue),
        "map": (_("Map of the sample venue"), scenes.town),
    }
    if slug not in known:
        raise ContentError(f"There is no picture named {slug}.")
    return _stored(f"{slug}.webp", *known[slug])


def made():
    """All images of the demo."""
    return get_image_model().objects.filter(collection__name=COLLECTION)


def webp(picture, quality=84):
    """A Pillow image as the bytes of a WebP file."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def _stored(filename, title, draw):
    found = made().filter(title=title).first()
    if found:
        return found
    content = webp(draw())
    image = get_image_model()(title=title, collection=_collection())
    image.file = ImageFile(io.BytesIO(content), name=f"demo-{filename}")
    image.file_size = len(content)
    image.save()
    return image


def _collection():
    found = Collection.objects.filter(name=COLLECTION, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)
