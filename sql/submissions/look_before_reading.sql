-- Whether submissions of form {formId} have no row in its table yet, which of its fields are in the exception ledger,
-- the highest id there is, and how many rows the table has, about.
SELECT EXISTS (SELECT FROM submissions s
               WHERE s.form_id = {formId} AND s.state IN (0, 3) AND NOT EXISTS (SELECT FROM data.f{formId} d WHERE d.submission_id = s.id)) AS rowless,
       ARRAY(SELECT f.id FROM form_fields f WHERE f.form_id = {formId} AND EXISTS (SELECT FROM field_values v WHERE v.field_id = f.id)) AS ledger_fields,
       coalesce((SELECT max(id) FROM submissions), 0) AS highest_id,
       (SELECT reltuples FROM pg_class WHERE oid = 'data.f{formId}'::regclass) AS rows
