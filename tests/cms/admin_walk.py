"""Every address of the admin, from the URL configuration, and what fills its places."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.urls import URLResolver, get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Site

from tests.cms.admin_world import LANGUAGES

PREFIX = "admin/"
BULK = "wagtail_bulk_action"
# They log one out, or fail, by nature; the last one when no form is sent.
LEFT_OUT = {
    "wagtailadmin_logout",
    "wagtailadmin_error_test",
    "wagtaildocs:create_multiple_from_uploaded_document",
}
# What stands in these places is in a language; so is what `pk` stands for in these namespaces.
PLACES = {
    "code",
    "language",
    "object_id",
    "page_id",
    "page_pk",
    "page_to_move_id",
    "parent_page_id",
    "translation_id",
}
TRANSLATIONS = ("translating:text", "translating:segment")
ROWS = (
    *TRANSLATIONS,
    "translating:delete_term",
    "translating:term",
    "wagtail_localize",
    "wagtailadmin_api:pages",
    "wagtailadmin_pages",
    "wagtailsnippet",
)


@dataclass(frozen=True)
class Route:
    """One line of the matrix: an address that can be asked for."""

    key: str
    name: str
    places: frozenset = frozenset()
    language: str = ""
    action: tuple = ()


def routes():
    """`{key: Route}`. A name with several addresses is told apart by their places."""
    found = {}
    patterns = list(_below_admin(get_resolver().url_patterns))
    named = {_shape(address) for name, address, _places in patterns if name}
    for name, address, places in patterns:
        if name in LEFT_OUT:
            continue
        if name or _shape(address) not in named:  # else: ours, before a stock view of this address
            key = name or address
            if key in {route.name for route in found.values()}:
                key = f"{key} {' '.join(sorted(places))}"
            found |= {route.key: route for route in _variants(key, name or address, places)}
    return found


def _shape(address):
    """An address without the names of its places."""
    return re.sub(r"<(\w+):\w+>", r"<\1>", address)


def _below_admin(patterns, prefix="", namespace=""):
    for pattern in patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below_admin(pattern.url_patterns, address, inner)
        elif address.startswith(PREFIX):
            name = pattern.name and namespace + pattern.name
            yield name, address, frozenset(_places(pattern.pattern))


def _places(pattern):
    return getattr(pattern, "converters", None) or pattern.regex.groupindex


def _variants(key, name, places):
    if name == BULK:
        for action in _bulk_actions():
            yield from _in_languages(f"{key} {'.'.join(action)}", name, places, action)
    else:
        yield from _in_languages(key, name, places)


def _bulk_actions():
    bulk_action_registry.get_bulk_action_class("", "", "")  # has it look for them
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            yield from ((app, model, action) for action in actions)


def _in_languages(key, name, places, action=()):
    has_language = places & PLACES or ("pk" in places and name.startswith(ROWS))
    has_language = has_language or action[:2] == ("wagtailcore", "page")
    languages = LANGUAGES if has_language else [""]
    if "translation_id" in places or name.startswith(TRANSLATIONS):
        languages = LANGUAGES[1:]
    for language in languages:
        yield Route(f"{key} {language}".strip(), name, places, language, action)


class Addresses:
    """Fills the places of routes with what there is in a world."""

    def __init__(self, world):
        self.world = world

    def of(self, route):
        if route.name.startswith(PREFIX):
            return "/" + route.name.strip("^$").replace("^.*", "nothing")
        values = self._values(route)
        unknown = route.places - values.keys()
        assert not unknown, f"What stands in {unknown} of {route.name}? Say it in admin_walk."
        address = reverse(route.name, kwargs={name: values[name] for name in route.places})
        query = self._query(route)
        return f"{address}?{urlencode(query)}" if query else address

    def form(self, route):
        """What is sent to an address that answers to forms only."""
        if not route.name.endswith("ask_one"):
            return {}
        row = self._rows(route).session if "slug" in route.places else self.world.home
        return {"place": f"{row.translation_key}:tr"}

    def _query(self, route):
        if route.name == BULK:
            return {"id": self._many(route)}
        if route.name.endswith("chosen_multiple"):
            return {"id": self._pk(route)}
        if route.name == "wagtailadmin_api:pages:find":
            return {"id": self._rows(route).session.pk}
        if route.name.startswith("wagtailadmin_tag"):
            return {"term": "a"}
        # Where some views send people: by default it is where they also send whom they refuse.
        return {} if route.name.startswith("wagtailadmin_api") else {"next": "/admin/account/"}

    def _rows(self, route):
        return self.world.rows[route.language or "en"]

    def _many(self, route):
        rows = self._rows(route)
        model = route.action[1]
        return {
            "page": rows.session,
            "image": self.world.image,
            "document": self.world.document,
            "user": self.world.editor,
        }.get(model, getattr(rows, model, None)).pk

    def _pk(self, route):
        world, rows = self.world, self._rows(route)
        namespace, _colon, view = route.name.rpartition(":")
        if namespace.startswith(("wagtailsnippets_", "wagtailsnippetchoosers_")):
            return getattr(rows, namespace.rpartition("_")[2]).pk
        if view.endswith("_task"):
            return world.task.pk
        if namespace == "translating":
            return self._at_translators_desk(view, rows)
        return {
            "desk": rows.session,
            "registrations": world.registration,
            "wagtail_localize": rows.room,
            "wagtailadmin_api:documents": world.document,
            "wagtailadmin_api:images": world.image,
            "wagtailadmin_collections": world.collection,
            "wagtailadmin_workflows": world.workflow,
            "wagtaildocs_chooser": world.document,
            "wagtailimages_chooser": world.image,
            "wagtaillocales": rows.locale,
            "wagtailsites": Site.objects.first(),
            "wagtailusers_groups": Group.objects.get(name="editors"),
            "wagtailusers_users": world.editor,
        }.get(namespace, rows.session).pk

    def _at_translators_desk(self, view, rows):
        found = {
            "delete_term": rows.term,
            "job": self.world.job,
            "send_again": self.world.translator,
            "take_out": self.world.translator,
            "term": rows.term,
        }.get(view, rows.translation)
        return found and found.pk

    def _values(self, route):
        world, rows = self.world, self._rows(route)
        page = rows.moderated if "workflow_" in route.name else rows.session
        upload = "Document" if route.name.startswith("wagtaildocs") else "Image"
        values = {
            "action": "move",
            "action_name": "approve",
            "app_label": "events",
            "app_name": "events",
            "code": rows.locale.language_code,
            "collection_id": world.collection.pk,
            "content_type_app_name": "events",
            "content_type_model_name": "sessionpage",
            "destination_id": rows.page.pk,
            "doc_id": world.document.pk,
            "document_id": world.document.pk,
            "filter_spec": "original",
            "image_id": world.image.pk,
            "key": world.report,
            "language": rows.locale.language_code,
            "model_name": "sessionpage",
            "object_id": rows.session.pk,
            "overridable_segment_id": 0,  # of ours, no fact may be changed in a translation
            "page_id": page.pk,
            "page_pk": page.pk,
            "page_to_move_id": page.pk,
            "parent_page_id": rows.page.pk,
            "pk": self._pk(route),
            "pool": world.registration.pool_id,
            "revision_id": rows.session.latest_revision_id,
            "revision_id_a": rows.session.latest_revision_id,
            "revision_id_b": "latest",
            "segment": world.segment.pk,
            "session_id": rows.editing.pk,
            "slug": world.edition.slug,
            "string_segment_id": world.segment.pk,
            "task_id": world.task.pk,
            "task_state_id": rows.state.current_task_state_id,
            "token": default_token_generator.make_token(world.admin),
            "translation_id": rows.translation and rows.translation.pk,
            "translation_source_id": world.segment.source_id,
            "uidb64": urlsafe_base64_encode(force_bytes(world.admin.pk)),
            "uploaded_file_id": world.uploads[upload].pk,
            "workflow_pk": world.workflow.pk,
            "workflow_state_id": rows.state.pk,
        }
        if route.action:
            values |= dict(zip(("app_label", "model_name", "action"), route.action, strict=True))
        return values | NAMED.get(route.name, {})


ROOM = {"app_label": "events", "model_name": "room"}
NAMED = {
    "wagtail_localize:preview_translation": {"mode": "other"},
    "wagtail_localize:snippets_api_detail": ROOM,
    "wagtail_localize:snippets_api_listing": ROOM,
    "wagtail_localize:submit_snippet_translation": ROOM,
    "wagtailadmin_api:pages:action": {"action_name": "unpublish"},
    "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
    "wagtailadmin_workflows:add_task": {
        "app_label": "wagtailcore",
        "model_name": "groupapprovaltask",
    },
}
