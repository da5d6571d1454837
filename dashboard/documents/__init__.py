"""What the pages say, as values and as markup; all templates live here."""
