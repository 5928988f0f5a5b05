-- Puts the callbacks of one document in a row until the commit; taken after the downloads, so no one waits for another's network.
SELECT pg_advisory_xact_lock(hashtextextended(@document_key, 20260107))
