-- The columns exist; part of the transaction that made them.
UPDATE form_fields SET column_ready = true WHERE id = ANY (@fieldIds)
