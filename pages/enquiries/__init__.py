"""The enquiries house: what people write to us through the contact form, and how it is kept safe."""
