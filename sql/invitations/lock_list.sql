-- Puts the invitations to one form in a row until the commit: cases are numbered and roles given without a gap between looking and writing.
SELECT pg_advisory_xact_lock(20260113, @formId)
