create or refresh streaming table silver.repeated_records
comment 'One row per call detail record that was received before, sent twice by the network'
as
-- References come from small numbers and repeat, so only all of this together tells. Roaming events
-- have no reference of their own: who was called, where and by which service stand for it.
select r.user_id, r.topic, r.partition, r.offset
from stream(silver.received_voice_cdrs) as r
left semi join silver.received_voice_cdrs as e
  on r.user_id = e.user_id and r.call_event_start_time = e.call_event_start_time
    and r.call_reference_number = e.call_reference_number
    and r.record_sequence_number <=> e.record_sequence_number
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
union all
select r.user_id, r.topic, r.partition, r.offset
from stream(silver.received_data_cdrs) as r
left semi join silver.received_data_cdrs as e
  on r.user_id = e.user_id and r.record_opening_time = e.record_opening_time
    and r.charging_id = e.charging_id and r.record_sequence_number <=> e.record_sequence_number
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
union all
select r.user_id, r.topic, r.partition, r.offset
from stream(silver.received_sms_cdrs) as r
left semi join silver.received_sms_cdrs as e
  on r.user_id = e.user_id and r.event_timestamp = e.event_timestamp
    and r.sms_reference_number = e.sms_reference_number
    and r.record_sequence_number <=> e.record_sequence_number
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
union all
select r.user_id, r.topic, r.partition, r.offset
from stream(silver.received_mms_cdrs) as r
left semi join silver.received_mms_cdrs as e
  on r.user_id = e.user_id and r.event_timestamp = e.event_timestamp
    and r.mms_reference_number = e.mms_reference_number
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
union all
select r.user_id, r.topic, r.partition, r.offset
from stream(silver.received_voip_cdrs) as r
left semi join silver.received_voip_cdrs as e
  on r.user_id = e.user_id and r.session_start_time = e.session_start_time
    and r.charge_id = e.charge_id
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
union all
select r.user_id, r.topic, r.partition, r.offset
from stream(silver.received_roaming_cdrs) as r
left semi join silver.received_roaming_cdrs as e
  on r.user_id = e.user_id and r.call_event_start_time = e.call_event_start_time
    and r.called_party_number <=> e.called_party_number
    and r.visited_network <=> e.visited_network and r.service_type <=> e.service_type
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
union all
select r.user_id, r.topic, r.partition, r.offset
from stream(silver.received_wifi_calling_cdrs) as r
left semi join silver.received_wifi_calling_cdrs as e
  on r.user_id = e.user_id and r.session_start_time = e.session_start_time
    and r.charge_id = e.charge_id
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
union all
select r.user_id, r.topic, r.partition, r.offset
from stream(silver.received_ims_cdrs) as r
left semi join silver.received_ims_cdrs as e
  on r.user_id = e.user_id and r.session_start_time = e.session_start_time
    and r.charge_id = e.charge_id
    and struct(e.received_at, e.kafka_timestamp, e.partition, e.offset)
      < struct(r.received_at, r.kafka_timestamp, r.partition, r.offset)
