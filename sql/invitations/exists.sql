-- Whether the form has this personal link.
SELECT EXISTS (SELECT FROM invitations WHERE id = @id AND form_id = @formId)
