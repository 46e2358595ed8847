create streaming table history;
create flow feed as auto cdc into history
from stream(read_files('feed/*.parquet', format => 'parquet',
  schema => 'id bigint, name string, city int, amount decimal(12,2), at timestamp'))
keys (id)
sequence by at
stored as scd type 2;
