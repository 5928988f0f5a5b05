-- A page of a form's fill sessions, newest first: of one stage or all, active or quiet since a moment, with nobody inside, made in a period, of somebody.
SELECT s.id, s.created_at
FROM fill_sessions s
WHERE s.form_id = @formId
  AND (@stage::smallint IS NULL OR s.stage = @stage)
  AND (@activeSince::timestamptz IS NULL OR s.last_activity_at >= @activeSince)
  AND (@quietSince::timestamptz IS NULL OR s.last_activity_at < @quietSince)
  AND (NOT @nobodyInside::boolean OR NOT EXISTS (
      SELECT FROM document_keys k
      WHERE k.fill_session_id = s.id AND k.retired_at IS NULL AND k.users <> '{}' AND k.users_at > @believedSince::timestamptz))
  AND (@from::timestamptz IS NULL OR s.created_at >= @from)
  AND (@to::timestamptz IS NULL OR s.created_at < @to)
  AND (@pattern::text IS NULL
       OR ((s.name IS NOT NULL OR s.email IS NOT NULL OR s.reference IS NOT NULL)
           AND coalesce(s.name, '') || ' ' || coalesce(s.email, '') || ' ' || coalesce(s.reference, '') ILIKE @pattern)
       OR s.id BETWEEN @firstId::uuid AND @lastId::uuid)
  AND (@beforeAt::timestamptz IS NULL OR (s.created_at, s.id) < (@beforeAt, @beforeId::uuid))
ORDER BY s.created_at DESC, s.id DESC
LIMIT @limit::int
