"""Facts, values, targets and outcomes in words for people, the same at every door."""
