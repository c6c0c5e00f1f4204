"""Between records: repeats, restatements, replies, translations, and the events they belong to."""
