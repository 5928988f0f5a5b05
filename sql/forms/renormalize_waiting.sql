-- Submissions whose values waited in field_values for these columns are normalized again.
UPDATE submissions s SET state = 0, attempts = 0, next_attempt_at = now()
WHERE s.id IN (SELECT v.submission_id FROM field_values v WHERE v.field_id = ANY (@fieldIds))
