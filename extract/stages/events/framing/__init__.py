"""Whose event it is: the body that holds it, the larger event it is within, its name."""
