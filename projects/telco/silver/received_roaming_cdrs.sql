create or refresh streaming table silver.received_roaming_cdrs (
  constraint readable expect (parse_error is null) on violation quarantine row,
  constraint known_fields expect (unknown_fields is null) on violation quarantine row,
  constraint has_user expect (user_id is not null) on violation drop row,
  constraint has_time expect (call_event_start_time is not null) on violation drop row,
  constraint duration_not_negative expect (call_duration_seconds >= 0) on violation drop row,
  constraint valid_fraud_score
    expect (fraud_score is null or fraud_score between 0 and 1) on violation drop row,
  constraint imsi_has_15_digits expect (imsi rlike '^[0-9]{15}$'),
  constraint not_in_the_future expect (call_event_end_time <= ingested_at),
  constraint within_retention expect (call_event_start_time >= ingested_at - interval 7 days)
)
comment 'One row per roaming event that was received, typed; also those sent twice'
as
with records as (
  select * from stream(bronze.bronze_roaming_cdrs)
),
parsed as (
  select
    *,
    from_json(
      raw_data,
      'cdr_type string, user_id string, callEventStartTime bigint, callEventEndTime bigint,
        callDuration int, callingPartyNumber string, calledPartyNumber string, imsi string,
        imei string, roamingCountry string, visitedNetwork string, mcc string, mnc string,
        roamingType string, serviceType string, chargeAmount decimal(10,2), roamingStatus string,
        suspiciousActivity boolean, fraudScore double, connectionAllowed boolean,
        is_anomaly boolean, anomaly_type string, _corrupt string',
      map('columnNameOfCorruptRecord', '_corrupt')
    ) as r,
    -- Nothing may follow the object.
    if(json_array_length(concat('[', raw_data, ']')) = 1, json_object_keys(raw_data), null)
      as fields,
    array(
      'cdr_type', 'user_id', 'callEventStartTime', 'callEventEndTime', 'callDuration',
      'callingPartyNumber', 'calledPartyNumber', 'imsi', 'imei', 'roamingCountry',
      'visitedNetwork', 'mcc', 'mnc', 'roamingType', 'serviceType', 'chargeAmount',
      'roamingStatus', 'suspiciousActivity', 'fraudScore', 'connectionAllowed', 'is_anomaly',
      'anomaly_type'
    ) as known
  from records
)
select
  r.user_id, r.cdr_type,
  timestamp_seconds(
    if(r.callEventStartTime between 0 and 253402300799, r.callEventStartTime, null)
  ) as call_event_start_time,
  timestamp_seconds(
    if(r.callEventEndTime between 0 and 253402300799, r.callEventEndTime, null)
  ) as call_event_end_time,
  r.callDuration as call_duration_seconds, r.callingPartyNumber as calling_party_number,
  r.calledPartyNumber as called_party_number, r.imsi, r.imei,
  r.roamingCountry as roaming_country, r.visitedNetwork as visited_network, r.mcc, r.mnc,
  r.roamingType as roaming_type, r.serviceType as service_type, r.chargeAmount as charge_amount,
  r.roamingStatus as roaming_status, r.suspiciousActivity as suspicious_activity,
  r.fraudScore as fraud_score, r.connectionAllowed as connection_allowed, r.is_anomaly,
  r.anomaly_type,
  cast(call_event_start_time as date) as event_date,
  hour(call_event_start_time) as event_hour,
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
    when r.callEventStartTime not between 0 and 253402300799
      or r.callEventEndTime not between 0 and 253402300799
      then 'time outside of 1970 to 9999'
  end as parse_error,
  if(fields = known, null, nullif(array_join(array_except(fields, known), ', '), '')) as unknown_fields
from parsed
