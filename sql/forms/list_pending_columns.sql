-- Fields whose column does not exist yet.
SELECT id, form_id, column_kind
FROM form_fields
WHERE column_kind IS NOT NULL AND NOT column_ready AND (@formId::int IS NULL OR form_id = @formId)
ORDER BY form_id, id
