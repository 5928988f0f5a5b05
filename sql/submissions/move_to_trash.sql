-- The copy of the flag in the table of form {formId}. A submission without a row there gets it when its values are written.
UPDATE data.f{formId} SET trashed = @trashed WHERE submission_id = @id AND trashed <> @trashed
