"""The longest letters as text, HTML and PDF, with the press kept and with a new one for each."""
