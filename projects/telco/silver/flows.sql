create or refresh materialized view silver.flows (
  constraint has_user expect (user_id is not null) on violation drop row,
  constraint has_service expect (service is not null) on violation drop row,
  constraint has_time expect (flow_start is not null) on violation drop row,
  constraint ends_after_start expect (flow_end_sec >= flow_start_sec) on violation drop row,
  constraint volumes_not_negative
    expect (octet_total_cnt >= 0 and packet_total_cnt >= 0) on violation drop row
)
comment 'One row per data flow; starts_session where it came five minutes or more after the last'
as
with flows as (
  select
    *,
    timestamp_seconds(if(flow_start_sec between 0 and 253402300799, flow_start_sec, null))
      as flow_start,
    -- A flow that is dropped below neither starts a session nor holds one together.
    flow_start_sec between 0 and 253402300799 and flow_end_sec >= flow_start_sec
      and octet_total_cnt >= 0 and packet_total_cnt >= 0 as is_valid
  from bronze.bronze_flows
)
select
  user_id, imei, cellsite_sk, server_hostname, domainname, service, content_categories,
  flow_start_sec, flow_end_sec, octet_total_cnt, packet_total_cnt, incoming_octets,
  outgoing_octets, flow_start,
  coalesce(flow_start_sec - max(if(is_valid, flow_end_sec, null)) over (
    partition by user_id, service
    order by flow_start_sec, flow_end_sec, server_hostname, octet_total_cnt, packet_total_cnt,
      cellsite_sk, imei, domainname, content_categories, incoming_octets, outgoing_octets
    rows between unbounded preceding and 1 preceding
  ) >= 300, true) as starts_session
from flows
