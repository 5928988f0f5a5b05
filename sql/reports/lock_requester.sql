-- One request of a person at a time, so that nobody gets past the limit by asking twice at once; held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended(@requestedBy, 20260115))
