"""What tells an event: trigger words, what they need around them, which of them are refused."""
