-- A page of the fill sessions that somebody is in now and that were not submitted, newest first. They are few: found by their documents.
SELECT s.id, s.created_at
FROM document_keys k
JOIN fill_sessions s ON s.id = k.fill_session_id
WHERE k.form_id = @formId AND k.retired_at IS NULL AND k.users <> '{}' AND k.users_at > @believedSince::timestamptz
  AND s.stage < 3
  AND (@from::timestamptz IS NULL OR s.created_at >= @from)
  AND (@to::timestamptz IS NULL OR s.created_at < @to)
  AND (@pattern::text IS NULL
       OR coalesce(s.name, '') || ' ' || coalesce(s.email, '') || ' ' || coalesce(s.reference, '') ILIKE @pattern
       OR s.id BETWEEN @firstId::uuid AND @lastId::uuid)
  AND (@beforeAt::timestamptz IS NULL OR (s.created_at, s.id) < (@beforeAt, @beforeId::uuid))
ORDER BY s.created_at DESC, s.id DESC
LIMIT @limit::int
