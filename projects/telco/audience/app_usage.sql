create view audience.app_usage
comment 'One row per subscriber and period: megabytes by application in the thirty days that end with it'
as
with flows as (
  select user_id, service, content_categories, octet_total_cnt, starts_session,
    cast(flow_start as date) as day
  from silver.flows
)
select
  f.user_id, p.kind, p.partition_value,
  sum(octet_total_cnt) filter (where service = 'Facebook') / 1048576.0d as facebook_mb,
  sum(octet_total_cnt) filter (where service = 'TikTok') / 1048576.0d as tiktok_mb,
  sum(octet_total_cnt) filter (where service = 'Instagram') / 1048576.0d as instagram_mb,
  sum(octet_total_cnt) filter (where service = 'WhatsApp') / 1048576.0d as whatsapp_mb,
  sum(octet_total_cnt) filter (where service = 'Apple Maps') / 1048576.0d as apple_maps_mb,
  sum(octet_total_cnt) filter (where content_categories = 'social') / 1048576.0d as social_mb,
  sum(octet_total_cnt) filter (where content_categories = 'shopping') / 1048576.0d as shopping_mb,
  sum(octet_total_cnt) filter (where content_categories = 'tools') / 1048576.0d as tools_mb,
  count_if(service = 'TikTok' and starts_session) as tiktok_sessions,
  count_if(content_categories = 'social' and starts_session) as social_sessions,
  count(distinct service) as services
from flows as f
join audience.periods as p on f.day > date_sub(p.last_day, 30) and f.day <= p.last_day
group by f.user_id, p.kind, p.partition_value
