-- A column under another name; views that somebody made on top of it follow.
ALTER VIEW reporting.{view} RENAME COLUMN {from} TO {to}
