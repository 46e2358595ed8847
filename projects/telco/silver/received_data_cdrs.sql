create or refresh streaming table silver.received_data_cdrs (
  constraint readable expect (parse_error is null) on violation quarantine row,
  constraint known_fields expect (unknown_fields is null) on violation quarantine row,
  constraint has_user expect (user_id is not null) on violation drop row,
  constraint has_time expect (record_opening_time is not null) on violation drop row,
  constraint has_reference expect (charging_id is not null) on violation drop row,
  constraint duration_not_negative expect (duration_seconds >= 0) on violation drop row,
  constraint volumes_not_negative
    expect (data_volume_uplink_bytes >= 0 and data_volume_downlink_bytes >= 0) on violation drop row,
  constraint valid_qci expect (qci between 1 and 9) on violation drop row,
  constraint valid_msisdn expect (msisdn rlike '^[0-9]{10,}$') on violation drop row,
  constraint imsi_has_15_digits expect (imsi rlike '^[0-9]{15}$'),
  constraint not_in_the_future expect (record_closing_time <= ingested_at),
  constraint within_retention expect (record_opening_time >= ingested_at - interval 7 days)
)
comment 'One row per data session that was received, typed; also those sent twice'
as
with records as (
  select * from stream(bronze.bronze_data_cdrs)
),
parsed as (
  select
    *,
    from_json(
      raw_data,
      'cdr_type string, user_id string, recordType int, recordOpeningTime bigint,
        recordClosingTime bigint, duration int, imsi string, imei string, msisdn string,
        dataVolumeUplink bigint, dataVolumeDownlink bigint, servingNodeAddress string,
        apn string, pdnType string, ratType string, chargingID string, qci int,
        recordSequenceNumber bigint, sgsn_address string, causeForRecordClosing string,
        is_anomaly boolean, anomaly_type string, _corrupt string',
      map('columnNameOfCorruptRecord', '_corrupt')
    ) as r,
    -- Nothing may follow the object.
    if(json_array_length(concat('[', raw_data, ']')) = 1, json_object_keys(raw_data), null)
      as fields,
    array(
      'cdr_type', 'user_id', 'recordType', 'recordOpeningTime', 'recordClosingTime', 'duration',
      'imsi', 'imei', 'msisdn', 'dataVolumeUplink', 'dataVolumeDownlink', 'servingNodeAddress',
      'apn', 'pdnType', 'ratType', 'chargingID', 'qci', 'recordSequenceNumber', 'sgsn_address',
      'causeForRecordClosing', 'is_anomaly', 'anomaly_type'
    ) as known
  from records
)
select
  r.user_id, r.cdr_type, r.recordType as record_type,
  timestamp_seconds(
    if(r.recordOpeningTime between 0 and 253402300799, r.recordOpeningTime, null)
  ) as record_opening_time,
  timestamp_seconds(
    if(r.recordClosingTime between 0 and 253402300799, r.recordClosingTime, null)
  ) as record_closing_time,
  r.duration as duration_seconds, r.imsi, r.imei, r.msisdn,
  r.dataVolumeUplink as data_volume_uplink_bytes,
  r.dataVolumeUplink / 1048576.0d as data_volume_uplink_mb,
  r.dataVolumeDownlink as data_volume_downlink_bytes,
  r.dataVolumeDownlink / 1048576.0d as data_volume_downlink_mb,
  r.servingNodeAddress as serving_node_address, r.apn, r.pdnType as pdn_type,
  r.ratType as rat_type, r.chargingID as charging_id, r.qci,
  r.recordSequenceNumber as record_sequence_number, r.sgsn_address,
  r.causeForRecordClosing as cause_for_record_closing,
  try_add(r.dataVolumeUplink, r.dataVolumeDownlink) as total_bytes,
  try_add(r.dataVolumeUplink, r.dataVolumeDownlink) / 1048576.0d as data_volume_total_mb,
  case
    when r.ratType = 'GERAN' then '2G'
    when r.ratType in ('UTRAN', 'HSPA') then '3G'
    when r.ratType = 'EUTRAN' then '4G'
    when r.ratType = 'NR' then '5G'
    when r.ratType in ('WLAN', 'GAN') then 'WiFi'
  end as network_generation,
  r.is_anomaly, r.anomaly_type,
  cast(record_opening_time as date) as event_date,
  hour(record_opening_time) as event_hour,
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
    when r.recordOpeningTime not between 0 and 253402300799
      or r.recordClosingTime not between 0 and 253402300799
      then 'time outside of 1970 to 9999'
  end as parse_error,
  if(fields = known, null, nullif(array_join(array_except(fields, known), ', '), '')) as unknown_fields
from parsed
