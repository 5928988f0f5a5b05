-- A field under the key that its author confirmed for it. It keeps its column; the former key and name are remembered.
WITH former AS (
    SELECT id, key, name FROM form_fields WHERE id = @id
), remembered AS (
    INSERT INTO field_renames (field_id, form_version_id, former_key, former_name, confirmed_by, confirmed_at)
    SELECT id, @versionId, key, name, @confirmedBy, @now FROM former
)
UPDATE form_fields SET key = @key, name = @name WHERE id = @id
