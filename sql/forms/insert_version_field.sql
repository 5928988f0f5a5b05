-- How this version defines the field.
INSERT INTO form_version_fields (form_version_id, field_id, position, required, definition)
VALUES (@versionId, @fieldId, @position, @required, @definition::jsonb)
