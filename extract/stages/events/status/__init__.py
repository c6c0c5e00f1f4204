"""What became of it: held, ongoing, planned, put off, called off, or not an event."""
