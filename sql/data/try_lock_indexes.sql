-- Lets one session of all nodes build indexes; false for the others.
SELECT pg_try_advisory_lock(20260108)
