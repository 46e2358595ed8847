create or refresh streaming table silver.received_voip_cdrs (
  constraint readable expect (parse_error is null) on violation quarantine row,
  constraint known_fields expect (unknown_fields is null) on violation quarantine row,
  constraint has_user expect (user_id is not null) on violation drop row,
  constraint has_time expect (session_start_time is not null) on violation drop row,
  constraint has_reference expect (charge_id is not null) on violation drop row,
  constraint duration_not_negative expect (session_duration_seconds >= 0) on violation drop row,
  constraint volume_not_negative expect (bytes_transferred >= 0) on violation drop row,
  constraint not_in_the_future expect (session_end_time <= ingested_at),
  constraint within_retention expect (session_start_time >= ingested_at - interval 7 days)
)
comment 'One row per VoIP session that was received, typed; also those sent twice'
as
with records as (
  select * from stream(bronze.bronze_voip_cdrs)
),
parsed as (
  select
    *,
    from_json(
      raw_data,
      'cdr_type string, user_id string, sessionStartTime bigint, sessionEndTime bigint,
        sessionDuration int, callingPartyURI string, calledPartyURI string, codec string,
        callQualityIndicator int, bytesTransferred bigint, packetLoss double, jitter double,
        latency double, chargeID string, is_anomaly boolean, anomaly_type string, _corrupt string',
      map('columnNameOfCorruptRecord', '_corrupt')
    ) as r,
    -- Nothing may follow the object.
    if(json_array_length(concat('[', raw_data, ']')) = 1, json_object_keys(raw_data), null)
      as fields,
    array(
      'cdr_type', 'user_id', 'sessionStartTime', 'sessionEndTime', 'sessionDuration',
      'callingPartyURI', 'calledPartyURI', 'codec', 'callQualityIndicator', 'bytesTransferred',
      'packetLoss', 'jitter', 'latency', 'chargeID', 'is_anomaly', 'anomaly_type'
    ) as known
  from records
)
select
  r.user_id, r.cdr_type,
  timestamp_seconds(
    if(r.sessionStartTime between 0 and 253402300799, r.sessionStartTime, null)
  ) as session_start_time,
  timestamp_seconds(
    if(r.sessionEndTime between 0 and 253402300799, r.sessionEndTime, null)
  ) as session_end_time,
  r.sessionDuration as session_duration_seconds, r.callingPartyURI as calling_party_uri,
  r.calledPartyURI as called_party_uri, r.codec,
  r.callQualityIndicator as call_quality_indicator, r.bytesTransferred as bytes_transferred,
  r.bytesTransferred / 1048576.0d as bytes_transferred_mb, r.packetLoss as packet_loss_pct,
  r.jitter as jitter_ms, r.latency as latency_ms, r.chargeID as charge_id, r.is_anomaly,
  r.anomaly_type,
  cast(session_start_time as date) as event_date,
  hour(session_start_time) as event_hour,
  topic, partition, offset, timestamp as kafka_timestamp, processing_time as ingested_at,
  current_timestamp() as received_at,
  case
    when raw_bytes is not null then 'not UTF-8'
    when raw_data is null then 'tombstone'
    when octet_length(raw_data) >= cast(:max_record_bytes as int) then 'too large'
    when fields is null then 'not a JSON object'
    when r._corrupt is not null then concat('wrong type: ', array_join(
      filter(known, field ->
        get_json_object(raw_data, concat('$.', field)) is not null
          and get_json_object(to_json(r), concat('$.', field)) is null
      ), ', '))
    when r.sessionStartTime not between 0 and 253402300799
      or r.sessionEndTime not between 0 and 253402300799
      then 'time outside of 1970 to 9999'
  end as parse_error,
  if(fields = known, null, nullif(array_join(array_except(fields, known), ', '), '')) as unknown_fields
from parsed
