"""What the app's readers wait for, measured in Chromium: rows for a table."""

import statistics
import time
from dataclasses import dataclass

from cms.bench import browser as phones
from cms.bench import quiet
from cms.bench.budget import limits
from cms.bench.line import slow_line
from cms.bench.stage import LARGE, REFERENCE, SAMPLE

WORD = {"en": "garden", "ar": "حديقة"}
DAYS = 4  # of the large programme, each opened in turn


@dataclass(frozen=True)
class Row:
    """Samples of one thing, in `unit`; `aim` is the most that their median should be."""

    name: str
    samples: list
    unit: str = "ms"
    aim: float | None = None

    @property
    def median(self):
        return statistics.median(self.samples)

    @property
    def is_over(self):
        return self.aim is not None and self.median > self.aim


def first_visits(playwright, port, samples):
    """The sample's programme on a 2G line, from nothing."""
    for language in ("en", "ar"):
        read, needed, everything = [], [], []
        for _number in range(samples):
            with (
                slow_line(port, kbits=150, round_trip=0.8) as line,
                phones.phone(playwright, phones.WATCH_CARDS) as context,
            ):
                quiet.wait_until_idle()
                page = context.new_page()
                address = f"http://127.0.0.1:{line.port}/{language}/{SAMPLE}/programme/"
                page.goto(address, wait_until="commit")
                phones.wait_for(page, "cards.frame > 0", seconds=60)
                needed.append(line.received)
                read.append(phones.first_cards(page))
                phones.wait_for(page, phones.KEPT, [SAMPLE, language], seconds=240)
                while time.monotonic() - line.last < 4:
                    page.wait_for_timeout(500)
                everything.append(line.received)
        where = f"first visit at 2G, {language}"
        yield Row(f"{where}: first card", read, aim=4000)
        yield Row(f"{where}: had come by then", needed, "bytes")
        yield Row(f"{where}: everything kept", everything, "bytes")


def second_visits(playwright, port, samples):
    """Offline, on slow processors, each time a device that was here once before."""
    for edition in (SAMPLE, REFERENCE):
        for slowdown, aim in ((4, None), (6, 400)):
            second, later = [], []
            for _number in range(samples):
                took = _visits_after_the_first(playwright, port, edition, slowdown)
                second.append(took[0])
                later.append(took[-1])
            where = f"offline, {slowdown}×, {edition}"
            yield Row(f"{where}: second visit", second, aim=aim)
            yield Row(f"{where}: fifth visit", later, aim=aim)


def _visits_after_the_first(playwright, port, edition, slowdown):
    """Browsers keep compiled scripts from the third visit on."""
    took, address = [], f"http://127.0.0.1:{port}"
    with phones.phone(playwright, phones.WATCH_CARDS) as context:
        phones.keep(context, address, edition, "en")
        for _visit in range(4):
            with phones.slowed_page(context, slowdown) as page:
                page.goto(f"{address}/en/{edition}/programme/", wait_until="commit")
                took.append(phones.first_cards(page))
                page.wait_for_timeout(1500)  # what is compiled is kept a while later
    return took


def answers(playwright, port, samples, language="en"):
    """Keys and taps with 1,000 sessions on a processor four times slower."""
    worst, middle, days, stars, searched = [], [], [], [], []
    with phones.phone(playwright, phones.WATCH_ANSWERS) as context:
        address = f"http://127.0.0.1:{port}"
        phones.keep(context, address, LARGE, language)
        for _number in range(samples):
            with phones.slowed_page(context, 4) as page:
                page.goto(f"{address}/{language}/{LARGE}/programme/")
                page.wait_for_timeout(3000)  # read a little, as people do
                days += _days(page)
                stars += _star(page)
                keys = _filter(page, WORD[language])
                worst.append(max(keys))
                middle.append(statistics.median(keys))
            with phones.slowed_page(context, 4) as page:
                page.goto(f"{address}/{language}/{LARGE}/search/")
                searched += [max(keys)] if (keys := _search(page, WORD[language])) else []
    where = f"1,000 sessions, 4×, {language}"
    yield Row(f"{where}: worst key in the filter", worst, aim=100)
    yield Row(f"{where}: usual key in the filter", middle, aim=100)
    yield Row(f"{where}: another day", days, aim=100)
    if stars:
        yield Row(f"{where}: star", stars, aim=100)
    if searched:
        yield Row(f"{where}: worst key in the search", searched, aim=100)


def _days(page):
    page.evaluate("answers.selector = '#main'")
    tabs = page.locator("nav.days a")
    return [
        phones.answer(page, tabs.nth(number).click) for number in range(1, min(DAYS, tabs.count()))
    ]


def _star(page):
    star = page.locator("main .card [aria-pressed]").first
    if not star.count():
        return []
    page.evaluate("answers.selector = '.card'")
    return [phones.answer(page, star.click) for _number in range(2)]


def _filter(page, word):
    if not page.locator("details.filters[open]").count():
        page.locator("details.filters summary").click()
    page.locator("#filter-q").click()
    page.wait_for_timeout(500)
    page.evaluate("answers.selector = '#sessions'")
    return _type(page, word)


def _search(page, word):
    field = page.locator("main input[type=search]")
    page.wait_for_timeout(1500)
    if not field.count():
        return []
    field.first.click()
    page.evaluate("answers.selector = 'main'")
    return _type(page, word)


def _type(page, word):
    keys = [*word, *["Backspace"] * len(word)]
    return [phones.answer(page, lambda key=key: page.keyboard.press(key)) for key in keys]


def sizes():
    for limit in limits():
        yield Row(f"{limit.name}, brotli", [limit.size()], "bytes", limit.most)
