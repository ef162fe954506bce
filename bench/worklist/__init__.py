"""How quickly a unit's list answers when a million referrals lie behind it."""
