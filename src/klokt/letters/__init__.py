"""Letters, sheets and posters: the paragraphs that are true of a proposal, as HTML and as PDF."""
