"""The command: klokt assess, check, trace, new and schema."""
