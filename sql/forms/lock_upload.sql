-- Holds an upload while it is published and gives the form it has become already; no row when it was cancelled meanwhile.
SELECT form_id FROM form_uploads WHERE token = @token FOR UPDATE
