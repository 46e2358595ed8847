create or refresh materialized view audience.vw_fact_seq_agg_month
partitioned by (par_month)
comment 'One row per customer, service and month; handset, site and host are those of its largest day'
tblproperties ('pipelines.trigger.interval' = '5 minutes')
as
with days as (
  select *, left(par_day, 6) as par_month from audience.vw_fact_seq_agg_day
),
months as (
  select
    subscriber_sk, msisdn, imsi_prefix, service, content_categories, source, par_month,
    max(struct(octet_total_cnt, server_hostname, domainname, cellsite_sk, handsets_sk)) as largest,
    min(flow_start_sec) as flow_start_sec,
    max(flow_end_sec) as flow_end_sec,
    sum(duration) as duration,
    sum(octet_total_cnt) as octet_total_cnt,
    sum(packet_total_cnt) as packet_total_cnt,
    sum(incoming_octets) as incoming_octets,
    sum(outgoing_octets) as outgoing_octets,
    sum(hit_cnt) as hit_cnt,
    sum(session_hit_count) as session_hit_count
  from days
  group by subscriber_sk, msisdn, imsi_prefix, service, content_categories, source, par_month
)
select
  subscriber_sk, msisdn, largest.handsets_sk, largest.cellsite_sk, imsi_prefix,
  largest.server_hostname, largest.domainname, service, content_categories,
  flow_start_sec, flow_end_sec, duration, octet_total_cnt, packet_total_cnt, incoming_octets,
  outgoing_octets, hit_cnt, session_hit_count, source, par_month
from months
