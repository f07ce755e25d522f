"""The desk: a ledger's timeline, map, reader and review in a browser. Needs the extra `desk`."""
