"""What people type and paste into forms: how it is cleaned before it is stored, shown and exported."""
