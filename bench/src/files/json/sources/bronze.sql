create streaming table bronze as
select *
from stream read_files('json', format => 'json', schema => '
  id bigint, customer string, page string, kind string, amount decimal(12,2), at timestamp')
