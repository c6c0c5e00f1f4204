"""By when: deadlines and timeframes of an action."""
