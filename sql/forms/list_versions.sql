-- The versions of a form, newest first.
SELECT id, form_id, number, file_sha256, file_name, warnings::text AS warnings, columns_pending, published_at
FROM form_versions
WHERE form_id = @formId
ORDER BY number DESC
