"""Makes wagtail-localize safe: who may do what, nothing public by accident, no broken page tree.

Each guard answers a fault of wagtail-localize 1.14 that a test reproduces without the guard.
"""
