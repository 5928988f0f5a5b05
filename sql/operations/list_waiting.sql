-- Submissions that wait for their values, the next to run first.
SELECT s.id, s.form_id, f.title AS form_title, s.number, s.submitted_at, s.attempts, s.next_attempt_at, s.last_error
FROM submissions s
JOIN forms f ON f.id = s.form_id
WHERE s.state = 0
ORDER BY s.next_attempt_at, s.id
LIMIT @limit
