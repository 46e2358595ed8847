-- One line for the whole network.
select
  count(*) as subscribers,
  count_if(active) as active,
  (select count(*) from silver.all_cdrs where not is_duplicate) as records,
  cast(sum(data_total_gb) as decimal(18,2)) as data_gb,
  cast(sum(voice_total_minutes) as decimal(18,0)) as minutes,
  sum(total_charge_usd) as revenue
from gold.subscriber_360
