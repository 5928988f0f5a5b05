-- Who is in a document as far as callbacks said, with the respondent's name where it is known; nothing for a key that was never given out.
SELECT k.key, k.form_id, k.users, k.users_at, k.retired_at, s.respondent_id, coalesce(nullif(s.name, ''), nullif(s.email, '')) AS respondent
FROM document_keys k
LEFT JOIN fill_sessions s ON s.id = k.fill_session_id
WHERE k.key = @documentKey
