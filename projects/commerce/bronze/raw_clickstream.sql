create or refresh streaming table bronze.raw_clickstream
comment 'One row per click as the web tracker sent it'
as
select
  *,
  current_timestamp() as _ingested_at,
  _metadata.file_path as _source_file,
  _metadata.file_modification_time as _file_modification_time,
  'web_analytics' as _datasource
from stream read_files(
  'clickstream/*.parquet',
  format => 'parquet',
  schemaHints => '
    customer_id string, event_timestamp timestamp, event_type string, page_url string,
    device_type string, browser string, referrer string',
  schemaEvolutionMode => 'addNewColumns',
  rescuedDataColumn => '_rescued_data'
)
