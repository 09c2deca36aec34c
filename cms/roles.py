"""Who may do what in the admin: groups, made by a command that is safe to run again."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.localize.submission import submit_page
from events.models import Edition
from events.web import naming
from home.models import HomePage

EDITIONS = ["events.edition", "events.room", "events.track"]
EDITED = ["events.edition", "events.room", "events.track", "events.slot"]
SETTLED = ["registration.admission", "registration.seatpool", "registration.question"]
VOCABULARIES = ["events.room", "events.track", "registration.question"]


def make_roles():
    """Make the groups of people who edit, coordinate, translate and register, if missing.

    Adds rights, never takes any away: what an administrator has granted by hand stays. Front pages
    that a language lacks are made as drafts, for rights follow the page tree.
    """
    homes, sources = ensure_front_pages(), _source_languages()
    _editors([homes[code] for code in sources if code in homes])
    _coordinators(homes.values())
    _registrars()
    _put_away_stock_review()
    for code, home in homes.items():
        translators = _group(f"translators-{code}")
        _grant_pages(translators, home, "change_page")
        publishers = _group(f"publishers-{code}")
        _grant_pages(publishers, home, "change_page", "publish_page")
        if sources != [code]:
            _ensure_review(code, home, [publishers, *_other_reviewers(code, sources)])
    return Group.objects.filter(name__in=role_names())


def role_names():
    languages = [code for code, _name in settings.LANGUAGES]
    pairs = [f"{role}-{code}" for code in languages for role in ("translators", "publishers")]
    return ["editors", "coordinators", "registrars", *pairs]


def ensure_front_pages():
    """`{language: front page}`, those that are missing being asked for as translations."""
    first = HomePage.objects.filter(alias_of=None).order_by("pk").first()
    if first is None:
        return {}
    languages = [code for code, _name in settings.LANGUAGES]
    submit_page(first, Locale.objects.filter(language_code__in=languages))
    pages = HomePage.objects.filter(translation_key=first.translation_key, alias_of=None)
    return {page.locale.language_code: page for page in pages.select_related("locale")}


def _source_languages():
    """Languages that content is written in first."""
    used = Edition.objects.values_list("source_language", flat=True)
    return sorted({settings.LANGUAGE_CODE, *used})


def _editors(homes):
    group = _group("editors")
    for home in homes:
        _grant_pages(
            group, home, "add_page", "change_page", "publish_page", "lock_page", "unlock_page"
        )
    _grant_models(group, [*EDITED, *SETTLED], "add", "change", "delete", "view")
    _grant_files(group, "add", "change", "choose")


def _coordinators(homes):
    group = _group("coordinators")
    group.permissions.add(
        _permission("wagtail_localize", "submit_translation"),
        _permission("cms", "invite_translators"),
    )
    sources = _source_languages()
    for home in homes:
        _grant_pages(group, home, "change_page", "publish_page", "lock_page", "unlock_page")
        if home.locale.language_code in sources:
            _grant_pages(group, home, "add_page")  # new editions
    _grant_models(group, EDITIONS, "add", "change")
    # These belong to no page, so their words cannot be left to one language's translators.
    _grant_models(group, VOCABULARIES, "change", "view")


def _registrars():
    """Those who read who comes, and decide; they edit nothing."""
    group = _group("registrars")
    _grant_models(group, ["registration.registration"], "view", "change", "delete", "export")


def _other_reviewers(code, sources):
    """Who beside publishers approves translations, and is not locked out of a page in review."""
    names = ["coordinators", "editors"] if code in sources else ["coordinators"]
    return Group.objects.filter(name__in=names)


def _put_away_stock_review():
    """Take Wagtail's own workflow off the whole tree, once, unless somebody is in its group.

    It would lock pages until nobody has approved them.
    """
    is_first_time = not GroupApprovalTask.objects.exclude(groups__name="Moderators").exists()
    if is_first_time and not Group.objects.filter(name="Moderators", user__isnull=False).exists():
        WorkflowPage.objects.filter(page__depth=1).delete()


@transaction.atomic
def _ensure_review(code, home, groups):
    """The workflow in which translations into a language are approved, if it was never made.

    Only languages that are translated into have one: a page in review is locked for everybody but
    its reviewers, and editors publish what they write without asking. It is found again by its
    publishers or by its name, so renaming it, giving it to others or taking it off the front page
    is not undone.
    """
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Translation review: {language}").format(
            language=naming.language_name(code, settings.LANGUAGE_CODE)
        )
    if GroupApprovalTask.objects.filter(Q(groups=groups[0]) | Q(name=name)).exists():
        return
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.set(groups)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=home.page_ptr, defaults={"workflow": workflow})


def _group(name):
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    return group


def _permission(app, codename):
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _grant_pages(group, page, *codenames):
    for codename in codenames:
        permission = _permission("wagtailcore", codename)
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _grant_models(group, models, *actions):
    for name in models:
        app, model = name.split(".")
        group.permissions.add(*(_permission(app, f"{action}_{model}") for action in actions))


def _grant_files(group, *actions):
    root = Collection.get_first_root_node()
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for action in actions:
            permission = _permission(app, f"{action}_{model}")
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )
