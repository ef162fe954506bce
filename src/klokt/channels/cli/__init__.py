"""The command: klokt assess, check, trace, publish, new and schema."""
