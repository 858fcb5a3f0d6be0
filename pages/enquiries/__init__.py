"""The enquiries house: what people write to us through the contact form, and how it is kept safe.

A message is accepted (`forms`, `tokens`, `spam`, `acceptance`), kept (`encryption`, `contents`, `models`),
announced to staff (`notification`), read and worked on (`handling`, `records`), and deleted on its day
(`retention`) or when its sender asks (`rights`). `jobs` runs what must happen without anyone asking.
"""
