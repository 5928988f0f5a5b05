-- Whether a request's links were made already.
SELECT EXISTS (SELECT FROM invitations WHERE form_id = @formId AND batch = @batch)
