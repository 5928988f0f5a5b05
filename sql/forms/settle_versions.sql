-- Versions whose columns all exist are pending no more.
UPDATE form_versions v SET columns_pending = false
WHERE v.form_id = @formId AND v.columns_pending
  AND NOT EXISTS (
      SELECT FROM form_version_fields vf JOIN form_fields f ON f.id = vf.field_id
      WHERE vf.form_version_id = v.id AND NOT f.column_ready)
