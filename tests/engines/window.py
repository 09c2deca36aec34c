"""A window of WebKitGTK without anything around the page; started by its driver.

Runs on Debian's Python. The browser that comes with the driver is wider than a phone, keeps
nothing on the disk and says nothing of what goes wrong in its pages; this one prints that.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

folder, width, height = sys.argv[1:4]
store = WebKit2.WebsiteDataManager(base_data_directory=folder, base_cache_directory=folder)
context = WebKit2.WebContext(website_data_manager=store)
context.set_automation_allowed(True)


def open_view(_session):
    settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True)
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True, settings=settings)
    view.connect("close", Gtk.main_quit)
    window = Gtk.Window(default_width=int(width), default_height=int(height))
    window.add(view)
    window.show_all()
    return view


def begin(_context, session):
    session.connect("create-web-view", open_view)


context.connect("automation-started", begin)
Gtk.main()
