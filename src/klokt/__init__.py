"""klokt turns a written guideline into the same reasoned proposal on both sides of a referral."""

__version__ = "0.1.0"
