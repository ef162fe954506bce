"""What is left after the program was killed at any moment."""
