-- Views and other relations outside this schema's own that somebody has made on top of a form's views.
SELECT DISTINCT v.name AS view, n.nspname || '.' || o.relname AS name
FROM reporting_views v
JOIN pg_class c ON c.relname = v.name AND c.relnamespace = 'reporting'::regnamespace
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass
JOIN pg_rewrite w ON w.oid = d.objid AND w.ev_class <> c.oid
JOIN pg_class o ON o.oid = w.ev_class
JOIN pg_namespace n ON n.oid = o.relnamespace
WHERE v.form_id = @formId
ORDER BY 1, 2
