"""The demo pages: referrals with their proposals, and the guidelines behind them, in a browser."""
