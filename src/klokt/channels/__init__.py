"""The doors: they translate between the outside and a proposal, and decide nothing."""
