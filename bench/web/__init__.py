"""Time the pages: each as a browser gets it, one beside the other."""
