-- Whether the embedded cluster holds FormsHub's database already: a start that died half-way has a cluster without it.
SELECT 1 FROM pg_database WHERE datname = 'formshub';
