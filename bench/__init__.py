"""Measuring: quality on development data, speed, scale."""
