"""Messages that people send us through the contact form, and how they are protected.

A message is submitted (`submissions`, `spam`), stored encrypted (`crypto`, `models`), announced to staff
(`notifications`), read and worked on in the admin (`admin`, `audit_log`), and deleted when its retention period
has passed (`retention`) or when its sender asks (`data_requests`).
"""
