-- Everybody who can be named in a form's document: the accounts, by the ids that the editor is given.
SELECT 'a-' || id AS id, name FROM accounts ORDER BY name LIMIT @limit::int
