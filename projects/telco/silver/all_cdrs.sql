create view silver.all_cdrs
comment 'One row per call detail record of any type, with what all types have'
as
-- The type is that of the topic, whatever the record says.
select
  user_id, 'voice' as cdr_type, call_event_start_time as start_time,
  call_event_end_time as end_time, event_date, event_hour,
  call_duration_seconds as duration_seconds, cast(null as bigint) as bytes,
  cast(null as decimal(10,2)) as charge,
  if(call_type = 'MTC', calling_party_number, called_party_number) as counterparty,
  concat(lac, '-', ci) as cell_or_node,
  is_anomaly, anomaly_type, is_duplicate, topic, partition, offset
from silver.voice_cdrs
union all
select
  user_id, 'data_usage', record_opening_time, record_closing_time, event_date, event_hour,
  duration_seconds, total_bytes, null,
  apn, serving_node_address,
  is_anomaly, anomaly_type, is_duplicate, topic, partition, offset
from silver.data_cdrs
union all
select
  user_id, 'sms', event_timestamp, event_timestamp, event_date, event_hour,
  0, message_size_bytes, charge_amount,
  if(message_type = 'SMS-MT', originating_number, destination_number), smsc_address,
  is_anomaly, anomaly_type, is_duplicate, topic, partition, offset
from silver.sms_cdrs
union all
select
  user_id, 'mms', event_timestamp, event_timestamp, event_date, event_hour,
  0, message_size_bytes, charge_amount,
  destination_number, mmsc_address,
  is_anomaly, anomaly_type, is_duplicate, topic, partition, offset
from silver.mms_cdrs
union all
select
  user_id, 'voip', session_start_time, session_end_time, event_date, event_hour,
  session_duration_seconds, bytes_transferred, null,
  called_party_uri, null,
  is_anomaly, anomaly_type, is_duplicate, topic, partition, offset
from silver.voip_cdrs
union all
select
  user_id, 'roaming', call_event_start_time, call_event_end_time, event_date, event_hour,
  call_duration_seconds, null, charge_amount,
  called_party_number, visited_network,
  is_anomaly, anomaly_type, is_duplicate, topic, partition, offset
from silver.roaming_cdrs
union all
select
  user_id, 'wifi_calling', session_start_time, session_end_time, event_date, event_hour,
  session_duration_seconds, null, null,
  called_party_number, wifi_access_point,
  is_anomaly, anomaly_type, is_duplicate, topic, partition, offset
from silver.wifi_calling_cdrs
union all
select
  user_id, 'ims', session_start_time, session_end_time, event_date, event_hour,
  session_duration_seconds, null, null,
  destination_uri, network_type,
  is_anomaly, anomaly_type, is_duplicate, topic, partition, offset
from silver.ims_cdrs
