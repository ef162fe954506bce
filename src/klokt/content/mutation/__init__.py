"""Small wrong changes to a guideline, made to see whether its cases notice them."""
