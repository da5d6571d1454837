"""Selections: filters, the rows that they keep, and the address that holds them."""
