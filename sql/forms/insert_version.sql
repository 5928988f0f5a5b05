-- A published version of a form.
INSERT INTO form_versions (form_id, number, file_sha256, file_name, package_sha256, warnings, roles, columns_pending)
VALUES (@formId, @number, @fileSha256, @fileName, @packageSha256, @warnings::jsonb, @roles::jsonb, @columnsPending)
RETURNING id
