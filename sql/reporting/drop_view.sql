-- Removes a view; refused while somebody's own view stands on it.
DROP VIEW IF EXISTS reporting.{view}
