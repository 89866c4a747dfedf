"""From files to facts: what a base may be, how it is read, what is wrong with it, what is kept of it."""
