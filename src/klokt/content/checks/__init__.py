"""What is looked for in a guideline that could be read: one small function for each thing."""
