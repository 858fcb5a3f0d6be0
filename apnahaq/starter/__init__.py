"""What a new site starts with: the words, and the code that makes pages, snippets and settings of them."""
