create or refresh streaming table silver.received_sms_cdrs (
  constraint readable expect (parse_error is null) on violation quarantine row,
  constraint known_fields expect (unknown_fields is null) on violation quarantine row,
  constraint has_user expect (user_id is not null) on violation drop row,
  constraint has_time expect (event_timestamp is not null) on violation drop row,
  constraint has_reference expect (sms_reference_number is not null) on violation drop row,
  constraint has_size expect (message_size_bytes > 0) on violation drop row,
  constraint imsi_has_15_digits expect (imsi rlike '^[0-9]{15}$'),
  constraint not_in_the_future expect (event_timestamp <= ingested_at),
  constraint within_retention expect (event_timestamp >= ingested_at - interval 7 days)
)
comment 'One row per text message that was received, typed; also those sent twice'
as
with records as (
  select * from stream(bronze.bronze_sms_cdrs)
),
parsed as (
  select
    *,
    from_json(
      raw_data,
      'cdr_type string, user_id string, eventTimestamp bigint, smsReferenceNumber string,
        originatingNumber string, destinationNumber string, imsi string, smscAddress string,
        messageSize bigint, deliveryStatus string, messageType string,
        recordSequenceNumber bigint, chargeAmount decimal(10,2), failureReason string,
        is_anomaly boolean, anomaly_type string, _corrupt string',
      map('columnNameOfCorruptRecord', '_corrupt')
    ) as r,
    -- Nothing may follow the object.
    if(json_array_length(concat('[', raw_data, ']')) = 1, json_object_keys(raw_data), null)
      as fields,
    array(
      'cdr_type', 'user_id', 'eventTimestamp', 'smsReferenceNumber', 'originatingNumber',
      'destinationNumber', 'imsi', 'smscAddress', 'messageSize', 'deliveryStatus', 'messageType',
      'recordSequenceNumber', 'chargeAmount', 'failureReason', 'is_anomaly', 'anomaly_type'
    ) as known
  from records
)
select
  r.user_id, r.cdr_type,
  timestamp_seconds(
    if(r.eventTimestamp between 0 and 253402300799, r.eventTimestamp, null)
  ) as event_timestamp,
  r.smsReferenceNumber as sms_reference_number, r.originatingNumber as originating_number,
  r.destinationNumber as destination_number, r.imsi, r.smscAddress as smsc_address,
  r.messageSize as message_size_bytes, r.deliveryStatus as delivery_status,
  r.messageType as message_type, r.recordSequenceNumber as record_sequence_number,
  r.chargeAmount as charge_amount, r.failureReason as failure_reason, r.is_anomaly,
  r.anomaly_type,
  cast(event_timestamp as date) as event_date,
  hour(event_timestamp) as event_hour,
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
    when r.eventTimestamp not between 0 and 253402300799
      then 'time outside of 1970 to 9999'
  end as parse_error,
  if(fields = known, null, nullif(array_join(array_except(fields, known), ', '), '')) as unknown_fields
from parsed
