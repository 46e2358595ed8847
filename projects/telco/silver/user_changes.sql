create temporary view silver.user_changes
comment 'One row per record about a subscriber, typed'
as
with records as (
  select
    *,
    parsed_data as u,
    -- Nothing may follow the object.
    if(json_array_length(concat('[', raw_data, ']')) = 1, json_object_keys(raw_data), null)
      as fields,
    array(
      'user_id', 'msisdn', 'imsi', 'imei', 'plan', 'plan_name', 'data_limit_gb', 'voice_minutes',
      'sms_count', 'registration_date', 'active', 'location'
    ) as known,
    json_object_keys(get_json_object(raw_data, '$.location')) as location_fields
  from stream(bronze.bronze_users)
)
select
  u.user_id, u.msisdn, u.imsi, u.imei, u.plan, u.plan_name, u.data_limit_gb, u.voice_minutes,
  u.sms_count, u.registration_date, u.active,
  u.location.city as city,
  u.location.state as state,
  topic, partition, offset, timestamp as kafka_timestamp, processing_time as ingested_at,
  case
    when raw_bytes is not null then 'not UTF-8'
    when raw_data is null then 'tombstone'
    when octet_length(raw_data) >= cast(:max_record_bytes as int) then 'too large'
    when fields is null then 'not a JSON object'
    when u._corrupt is not null then concat('wrong type: ', array_join(
      filter(known, field ->
        get_json_object(raw_data, concat('$.', field)) is not null
          and get_json_object(to_json(u), concat('$.', field)) is null
      ), ', '))
  end as parse_error,
  nullif(array_join(concat(
    array_except(fields, known),
    coalesce(transform(
      array_except(location_fields, array('city', 'state')),
      field -> concat('location.', field)
    ), cast(array() as array<string>))
  ), ', '), '') as unknown_fields
from records
