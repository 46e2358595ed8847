create or refresh materialized view audience.vw_fact_seq_agg_day
partitioned by (par_day)
comment 'One row per customer, handset, cell site, host, service and day'
tblproperties ('pipelines.trigger.interval' = '5 minutes')
as
select
  subscriber_sk, msisdn, handsets_sk, cellsite_sk, imsi_prefix, server_hostname, domainname,
  service, content_categories,
  min(flow_start_sec) as flow_start_sec,
  max(flow_end_sec) as flow_end_sec,
  sum(duration) as duration,
  sum(octet_total_cnt) as octet_total_cnt,
  sum(packet_total_cnt) as packet_total_cnt,
  sum(incoming_octets) as incoming_octets,
  sum(outgoing_octets) as outgoing_octets,
  sum(hit_cnt) as hit_cnt,
  sum(session_hit_count) as session_hit_count,
  source, par_day
from audience.vw_fact_seq_agg_hour
group by
  subscriber_sk, msisdn, handsets_sk, cellsite_sk, imsi_prefix, server_hostname, domainname,
  service, content_categories, source, par_day
