-- The views of a form with their columns, the form's own first and then the newest version.
SELECT v.id AS view_id, v.version, v.name AS view, v.refreshed_at, n.name, n.type, f.name AS field
FROM reporting_views v
JOIN reporting_columns n ON n.view_id = v.id
LEFT JOIN form_fields f ON f.id = n.field_id
WHERE v.form_id = @formId AND v.fingerprint IS NOT NULL
ORDER BY v.version DESC NULLS FIRST, v.id, n.position
