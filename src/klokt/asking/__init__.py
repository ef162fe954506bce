"""The second reader over HTTP: a language model that the hospital runs, asked for facts with quotes."""
