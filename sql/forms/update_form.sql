-- What an author changes about a form; every value is given, changed or not.
UPDATE forms
SET title = @title, state = @state, opens_at = @opensAt, closes_at = @closesAt, max_submissions = @maxSubmissions, result_message = @resultMessage
WHERE id = @id
