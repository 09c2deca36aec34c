"""Users of the admin in tests, each with the rights of some roles."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from cms.roles import make_roles
from home.models import HomePage


def make_user(*roles):
    """A user in the groups `roles`; an administrator if there are none."""
    if not Group.objects.filter(name="editors").exists():
        _make_front_pages()
        make_roles()
    users = get_user_model().objects
    name = "-".join(roles) or "admin"
    user = users.filter(username=name).first()
    if user is None:
        user = users.create_user(name, is_superuser=not roles, is_staff=not roles)
        user.groups.set(Group.objects.filter(name__in=roles))
        assert user.groups.count() == len(roles)
    return user


def _make_front_pages():
    """Drafts in all languages, as `make_roles` has them made, in a tenth of the time."""
    home = HomePage.objects.filter(alias_of=None).first()
    if home is None:
        return
    made = HomePage.objects.filter(translation_key=home.translation_key).values("locale")
    for locale in Locale.objects.exclude(pk__in=made):
        Page.get_first_root_node().add_child(
            instance=HomePage(
                title=home.title,
                slug=f"{home.slug}-{locale.language_code}",
                locale=locale,
                translation_key=home.translation_key,
                live=False,
            )
        )


def person(role, language=""):
    """A user of one role with an address, who reads the admin in a language."""
    user = make_user(role)
    user.email = f"{role}@example.org"
    user.save()
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    return user


def log_in(*roles):
    client = Client()
    client.force_login(make_user(*roles))
    return client


def messages(response):
    return [str(message).strip() for message in response.context["messages"]]
