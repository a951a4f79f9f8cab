-- Makes a database for Dateline's log with two roles: one that owns the tables and changes them, one that serves.
-- Once, as a superuser:  psql -v ON_ERROR_STOP=1 -f roles.sql
-- Then give each role what it needs to log in: a certificate, or a password (\password dateline_ingest).

-- Makes and upgrades the tables: dateline-ingest --store=postgresql://dateline_owner@HOST/dateline --migrate
CREATE ROLE dateline_owner LOGIN;
-- Of the service: reads and writes rows, and nothing else. Neither DDL nor TRUNCATE.
CREATE ROLE dateline_ingest LOGIN;

CREATE DATABASE dateline OWNER dateline_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
REVOKE ALL ON DATABASE dateline FROM PUBLIC;
GRANT CONNECT ON DATABASE dateline TO dateline_ingest;

\connect dateline
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO dateline_owner;
GRANT USAGE ON SCHEMA public TO dateline_ingest;
-- Also of the tables that later versions bring.
ALTER DEFAULT PRIVILEGES FOR ROLE dateline_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO dateline_ingest;
