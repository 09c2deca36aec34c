from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from events import receivers  # app ready
        from events.web.preview import render_preview  # app ready
        from home.addresses import preview_makers  # app ready

        receivers.connect()
        preview_makers[:] = [render_preview]
