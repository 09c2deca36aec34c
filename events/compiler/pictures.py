"""Pictures in the fixed sizes that documents offer."""

from wagtail.images import get_image_model
from wagtail.images.models import Filter

PORTRAIT = ("fill-96x96|format-webp", "fill-192x192|format-webp", "fill-384x384|format-webp")
PORTRAIT_FALLBACK = "fill-192x192|format-jpeg"
WIDE = ("max-480x960|format-webp", "max-960x1920|format-webp", "max-1600x1600|format-webp")
WIDE_FALLBACK = "max-960x1920|format-jpeg"
SPECS = (*PORTRAIT, PORTRAIT_FALLBACK, *WIDE, WIDE_FALLBACK)


def load(portraits, wides):
    """`{(image pk, is_wide): picture}` for sets of image keys; makes renditions that are missing.

    A picture is `{"src", "srcset", "width", "height"}`: a JPEG address, WebP candidates, pixels.
    """
    images = get_image_model().objects.filter(pk__in=portraits | wides).prefetch_renditions(*SPECS)
    found = {}
    for image in images:
        if image.pk in portraits:
            found[image.pk, False] = _picture(image, PORTRAIT, PORTRAIT_FALLBACK)
        if image.pk in wides:
            found[image.pk, True] = _picture(image, WIDE, WIDE_FALLBACK)
    return {key: picture for key, picture in found.items() if picture}


def _picture(image, specs, fallback_spec):
    wanted = [*specs, fallback_spec]
    made = _made(image.prefetched_renditions, image, wanted)
    if len(made) < len(wanted):
        try:
            image.get_renditions(*wanted)
        except (OSError, ValueError):  # the file is gone or no picture: readers see the words
            return None
        made = _made(image.renditions.filter(filter_spec__in=wanted), image, wanted)
    fallback = made[fallback_spec]
    widths = {made[spec].width: made[spec].url for spec in specs}
    return {
        "src": fallback.url,
        "srcset": ", ".join(f"{url} {width}w" for width, url in sorted(widths.items())),
        "width": fallback.width,
        "height": fallback.height,
    }


def _made(renditions, image, specs):
    """Renditions by spec; one that was cut for another focal point does not count."""
    keys = {spec: Filter(spec=spec).get_cache_key(image) for spec in specs}
    return {
        rendition.filter_spec: rendition
        for rendition in renditions
        if keys.get(rendition.filter_spec) == rendition.focal_point_key
    }
