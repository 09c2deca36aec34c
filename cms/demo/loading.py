"""Loads the demo: builds what is missing, translates it, and lets readers see it at once."""

from django.conf import settings
from django.db import transaction

from cms.demo.building import MODELS, Builder
from cms.demo.content import Name, edition_of
from cms.demo.quiet import bulk_work, catch_up, without_log
from cms.demo.removing import remove
from cms.demo.translating import Translator
from events.compiler import snapshots
from events.models import Edition
from home.models import HomePage
from home.services import home_in


def load(content, *, again=False, tell=lambda sentence: None):
    """Load the editions of `content` that are not there; returns their slugs.

    An edition that exists is left alone, whatever an editor has made of it. `again` first removes
    what an earlier run made, also where it was edited, and nothing else; raises Kept if somebody
    has added to it. An edition that an interrupted run left behind as a draft is made anew.
    """
    missing = [row for row in content.rows("editions") if _is_wanted(row, again, tell)]
    if not missing:
        return []
    slugs = [facts["slug"] for facts in missing]
    interrupted = Edition.objects.filter(slug__in=slugs).exists()
    with snapshots.held_back(), without_log():
        remove(content, slugs, everything=again or interrupted)
    with bulk_work():
        builder = _build(content, missing, tell)
    keys = [name.key for name in builder.made]
    catch_up([HomePage, *MODELS.values()], [*keys, builder.home.translation_key])
    snapshots.mark_dirty()
    snapshots.rebuild()
    return slugs


def _is_wanted(facts, again, tell):
    slug = facts["slug"]
    if facts["source"] not in dict(settings.LANGUAGES):
        tell(f"{slug} is left out: the site does not have its language, {facts['source']}.")
        return False
    found = Edition.objects.filter(slug=slug).first()
    if found and not again and not _is_half_made(found):
        tell(f"{slug} exists and stays as it is.")
        return False
    return True


def _is_half_made(edition):
    key = Name("edition", edition.slug).key
    is_ours = edition.pages.filter(translation_key=key).exists() or not edition.pages.exists()
    return edition.state == Edition.State.DRAFT and is_ours


def _build(content, missing, tell):
    builder = Builder(content, tell)
    with transaction.atomic():
        builder.site()
        for facts in missing:
            builder.edition(facts)
    builder.publish()
    _translate(builder)
    for facts in missing:
        Edition.objects.filter(slug=facts["slug"]).update(state=facts["state"])
    return builder


def _translate(builder):
    content, translator = builder.content, Translator(builder)
    front = Name("home", "front")
    if front in builder.made:
        translator.translate(front, _languages(content, front))
    for language in content.languages:
        home_in(builder.home, language)  # below a front page that is missing is nothing
    for name in builder.made:
        if name != front:
            translator.translate(name, _languages(content, name))


def _languages(content, name):
    """Languages that an object can be translated into: those of its edition that are written."""
    slug = edition_of(name)
    codes = [code for code in content.languages if code != content.source_of(name)]
    if not slug:
        return codes
    spoken = next(row["languages"] for row in content.rows("editions") if row["slug"] == slug)
    edition = Name("edition", slug)
    return [code for code in codes if code in spoken and content.words_of(code, edition)]
