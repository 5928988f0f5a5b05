-- Indexes of single fields: those that are missing on forms of at least @rows rows, and those that a CREATE INDEX CONCURRENTLY left invalid when it was cut off.
SELECT f.form_id, f.id AS field_id, f.column_kind, coalesce(NOT i.indisvalid, false) AS is_broken
FROM form_fields f
JOIN pg_class t ON t.oid = to_regclass('data.f' || f.form_id) AND t.reltuples >= @rows
LEFT JOIN pg_index i ON i.indexrelid = to_regclass('data.f' || f.form_id || '_' || f.id)
WHERE f.column_ready AND f.column_kind IN ('number', 'date', 'timestamp', 'choice') AND i.indisvalid IS NOT TRUE
ORDER BY f.form_id, f.position, f.id
