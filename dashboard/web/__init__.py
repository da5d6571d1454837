"""Everything that HTTP serves besides the pages."""
