"""Tools that a data journalist would use instead, with the same table and time chart."""
