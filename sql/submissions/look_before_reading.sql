-- Whether submissions of a form wait for their values, which of its fields are in the exception ledger, and the highest id there is.
SELECT EXISTS (SELECT FROM submissions WHERE form_id = @formId AND state = 0) AS waiting,
       ARRAY(SELECT f.id FROM form_fields f WHERE f.form_id = @formId AND EXISTS (SELECT FROM field_values v WHERE v.field_id = f.id)) AS ledger_fields,
       coalesce((SELECT max(id) FROM submissions), 0) AS highest_id
