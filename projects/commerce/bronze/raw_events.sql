create or refresh streaming table bronze.raw_events
comment 'One row per behaviour event as it was sent'
as
select
  *,
  current_timestamp() as _ingested_at,
  _metadata.file_path as _source_file,
  _metadata.file_modification_time as _file_modification_time,
  'events' as _datasource
from stream read_files(
  'events/*.json',
  format => 'json',
  schemaHints => '
    event_id string, customer_id string, event_type string, event_ts timestamp, product_id string,
    rating int, review_text string',
  schemaEvolutionMode => 'addNewColumns',
  rescuedDataColumn => '_rescued_data'
)
