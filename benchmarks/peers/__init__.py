"""What a data journalist would use instead: the same table and time chart in other tools."""
