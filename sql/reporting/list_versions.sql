-- The versions of a form, and whether each is filled by several roles.
SELECT v.id, v.number,
       (SELECT count(DISTINCT f.definition ->> 'role') FROM form_version_fields f
        JOIN jsonb_array_elements(v.roles) AS role (value) ON role.value ->> 'name' = f.definition ->> 'role'
        WHERE f.form_version_id = v.id) > 1 AS has_roles
FROM form_versions v
WHERE v.form_id = @formId
ORDER BY v.number
