"""Users of the admin in tests, each with the rights of some roles."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.users.models import UserProfile

from cms.roles import make_roles


def make_user(*roles):
    """A user in the groups `roles`; an administrator if there are none."""
    if not Group.objects.filter(name="editors").exists():
        make_roles()
    users = get_user_model().objects
    name = "-".join(roles) or "admin"
    user = users.filter(username=name).first()
    if user is None:
        user = users.create_user(name, is_superuser=not roles, is_staff=not roles)
        user.groups.set(Group.objects.filter(name__in=roles))
        assert user.groups.count() == len(roles)
    return user


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
