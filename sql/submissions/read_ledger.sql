-- The exception ledger of some submissions, in the order in which its entries fill empty cells.
SELECT submission_id, field_id, ordinal, text, number, boolean, date::timestamp AS date, timestamp, choice, blob, problem
FROM field_values
WHERE submission_id = ANY (@submissionIds) AND field_id = ANY (@fieldIds)
ORDER BY submission_id, field_id, ordinal
