-- The newest check that came to its end.
SELECT finished_at, lines FROM connection_checks WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1
