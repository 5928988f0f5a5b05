-- Makes viewers of all who have a document of this form open.
INSERT INTO document_commands (document_key, command)
SELECT key, 'drop' FROM document_keys WHERE form_id = @formId AND retired_at IS NULL AND users <> '{}'
