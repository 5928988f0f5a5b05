-- Lets others build indexes again.
SELECT pg_advisory_unlock(20260108)
