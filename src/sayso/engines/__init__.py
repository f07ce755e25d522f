"""Ways to spread the reading of many reports over processors."""
