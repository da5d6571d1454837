"""The content of pages, as values and as markup; all templates live here."""
