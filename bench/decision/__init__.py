"""One flow, one thousand referrals: klokt beside another engine, and both beside the definition."""
