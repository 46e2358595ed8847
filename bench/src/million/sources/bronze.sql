create streaming table bronze as
select *
from stream read_files('in', format => 'csv', header => true, maxFilesPerTrigger => 20000,
  schema => 'id int, customer string, amount decimal(12,2)')
