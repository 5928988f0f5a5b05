-- Clears the exception ledger of submissions that are normalized (again).
DELETE FROM field_values WHERE submission_id = ANY (@submissionIds)
