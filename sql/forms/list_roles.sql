-- The roles of a form version in filling order, without those that have nothing to fill.
SELECT role.value ->> 'name'
FROM form_versions v
CROSS JOIN LATERAL jsonb_array_elements(v.roles) WITH ORDINALITY AS role (value, place)
WHERE v.id = @versionId
  AND EXISTS (SELECT FROM form_version_fields f WHERE f.form_version_id = v.id AND f.definition ->> 'role' = role.value ->> 'name')
ORDER BY role.place
