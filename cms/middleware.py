def security_headers(get_response):
    return get_response


def reader_language(get_response):
    return get_response
