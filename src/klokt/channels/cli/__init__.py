"""The command: klokt assess, letter, check, trace, publish, new and schema."""
