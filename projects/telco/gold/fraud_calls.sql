create view gold.fraud_calls
comment 'One row per call that counts, with what the rules of fraud look at'
as
select
  user_id, event_date, call_type, call_duration_seconds, tariff_class,
  called_party_number,
  concat(lac, '-', ci) as cell,
  left(called_party_number, 7) as number_range
from silver.voice_cdrs
where not is_duplicate
