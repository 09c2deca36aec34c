"""The demo: two archived editions of 2020 and an invented sample, in all languages."""
