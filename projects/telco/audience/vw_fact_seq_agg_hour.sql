create or refresh materialized view audience.vw_fact_seq_agg_hour
partitioned by (par_day)
comment 'One row per customer, handset, cell site, host, service and hour'
tblproperties ('pipelines.trigger.interval' = '5 minutes')
as
-- A flow counts in the hour in which it starts, and so does a session.
with flows as (
  select *, cast(flow_start as date) as day, hour(flow_start) as hour from silver.flows
)
select
  c.subscriber_sk, c.msisdn,
  xxhash64(left(f.imei, 8)) as handsets_sk,
  f.cellsite_sk, c.imsi_prefix, f.server_hostname, f.domainname, f.service,
  f.content_categories,
  min(f.flow_start_sec) as flow_start_sec,
  max(f.flow_end_sec) as flow_end_sec,
  sum(f.flow_end_sec - f.flow_start_sec) as duration,
  sum(f.octet_total_cnt) as octet_total_cnt,
  sum(f.packet_total_cnt) as packet_total_cnt,
  sum(f.incoming_octets) as incoming_octets,
  sum(f.outgoing_octets) as outgoing_octets,
  count(*) as hit_cnt,
  count_if(f.starts_session) as session_hit_count,
  'seq' as source,
  date_format(f.day, 'yyyyMMdd') as par_day,
  f.hour as par_hour
from flows as f
join audience.customers as c on f.user_id = c.user_id
group by
  c.subscriber_sk, c.msisdn, xxhash64(left(f.imei, 8)), f.cellsite_sk, c.imsi_prefix,
  f.server_hostname, f.domainname, f.service, f.content_categories, f.day, f.hour
