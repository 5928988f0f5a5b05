-- A form that is gone, and its views with it.
DELETE FROM reporting_forms r WHERE r.form_id = @formId AND NOT EXISTS (SELECT FROM forms f WHERE f.id = r.form_id)
