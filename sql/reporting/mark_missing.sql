-- Forms that no trigger has marked, because their rows were restored without triggers: they get their views too.
INSERT INTO reporting_forms (form_id)
SELECT f.id FROM forms f WHERE NOT EXISTS (SELECT FROM reporting_forms r WHERE r.form_id = f.id)
ON CONFLICT DO NOTHING
