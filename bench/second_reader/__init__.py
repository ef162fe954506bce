"""What a second reader is worth at best, and what it can do at worst."""
