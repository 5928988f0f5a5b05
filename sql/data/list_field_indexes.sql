-- Fields of forms of at least @rows rows whose index is missing or was left invalid by a CREATE INDEX CONCURRENTLY that was cut off,
-- and choices whose statistics nobody has gathered yet.
SELECT f.form_id, f.id AS field_id, f.column_kind, coalesce(NOT i.indisvalid, false) AS is_broken
FROM form_fields f
JOIN pg_class t ON t.oid = to_regclass('data.f' || f.form_id) AND t.reltuples >= @rows
LEFT JOIN pg_index i ON i.indexrelid = to_regclass('data.f' || f.form_id || '_' || f.id)
WHERE f.column_ready AND f.column_kind IN ('text', 'number', 'date', 'timestamp', 'choice')
  AND (i.indisvalid IS NOT TRUE
       OR (f.column_kind = 'choice' AND NOT EXISTS (
           SELECT FROM pg_stats_ext_exprs s WHERE s.statistics_schemaname = 'data' AND s.statistics_name = 'f' || f.form_id || '_' || f.id)))
ORDER BY f.form_id, f.position, f.id
