"""Who commits, who is asked, who is quoted."""
