"""Who says so: claims with source, cue, content and stance."""
