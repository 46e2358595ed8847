create temporary view audience.identifier_key
comment 'The secret that identifiers are hashed with: one line of a file, never in a query'
as
-- No line would hide every customer, two would show each twice, and a short one can be guessed.
select
  if(
    count(*) = 1 and min(length(trim(value))) >= 16,
    min(trim(value)),
    raise_error('The file that identifier_key_file names must be one line of sixteen characters or more')
  ) as secret
from read_files(:identifier_key_file, format => 'text')
