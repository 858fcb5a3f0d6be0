"""How readers find their way: menus, languages, links and lists of pages."""
