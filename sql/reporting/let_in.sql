-- Gives the reading account a password, known to the server by its verifier only.
ALTER ROLE formshub_reader LOGIN CONNECTION LIMIT 10 PASSWORD '{verifier}'
