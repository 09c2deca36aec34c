from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self):
        from cms.localize import guards  # app ready
        from cms.translating import notices, receivers, review

        guards.install()
        receivers.connect()
        review.connect()
        notices.connect()
