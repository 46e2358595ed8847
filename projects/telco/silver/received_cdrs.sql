create or refresh streaming table silver.received_cdrs
comment 'One row per call detail record of any type that was received; also those sent twice'
as
-- The type is that of the topic, whatever the record says. What a type lacks is null. A number that
-- fits no decimal is left out of sums.
with records as (
  select
    user_id, 'voice' as cdr_type, call_event_start_time as start_time,
    call_event_end_time as end_time, event_date, event_hour,
    call_duration_seconds as duration_seconds, cast(null as bigint) as bytes,
    cast(null as decimal(10,2)) as charge,
    if(call_type = 'MTC', calling_party_number, called_party_number) as counterparty,
    concat(lac, '-', ci) as cell_or_node, is_anomaly, anomaly_type,
    topic, partition, offset, kafka_timestamp, received_at,
    call_reference_number as reference, record_sequence_number,
    cast(null as string) as visited_network, cast(null as string) as service_type,
    coalesce(call_chargeable_duration_seconds, call_duration_seconds) as chargeable_seconds,
    cast(null as bigint) as uplink_bytes, cast(null as bigint) as downlink_bytes,
    cast(null as boolean) as is_failed, cast(null as int) as quality,
    cast(null as decimal(9,4)) as packet_loss_pct, cast(null as decimal(12,4)) as latency_ms,
    cast(null as int) as signal_strength_dbm, cast(null as boolean) as handover_to_cell,
    call_type, msc_id as network, cause_for_termination as cause,
    cast(null as string) as roaming_country, cast(null as decimal(20,15)) as fraud_score,
    cast(null as boolean) as suspicious_activity, cast(null as boolean) as connection_allowed
  from stream(silver.received_voice_cdrs)
  union all
  select
    user_id, 'data_usage', record_opening_time, record_closing_time, event_date, event_hour,
    duration_seconds, total_bytes, null, apn, serving_node_address, is_anomaly, anomaly_type,
    topic, partition, offset, kafka_timestamp, received_at,
    charging_id, record_sequence_number, null, null,
    duration_seconds, data_volume_uplink_bytes, data_volume_downlink_bytes, null, null,
    null, null, null, null,
    null, network_generation, cause_for_record_closing, null, null, null, null
  from stream(silver.received_data_cdrs)
  union all
  select
    user_id, 'sms', event_timestamp, event_timestamp, event_date, event_hour,
    0, message_size_bytes, charge_amount,
    if(message_type = 'SMS-MT', originating_number, destination_number), smsc_address,
    is_anomaly, anomaly_type, topic, partition, offset, kafka_timestamp, received_at,
    sms_reference_number, record_sequence_number, null, null,
    0, null, null, delivery_status = 'failed', null, null, null, null, null,
    null, null, null, null, null, null, null
  from stream(silver.received_sms_cdrs)
  union all
  select
    user_id, 'mms', event_timestamp, event_timestamp, event_date, event_hour,
    0, message_size_bytes, charge_amount, destination_number, mmsc_address,
    is_anomaly, anomaly_type, topic, partition, offset, kafka_timestamp, received_at,
    mms_reference_number, null, null, null,
    0, null, null, delivery_status = 'failed', null, null, null, null, null,
    null, null, null, null, null, null, null
  from stream(silver.received_mms_cdrs)
  union all
  select
    user_id, 'voip', session_start_time, session_end_time, event_date, event_hour,
    session_duration_seconds, bytes_transferred, null, called_party_uri, null,
    is_anomaly, anomaly_type, topic, partition, offset, kafka_timestamp, received_at,
    charge_id, null, null, null,
    session_duration_seconds, null, null, null, call_quality_indicator,
    try_cast(packet_loss_pct as decimal(9,4)), try_cast(latency_ms as decimal(12,4)), null, null,
    null, null, null, null, null, null, null
  from stream(silver.received_voip_cdrs)
  union all
  select
    user_id, 'roaming', call_event_start_time, call_event_end_time, event_date, event_hour,
    call_duration_seconds, null, charge_amount, called_party_number, visited_network,
    is_anomaly, anomaly_type, topic, partition, offset, kafka_timestamp, received_at,
    called_party_number, null, visited_network, service_type,
    call_duration_seconds, null, null, null, null, null, null, null, null,
    null, null, null, roaming_country, cast(fraud_score as decimal(20,15)), suspicious_activity,
    connection_allowed
  from stream(silver.received_roaming_cdrs)
  union all
  select
    user_id, 'wifi_calling', session_start_time, session_end_time, event_date, event_hour,
    session_duration_seconds, null, null, called_party_number, wifi_access_point,
    is_anomaly, anomaly_type, topic, partition, offset, kafka_timestamp, received_at,
    charge_id, null, null, null,
    session_duration_seconds, null, null, null, call_quality, null, null, signal_strength_dbm,
    handover_to_cell, null, null, null, null, null, null, null
  from stream(silver.received_wifi_calling_cdrs)
  union all
  select
    user_id, 'ims', session_start_time, session_end_time, event_date, event_hour,
    session_duration_seconds, null, null, destination_uri, network_type,
    is_anomaly, anomaly_type, topic, partition, offset, kafka_timestamp, received_at,
    charge_id, null, null, null,
    session_duration_seconds, null, null, null, null, null, null, null, null,
    null, null, null, null, null, null, null
  from stream(silver.received_ims_cdrs)
)
select
  *,
  -- What tells a record, in 16 bytes: to look for it among all that ever came reads one column, and
  -- only where records began at such a time, whose seconds come first. The lengths keep apart what
  -- would make the same text.
  unhex(concat(lpad(hex(unix_seconds(start_time)), 8, '0'), substr(md5(concat_ws('|',
    cdr_type, unix_micros(start_time), coalesce(cast(record_sequence_number as string), '-'),
    length(user_id), coalesce(length(reference), -1), coalesce(length(visited_network), -1),
    user_id, reference, visited_network, service_type
  )), 9))) as record_key
from records
