"""The content of pages, as values and as HTML, with all templates."""
