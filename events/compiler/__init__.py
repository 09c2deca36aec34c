"""Compiles what attendees read: one edition in one language becomes two JSON documents.

Facts come from the page that an object was first written as, words from its translation when
there is a live one. Shapes of the documents: docs/api.md.
"""
