"""The library of guidelines: read a folder, check it, run its cases, change it to see what the cases notice."""
