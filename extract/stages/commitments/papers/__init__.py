"""Commitments of papers: items under header words, paragraphs of statements, points of orders."""
