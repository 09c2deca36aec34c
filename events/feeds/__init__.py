"""The programme in formats that other programs read; each is a function of the documents alone."""
