"""A phone's browser to measure with: slowed, offline, asked when something was painted."""

import contextlib
import tempfile
import time

from cms.bench.quiet import wait_until_idle

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}

# When the first card was painted: Element Timing tells, or, where it is below the fold, a frame.
WATCH_CARDS = """
    const cards = (window.cards = { frame: 0, painted: 0 });
    new PerformanceObserver((list) => {
        cards.painted ||= list.getEntries()[0].renderTime;
    }).observe({ type: "element", buffered: true });
    const watch = new MutationObserver(() => {
        const title = document.querySelector("main .card-title");
        if (!title?.textContent.trim()) return;
        watch.disconnect();
        title.setAttribute("elementtiming", "card");
        requestAnimationFrame(() => setTimeout(() => (cards.frame = performance.now())));
    });
    watch.observe(document, { childList: true, subtree: true });
"""
# How long an answer took: from the key or the tap to the frame after the first change of what
# should change, or to the next paint as Event Timing tells, whichever is later.
WATCH_ANSWERS = """
    const answers = (window.answers = { selector: "main", took: 0 });
    let began = 0;
    const begin = (event) => (began = event.timeStamp);
    addEventListener("keydown", begin, true);
    addEventListener("pointerdown", begin, true);
    const later = (took) => (answers.took = Math.max(answers.took, took));
    new MutationObserver((rows) => {
        const from = began;
        const isIt = ({ target }) =>
            (target.nodeType === 1 ? target : target.parentElement)?.closest(answers.selector);
        if (!from || !rows.some(isIt)) return;
        began = 0;
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => later(performance.now() - from);
            port2.postMessage(0);
        });
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.interactionId) later(entry.duration);
    }).observe({ type: "event", durationThreshold: 16 });
"""
KEPT = """async ([edition, language]) => {
    await navigator.serviceWorker.ready;
    const done = (request) => new Promise((resolve) => {
        request.onsuccess = () => resolve(request.result);
    });
    const db = await done(indexedDB.open("majlis"));
    const keys = await done(db.transaction("documents").objectStore("documents").getAllKeys());
    db.close();
    const own = `${edition}/${language}`;
    const wanted = [`${own}/programme`, `${own}/details`, `/${language}/site`];
    const shell = await caches.match(`/app/shell/${language}/`);
    return wanted.every((key) => keys.includes(key)) && !!shell;
}"""


@contextlib.contextmanager
def phone(playwright, *scripts):
    """A fresh device, on whose pages these scripts run first.

    Its profile is on the disk: a private window would keep no compiled scripts.
    """
    with tempfile.TemporaryDirectory(prefix="majlis-phone-") as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=ARGUMENTS, **PHONE
        )
        context.set_default_timeout(120_000)
        for script in scripts:
            context.add_init_script(f"(() => {{ {script} }})()")
        try:
            yield context
        finally:
            context.close()


def keep(context, address, edition, language):
    """Visit, and stay until the device holds everything; then go offline."""
    page = context.new_page()
    page.goto(f"{address}/{language}/{edition}/programme/")
    wait_for(page, KEPT, [edition, language], seconds=60)
    page.close()
    context.set_offline(True)


@contextlib.contextmanager
def slowed_page(context, slowdown):
    """A new page on a processor that is so many times slower, its worker not yet started."""
    wait_until_idle()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    try:
        yield page
    finally:
        page.close()


def first_cards(page):
    """Milliseconds from the start of the navigation until the first card was painted."""
    wait_for(page, "cards.frame > 0", seconds=60)
    page.wait_for_timeout(100)
    return page.evaluate("cards.painted || cards.frame")


def answer(page, act):
    """Milliseconds from a key or tap until its answer was painted."""
    page.evaluate("answers.took = 0")
    act()
    page.wait_for_timeout(250)  # a reader's pause; entries of Event Timing come late
    return page.evaluate("answers.took")


def wait_for(page, script, argument=None, *, seconds):
    """Wait for a script whose promise tells; `wait_for_function` takes any promise for true."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(script, argument):
        if time.monotonic() > deadline:
            raise TimeoutError(f"Still not so after {seconds} s: {script}")
        page.wait_for_timeout(50)
