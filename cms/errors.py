from rest_framework.views import exception_handler


def api_error(exc, context):
    return exception_handler(exc, context)
