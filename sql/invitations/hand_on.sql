-- The holder of this link need not wait any more for the document of the submission that came before. Nothing when the link was opened or withdrawn meanwhile.
UPDATE invitations SET handed_on_submission_id = @submissionId
WHERE id = @id AND form_id = @formId AND opened_at IS NULL AND revoked_at IS NULL
RETURNING id
