-- All fields of a form in the order of the newest version, then removed and observed ones; each as the newest version that has it defines it.
SELECT f.id, f.key, f.type, f.name, f.label, f.column_kind, f.column_ready, f.position, d.definition::text AS definition,
       ARRAY(SELECT r.former_key FROM field_renames r WHERE r.field_id = f.id ORDER BY r.id DESC) AS former_keys,
       ARRAY(SELECT r.former_name FROM field_renames r WHERE r.field_id = f.id ORDER BY r.id DESC) AS former_names
FROM form_fields f
LEFT JOIN LATERAL (
    SELECT vf.definition, vf.position, v.number
    FROM form_version_fields vf JOIN form_versions v ON v.id = vf.form_version_id
    WHERE vf.field_id = f.id
    ORDER BY v.number DESC
    LIMIT 1) d ON true
WHERE f.form_id = @formId
ORDER BY d.number DESC NULLS LAST, d.position, f.id
