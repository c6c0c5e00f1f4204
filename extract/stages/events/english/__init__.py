"""Events of English sentences, by patterns: slovnet gives no syntax there."""
