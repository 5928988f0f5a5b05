-- Makes FormsHub's database in the embedded cluster.
CREATE DATABASE formshub;
