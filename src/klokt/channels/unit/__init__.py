"""The pages of a receiving unit: its worklist, its referrals, and what its people decide, kept in the journal."""
