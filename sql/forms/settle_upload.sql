-- The upload has become this form; part of the transaction that makes it.
UPDATE form_uploads SET form_id = @formId WHERE token = @token
