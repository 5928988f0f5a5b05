-- Lets the reading account read a view, which reads the tables below with the rights of its owner.
GRANT SELECT ON reporting.{view} TO formshub_reader
