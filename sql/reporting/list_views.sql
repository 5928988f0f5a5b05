-- The views of a form as they are noted and as they are: columns and types from PostgreSQL's own catalogue, null where there is no such view.
SELECT v.id, v.version, v.name, v.fingerprint, c.oid IS NOT NULL AS exists,
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS names,
       ARRAY(SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS types,
       ARRAY(SELECT n.name FROM reporting_columns n WHERE n.view_id = v.id ORDER BY n.position) AS noted_names,
       ARRAY(SELECT coalesce(n.field_id, 0) FROM reporting_columns n WHERE n.view_id = v.id ORDER BY n.position) AS noted_fields,
       coalesce(has_table_privilege((SELECT oid FROM pg_roles WHERE rolname = 'formshub_reader'), c.oid, 'SELECT'), false) AS is_granted
FROM reporting_views v
LEFT JOIN pg_class c ON c.relname = v.name AND c.relnamespace = 'reporting'::regnamespace AND c.relkind = 'v'
WHERE v.form_id = @formId
ORDER BY v.version NULLS FIRST
