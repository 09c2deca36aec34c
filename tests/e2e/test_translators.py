"""The page where translators are invited, in a real browser."""

import pytest
from playwright.sync_api import expect

from cms.translating import inviting
from tests import factories
from tests.cms.people import make_user, person
from tests.e2e.axe import faults

PAGE = "/admin/translations/invite/"
STICKING_OUT = """[...document.querySelectorAll(".desk, .desk *")].filter((node) => {
    const { left, right, width } = node.getBoundingClientRect();
    return width && (left < 0 || right > innerWidth);
}).map((node) => node.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def mona(server):
    """Somebody who was invited and has not come, beside a publisher."""
    factories.make_home()
    coordinator = make_user("coordinators")
    person("publishers-ur", "ur")
    values = {"languages": ["ar", "tr"], "role": "translators", "language": "ar"}
    return inviting.invite("mona@example.org", name="منى حداد", by=coordinator, **values)


@pytest.fixture
def coordinator(come, mona):
    """Call to log a coordinator in, with the admin in a language."""

    def make(*args, **options):
        return come(person("coordinators"), *args, **options)

    return make


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 360, "dark"), ("ar", 360, "light"), ("ur", 1280, "dark"), ("en", 1280, "light")],
)
def test_axe_finds_nothing_and_all_fits(coordinator, language, scheme, width):
    reader = coordinator(language, width, color_scheme=scheme)
    reader.go(PAGE)
    reader.page.locator(".desk-invite button").click()
    reader.page.locator(".error-message").first.wait_for()

    # Wagtail's own red of messages is its business.
    assert faults(reader.page, {"exclude": [".messages"]}) == []
    assert reader.page.evaluate(STICKING_OUT) == []


def test_somebody_is_invited_with_the_keyboard(coordinator):
    reader = coordinator("en", height=900)
    reader.go(PAGE)
    keyboard = reader.page.keyboard
    reader.page.get_by_label("E-mail address").focus()
    keyboard.type("amina@example.org")
    keyboard.press("Tab")
    keyboard.type("Amina")
    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("Enter")

    reader.page.get_by_text("An invitation was mailed").wait_for()
    row = reader.page.locator(".desk-person", has_text="amina@example.org")
    assert row.get_by_text("invited, has not come yet").count() == 1
    row.get_by_role("button", name="Take out: Amina").click()
    reader.page.get_by_text("To undo this, invite again").wait_for()
    assert row.count() == 0


def test_account_of_a_translator_fits_and_its_script_runs(come, mona):
    reader = come("translators-ar", "ar", width=360)
    reader.go("/admin/account/")
    field = reader.page.locator("[name=locale-current_time_zone]")

    # In the reader's language: Wagtail's script has named them.
    expect(field.locator("option[value='Europe/Istanbul']")).to_contain_text("غرينتش+3")
    assert field.evaluate("select => select.getBoundingClientRect().left") >= 0
