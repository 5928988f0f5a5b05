-- Takes the password of the reading account away, and the right to sign in.
ALTER ROLE formshub_reader NOLOGIN PASSWORD NULL
