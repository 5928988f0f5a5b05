-- Keeps, beside the submission recorded just before in this transaction, what was saved of a document that the editor calls corrupted.
INSERT INTO document_saves (document_key, form_id, event_id, status, forcesave_type, kind, document_sha256, changes_sha256, history, filetype, last_save, saved_at)
SELECT k.key, k.form_id, currval(pg_get_serial_sequence('callback_events', 'id')), @status, @forcesave_type, 'corrupted',
       @document_sha256, @changes_sha256, @history, @filetype, @last_save, @received_at
FROM document_keys k
WHERE k.key = @document_key
  AND NOT EXISTS (
      SELECT FROM document_saves d
      WHERE d.document_key = @document_key AND d.status = @status AND d.document_sha256 = @document_sha256
        AND d.last_save IS NOT DISTINCT FROM @last_save)
