"""The explorer: Textual screens that are thin views on what the fact base computes."""
