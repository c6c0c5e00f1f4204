"""Commitments of English sentences, by the patterns of `cues_en.yaml`: slovnet gives no syntax there."""
