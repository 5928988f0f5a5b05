-- Lets one transaction of all nodes make the views of a form; false for the others, which have nothing to add.
SELECT pg_try_advisory_xact_lock(20260014, @formId)
