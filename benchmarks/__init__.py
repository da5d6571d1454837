"""How fast and how well it works, measured; each script prints what it found."""
