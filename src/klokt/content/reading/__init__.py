"""From the text of a guideline folder to the nouns of the model."""
