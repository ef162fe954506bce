"""The nouns: truth, durations, facts, expressions, guidelines, referrals and proposals."""
