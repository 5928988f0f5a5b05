-- All fields of the form that a version belongs to, each as that version defines it (without definition where it does not have the field).
SELECT f.id, f.key, f.type, f.name, f.label, f.column_kind, f.column_ready, f.position, vf.definition::text AS definition,
       ARRAY(SELECT r.former_key FROM field_renames r WHERE r.field_id = f.id ORDER BY r.id DESC) AS former_keys,
       ARRAY(SELECT r.former_name FROM field_renames r WHERE r.field_id = f.id ORDER BY r.id DESC) AS former_names
FROM form_versions v
JOIN form_fields f ON f.form_id = v.form_id
LEFT JOIN form_version_fields vf ON vf.form_version_id = v.id AND vf.field_id = f.id
WHERE v.id = @versionId
ORDER BY vf.position NULLS LAST, f.id
