-- Lets one transaction of all nodes change the reading account at a time.
SELECT pg_advisory_xact_lock(20260014, 0)
