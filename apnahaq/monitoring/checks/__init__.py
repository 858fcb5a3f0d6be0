"""The checks: a module for each part of the site. Each has a function `check` that returns what was found."""
