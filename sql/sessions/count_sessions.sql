-- How far a form's fill sessions have come: how many are of each stage, how many of them have somebody inside, and how many were active lately.
WITH stages AS (
    SELECT s.stage, count(*) AS sessions
    FROM fill_sessions s
    WHERE s.form_id = @formId
      AND (@from::timestamptz IS NULL OR s.created_at >= @from) AND (@to::timestamptz IS NULL OR s.created_at < @to)
    GROUP BY s.stage
), inside AS (
    SELECT s.stage, count(*) AS sessions, count(*) FILTER (WHERE s.last_activity_at >= @quietSince::timestamptz) AS active
    FROM document_keys k JOIN fill_sessions s ON s.id = k.fill_session_id
    WHERE k.form_id = @formId AND k.retired_at IS NULL AND k.users <> '{}' AND k.users_at > @believedSince::timestamptz
      AND (@from::timestamptz IS NULL OR s.created_at >= @from) AND (@to::timestamptz IS NULL OR s.created_at < @to)
    GROUP BY s.stage
), lately AS (
    SELECT count(*) AS sessions
    FROM fill_sessions s
    WHERE s.form_id = @formId AND s.stage = 1 AND s.last_activity_at >= @quietSince::timestamptz
      AND (@from::timestamptz IS NULL OR s.created_at >= @from) AND (@to::timestamptz IS NULL OR s.created_at < @to)
)
SELECT stage, sessions,
       coalesce((SELECT i.sessions FROM inside i WHERE i.stage = stages.stage), 0) AS inside,
       CASE WHEN stage = 1 THEN (SELECT l.sessions FROM lately l) - coalesce((SELECT i.active FROM inside i WHERE i.stage = 1), 0) ELSE 0 END AS active_and_empty
FROM stages
ORDER BY stage
