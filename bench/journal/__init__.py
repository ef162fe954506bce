"""How quickly a journal takes in referrals and decisions, each durable before it is acknowledged."""
