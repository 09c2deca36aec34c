from django.http import HttpResponse


def health(request):
    return HttpResponse("ok")


def media(request, name):
    return HttpResponse("")
