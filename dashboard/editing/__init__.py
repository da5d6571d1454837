"""Rows that an editor writes, and the draft of the package that holds them."""
