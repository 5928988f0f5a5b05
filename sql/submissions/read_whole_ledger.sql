-- Every entry of the exception ledger of one submission.
SELECT submission_id, field_id, ordinal, text, number, boolean, date::timestamp AS date, timestamp, choice, blob, problem
FROM field_values
WHERE submission_id = @id
ORDER BY field_id, ordinal
