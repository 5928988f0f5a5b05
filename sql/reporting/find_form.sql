-- What is to be shown of a form: how far its changes have come, and what it is called; without slug when it, or its table, is gone.
SELECT r.changes, (SELECT f.slug FROM forms f WHERE f.id = r.form_id AND to_regclass('data.f' || f.id) IS NOT NULL) AS slug,
       EXISTS (SELECT FROM forms f WHERE f.id = r.form_id) AS is_there, EXISTS (SELECT FROM pg_roles WHERE rolname = 'formshub_reader') AS has_reader
FROM reporting_forms r
WHERE r.form_id = @formId
