-- Puts whatever goes on with one form's document in a row until the commit: saves, restores, publications and the making of keys. Taken before any row.
SELECT pg_advisory_xact_lock(20260111, @formId::int)
