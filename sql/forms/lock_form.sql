-- Holds the form for one publication at a time and gives the number of its next version.
SELECT (SELECT coalesce(max(v.number), 0) + 1 FROM form_versions v WHERE v.form_id = f.id)
FROM forms f
WHERE f.id = @formId
FOR UPDATE OF f
