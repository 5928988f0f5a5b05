-- Forms whose views are due: something changed, another program made them, or a view or the right to read it is missing.
SELECT r.form_id
FROM reporting_forms r
LEFT JOIN pg_roles reader ON reader.rolname = 'formshub_reader'
WHERE r.next_attempt_at <= greatest(now(), @now::timestamptz)
  AND (r.shown < r.changes OR r.template IS DISTINCT FROM @template
       OR EXISTS (
           SELECT FROM reporting_views v
           LEFT JOIN pg_class c ON c.relname = v.name AND c.relnamespace = 'reporting'::regnamespace AND c.relkind = 'v'
           WHERE v.form_id = r.form_id AND (c.oid IS NULL OR NOT has_table_privilege(reader.oid, c.oid, 'SELECT'))))
ORDER BY r.next_attempt_at, r.form_id
