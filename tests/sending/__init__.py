"""Referrals that are sent as messages."""
