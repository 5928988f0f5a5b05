-- A field the form has already, as the newest version defines it. Its column, once there, keeps its kind.
UPDATE form_fields
SET label = @label, position = @position, column_kind = coalesce(column_kind, @columnKind)
WHERE id = @id
