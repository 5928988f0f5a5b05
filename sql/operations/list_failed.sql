-- Submissions whose form data could not be turned into values, newest first, each with its reason.
SELECT s.id, s.form_id, f.title AS form_title, s.number, s.submitted_at, s.attempts, s.reason, s.last_error
FROM submissions s
JOIN forms f ON f.id = s.form_id
WHERE s.state = 3 AND NOT s.trashed
ORDER BY s.id DESC
LIMIT @limit
