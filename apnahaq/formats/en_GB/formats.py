"""British English: months are written out, and times say whether they are those of winter or summer."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j M Y, P T"
