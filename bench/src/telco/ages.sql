-- How old the records were, one by one, when bronze, silver and gold of the telco project had them:
-- from their Kafka timestamp to the last commit of the layer in the update that read them.
with commits as (
  select u.as_of, f.layer, max(f.committed_at) as at
  from system.pipelines.flow_progress as f
  join system.pipelines.updates as u on f.update_id = u.update_id
  where f.committed_at is not null and f.layer <> 'audience'
  group by u.as_of, f.layer
),
records as (
  select timestamp, processing_time
  from bronze.bronze_all_cdrs
  where timestamp > :since
),
ages as (
  select c.layer, (unix_micros(c.at) - unix_micros(r.timestamp)) / 1e6 as seconds
  from records as r join commits as c on r.processing_time = c.as_of
)
select
  layer, count(*) as records,
  round(percentile(seconds, 0.5), 2) as median_s,
  round(percentile(seconds, 0.99), 2) as p99_s,
  round(max(seconds), 2) as most_s
from ages
group by layer
order by median_s
