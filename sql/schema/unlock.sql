-- Gives the schema back before the connection returns to the pool.
SELECT pg_advisory_unlock(7016930511);
