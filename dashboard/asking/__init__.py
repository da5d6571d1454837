"""Selections: the filters, the rows that match them, and the URL that stores them."""
