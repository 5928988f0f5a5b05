-- A view under another name, because its form has one.
ALTER VIEW reporting.{from} RENAME TO {to}
