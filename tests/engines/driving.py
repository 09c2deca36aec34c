"""Drives WebKitGTK and Firefox ESR by the protocols that they speak themselves.

Debian packages no driver for Firefox, but Firefox takes WebDriver's commands by a socket of its
own, "Marionette"; WebKitGTK's driver takes them by HTTP.
"""

import base64
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from functools import partial
from glob import glob
from pathlib import Path

SECONDS = 60
PHONE = {"width": 360, "height": 740}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# Calls a function of the page, and waits for its promise; a failure comes as its words.
CALL = """
    const done = arguments[arguments.length - 1];
    Promise.resolve().then(() => (%s)(...arguments))
        .then((found) => done([found ?? null]), (error) => done(String(error)));
"""
# All that Firefox has on its mind: errors and refusals, and what scripts said themselves.
CONSOLE = """
    const { classes: Cc, interfaces: Ci } = Components;
    const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
    const said = storage.getEvents().filter(({ level }) => level !== "log" && level !== "debug");
    return [
        ...Services.console.getMessageArray().map(({ message }) => message),
        ...said.map((row) => `${row.level} ${row.filename}: ${row.arguments.join(" ")}`),
    ];
"""
# What is far away may not have been laid out yet.
SHOW = """(selector) => {
    const found = document.querySelector(selector);
    found.scrollIntoView({ block: "center", behavior: "instant" });
    return found.getBoundingClientRect().width > 0;
}"""


class Engine:
    """One browser with a device of its own. Subclasses say how it is started and asked."""

    name = ""
    needs: list[str]
    # What an engine says of itself, whatever the page does.
    usual: list[str] = []

    @classmethod
    def missing(cls):
        """What has to be installed before this engine can be driven."""
        return [name for name in cls.needs if not shutil.which(name) and not glob(name)]

    def __init__(self, folder, address):
        self.folder, self.address, self.usual = folder, address, [*self.usual]
        self.closing = contextlib.ExitStack()
        with self.closing:
            self.start()
            self.closing = self.closing.pop_all()

    def close(self):
        self.closing.close()

    def spawn(self, *command, log="log.txt", **options):
        """Start a process that ends with the engine; what it prints goes to a file."""
        with (self.folder / log).open("wb") as file:
            process = subprocess.Popen(
                list(map(str, command)), stdout=file, stderr=subprocess.STDOUT, **options
            )
        self.closing.callback(process.wait, SECONDS)
        self.closing.callback(process.terminate)

    def go(self, path):
        self.ask("Navigate", "POST url", url=f"{self.address}{path}")

    def reload(self):
        """As a reader does; Firefox's driver would pass over the worker."""
        self.call("() => { window.isOld = true; setTimeout(() => location.reload()); }")
        self.wait_until("() => !window.isOld")

    def back(self):
        self.ask("Back", "POST back")

    def call(self, function, *arguments):
        found = self.ask(
            "ExecuteAsyncScript",
            "POST execute/async",
            script=CALL % function,
            args=list(arguments),
        )
        assert isinstance(found, list), f"{found}: {function}"
        return found[0]

    def wait_until(self, function, *arguments, seconds=20):
        deadline = time.monotonic() + seconds
        while not self.call(function, *arguments):
            assert time.monotonic() < deadline, f"Still not so after {seconds} s: {function}"
            time.sleep(0.1)

    def find_one(self, selector):
        self.wait_until("(selector) => !!document.querySelector(selector)", selector)
        found = self.ask("FindElement", "POST element", using="css selector", value=selector)
        return found[ELEMENT]

    def show(self, selector):
        """Bring into sight at once: drivers do not wait for a page that glides."""
        element = self.find_one(selector)
        self.wait_until(SHOW, selector)
        return element

    def click(self, selector):
        self.tell_element("Click", "click", self.show(selector))

    def type(self, selector, text):
        self.tell_element("SendKeys", "value", self.find_one(selector), text=text)

    def text(self, selector):
        self.find_one(selector)
        return self.call("(selector) => document.querySelector(selector).innerText", selector)

    def take_picture(self):
        found = self.ask("TakeScreenshot", "GET screenshot", full=False)
        (self.folder / "last.png").write_bytes(base64.b64decode(found))

    def complaints(self):
        return [row for row in self.heard() if not any(words in row for words in self.usual)]


class WebKit(Engine):
    name = "WebKitGTK"
    needs = [
        "WebKitWebDriver",
        "Xvfb",
        "/usr/lib/python3/dist-packages/gi",
        "/usr/lib/*/girepository-1.0/WebKit2-4.1.typelib",
    ]
    usual = ["Unrecognized Content-Security-Policy directive 'manifest-src'"]

    def start(self):
        screen = self.start_screen()
        port = free_port()
        self.spawn(
            "WebKitWebDriver", f"--port={port}", log="webkit.txt",
            env={**os.environ, "DISPLAY": screen, "GDK_BACKEND": "x11", "HOME": str(self.folder)},
        )  # fmt: skip
        wait_for_port(port)
        self.root = f"http://127.0.0.1:{port}/session"
        wanted = {"webkitgtk:browserOptions": {"binary": str(self.write_starter()), "args": []}}
        made = self.ask_driver("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self.root += f"/{made['sessionId']}"
        self.closing.callback(self.ask_driver, "DELETE", "/window")

    def write_starter(self):
        """The driver throws away what its browser prints."""
        window = Path(__file__).with_name("window.py")
        size = f"{PHONE['width']} {PHONE['height']}"
        path = self.folder / "start.sh"
        path.write_text(
            f"#!/bin/sh\nexec /usr/bin/python3 '{window}' '{self.folder}/store' {size}"
            f" >'{self.folder}/console.txt' 2>&1\n"
        )
        path.chmod(0o755)
        return path

    def start_screen(self):
        read, write = os.pipe()
        self.spawn(
            "Xvfb", "-displayfd", write, "-screen", "0", "1280x1024x24", "-nolisten", "tcp",
            log="screen.txt", pass_fds=[write],
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as file:
            return f":{file.readline().strip()}"

    def ask(self, _name, request, **parameters):
        method, path = request.split(" ")
        return self.ask_driver(method, f"/{path}", parameters)

    def tell_element(self, _name, path, element, **parameters):
        self.ask_driver("POST", f"/element/{element}/{path}", parameters)

    def ask_driver(self, method, path, parameters=None):
        data = json.dumps(parameters or {}).encode() if method == "POST" else None
        request = urllib.request.Request(f"{self.root}{path}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def heard(self):
        lines = (self.folder / "console.txt").read_text().splitlines()
        return [line for line in lines if re.search(r"CONSOLE .*(ERROR|WARN)", line)]


class Firefox(Engine):
    name = "Firefox ESR"
    needs = ["firefox-esr"]
    PREFERENCES = {
        "marionette.port": 0,
        "app.normandy.enabled": False,
        "network.connectivity-service.enabled": False,
        "network.captive-portal-service.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "toolkit.telemetry.reportingpolicy.firstRun": False,
    }

    def start(self):
        profile = self.folder / "profile"
        profile.mkdir()
        lines = [
            f'user_pref("{name}", {json.dumps(value)});\n'
            for name, value in self.PREFERENCES.items()
        ]
        (profile / "user.js").write_text("".join(lines))
        self.spawn(
            "firefox-esr", "--headless", "--marionette", "--remote-allow-system-access",
            "--no-remote", "--profile", profile, log="firefox.txt",
            env={**os.environ, "HOME": str(self.folder)},
        )  # fmt: skip
        port = wait_for(lambda: (profile / "MarionetteActivePort").read_text())
        self.socket = socket.create_connection(("127.0.0.1", int(port)), timeout=SECONDS)
        self.closing.callback(self.socket.close)
        self.stream = self.socket.makefile("rb")
        self.read()
        self.count = 0
        self.ask("NewSession")
        # Firefox would be no narrower than its own buttons.
        self.in_chrome("document.documentElement.style.minWidth = '0'")
        self.ask("SetWindowRect", **PHONE)

    def ask(self, name, _request="", **parameters):
        return self.send(f"WebDriver:{name}", parameters)

    def tell_element(self, name, _path, element, **parameters):
        self.send(f"WebDriver:Element{name}", {"id": element, **parameters})

    def send(self, name, parameters):
        self.count += 1
        message = json.dumps([0, self.count, name, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(message), message))
        _answer, _number, error, found = self.read()
        assert error is None, error
        return found.get("value", found) if isinstance(found, dict) else found

    def read(self):
        size = b""
        while not size.endswith(b":"):
            size += self.stream.read(1)
        return json.loads(self.stream.read(int(size[:-1])))

    def in_chrome(self, script):
        self.send("Marionette:SetContext", {"value": "chrome"})
        try:
            return self.ask("ExecuteScript", script=script, args=[])
        finally:
            self.send("Marionette:SetContext", {"value": "content"})

    def heard(self):
        return [row for row in self.in_chrome(CONSOLE) if self.address in row]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(look, seconds=SECONDS):
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError):
            if found := look():
                return found
        assert time.monotonic() < deadline, f"Nothing after {seconds} s."
        time.sleep(0.1)


def wait_for_port(port):
    wait_for(partial(socket.create_connection, ("127.0.0.1", port))).close()


ENGINES = [WebKit, Firefox]
