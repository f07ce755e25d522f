"""Readings and ledgers in the formats that people and their tools read: one file a format."""
