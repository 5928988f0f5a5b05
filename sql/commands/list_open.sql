-- Commands that stopped, then those that wait, newest first within each, with the form they are about.
SELECT c.id, c.document_key, c.command, c.argument ->> 'title' AS title, c.userdata, c.state, c.attempts, c.answer, c.last_error, c.event_id, e.outcome AS event_outcome, c.created_at, c.sent_at,
       CASE WHEN isfinite(c.next_attempt_at) THEN c.next_attempt_at END AS next_attempt_at, f.id AS form_id, f.title AS form_title
FROM document_commands c
JOIN document_keys k ON k.key = c.document_key
JOIN forms f ON f.id = k.form_id
LEFT JOIN callback_events e ON e.id = c.event_id
WHERE c.state IN ('waiting', 'sending', 'failed')
ORDER BY c.state = 'failed' DESC, c.id DESC
LIMIT @limit
