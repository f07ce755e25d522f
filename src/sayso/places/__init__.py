"""Where: names of places found, told from those who act, and put on the map (docs/places.md)."""
