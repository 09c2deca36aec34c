"""Refusals of this room's services."""


class Refused(Exception):
    """Something that the programme does not allow; `message` tells a person why."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message
