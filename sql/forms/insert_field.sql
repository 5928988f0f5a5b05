-- A field the form did not have; a field observed meanwhile under the same key and type becomes this one.
INSERT INTO form_fields (form_id, key, type, name, label, column_kind, column_ready, position)
VALUES (@formId, @key, @type, @name, @label, @columnKind, @columnReady, @position)
ON CONFLICT (form_id, key, type) DO UPDATE
SET label = excluded.label, column_kind = excluded.column_kind, column_ready = false
RETURNING id
