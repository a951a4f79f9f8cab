-- Makes a schema for an index that several dateline-query share, with two roles: one that owns the tables and changes
-- them, one that serves. It may be in the database of the log (roles.sql): names of tables do not meet, for each role
-- finds its own schema. Once, as a superuser:  psql -v ON_ERROR_STOP=1 -f index_roles.sql DATABASE
-- The database is in UTF-8. Then give each role what it needs to log in: a certificate, or a password (\password).

-- Makes and upgrades the tables: dateline-query --store=postgresql://dateline_index_owner@HOST/DATABASE --migrate
CREATE ROLE dateline_index_owner LOGIN;
-- Of the service: reads and writes rows, and nothing else. Neither DDL nor TRUNCATE.
CREATE ROLE dateline_query LOGIN;

CREATE SCHEMA dateline_index AUTHORIZATION dateline_index_owner;
ALTER ROLE dateline_index_owner SET search_path = dateline_index;
ALTER ROLE dateline_query SET search_path = dateline_index;
GRANT USAGE ON SCHEMA dateline_index TO dateline_query;
SELECT format('GRANT CONNECT ON DATABASE %I TO dateline_index_owner, dateline_query', current_database()) \gexec
-- Also of the tables that later versions bring.
ALTER DEFAULT PRIVILEGES FOR ROLE dateline_index_owner IN SCHEMA dateline_index
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO dateline_query;
