create or refresh streaming table silver.received_voice_cdrs (
  constraint readable expect (parse_error is null) on violation quarantine row,
  constraint known_fields expect (unknown_fields is null) on violation quarantine row,
  constraint has_user expect (user_id is not null) on violation drop row,
  constraint has_time expect (call_event_start_time is not null) on violation drop row,
  constraint has_reference expect (call_reference_number is not null) on violation drop row,
  constraint duration_not_negative
    expect (call_duration_seconds >= 0 and coalesce(call_chargeable_duration_seconds, 0) >= 0)
    on violation drop row,
  constraint imsi_has_15_digits expect (imsi rlike '^[0-9]{15}$'),
  constraint not_in_the_future expect (call_event_end_time <= ingested_at),
  constraint within_retention expect (call_event_start_time >= ingested_at - interval 7 days)
)
comment 'One row per call that was received, typed; also those sent twice'
as
with records as (
  select * from stream(bronze.bronze_voice_cdrs)
),
parsed as (
  select
    *,
    from_json(
      raw_data,
      'cdr_type string, user_id string, callEventStartTime bigint, callEventEndTime bigint,
        callDuration int, callReferenceNumber string, callingPartyNumber string,
        calledPartyNumber string, imsi string, imei string, mscID string, lac string, ci string,
        causeForTermination string, chargeID string, callChargeableDuration int,
        tariffClass string, callType string, recordSequenceNumber bigint, is_anomaly boolean,
        anomaly_type string, _corrupt string',
      map('columnNameOfCorruptRecord', '_corrupt')
    ) as r,
    -- Nothing may follow the object.
    if(json_array_length(concat('[', raw_data, ']')) = 1, json_object_keys(raw_data), null)
      as fields,
    array(
      'cdr_type', 'user_id', 'callEventStartTime', 'callEventEndTime', 'callDuration',
      'callReferenceNumber', 'callingPartyNumber', 'calledPartyNumber', 'imsi', 'imei', 'mscID',
      'lac', 'ci', 'causeForTermination', 'chargeID', 'callChargeableDuration', 'tariffClass',
      'callType', 'recordSequenceNumber', 'is_anomaly', 'anomaly_type'
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
  r.callDuration as call_duration_seconds, r.callReferenceNumber as call_reference_number,
  r.callingPartyNumber as calling_party_number, r.calledPartyNumber as called_party_number,
  r.imsi, r.imei, r.mscID as msc_id, r.lac, r.ci, r.causeForTermination as cause_for_termination,
  r.chargeID as charge_id, r.callChargeableDuration as call_chargeable_duration_seconds,
  r.tariffClass as tariff_class, r.callType as call_type,
  r.recordSequenceNumber as record_sequence_number, r.is_anomaly, r.anomaly_type,
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
