"""Maps as they are drawn."""
