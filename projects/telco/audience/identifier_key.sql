create temporary view audience.identifier_key
comment 'The secret that identifiers are hashed with: one line of a file, never in a query'
as
select value as secret
from read_files(:identifier_key_file, format => 'text')
