"""The command line: `main` parses it, the other modules are the headless commands."""
