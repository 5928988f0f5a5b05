-- The reading account: nobody can sign in with it before an administrator gives it a password. It leaves FormsHub most of the server's connections.
CREATE ROLE formshub_reader NOLOGIN CONNECTION LIMIT 10
