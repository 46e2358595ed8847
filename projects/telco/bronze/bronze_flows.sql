create or refresh streaming table bronze.bronze_flows
comment 'One row per data flow that the network inspected, as it came'
as
select
  user_id, imei, cellsite_sk, server_hostname, domainname, service, content_categories,
  flow_start_sec, flow_end_sec, octet_total_cnt, packet_total_cnt, incoming_octets,
  outgoing_octets,
  current_timestamp() as processing_time,
  _metadata.file_path as source_file
from stream read_files('flows/*/*.parquet', format => 'parquet')
