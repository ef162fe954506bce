"""Clinical free text to proposed facts, each with the words that say it; the phrases are content."""
