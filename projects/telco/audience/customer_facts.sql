create view audience.customer_facts
comment 'One row per customer and period: all that the views of customers are made of'
as
select
  p.kind, p.partition_value, p.last_day, p.par_month,
  c.user_id, c.msisdn, c.uid, c.plan, c.active, c.city, c.state, c.registration_date,
  c.updated_datetime,
  coalesce(u.active_days, 0) as active_days,
  coalesce(u.active_days_in_week, 0) as active_days_in_week,
  coalesce(u.calls, 0) as calls,
  coalesce(u.voice_seconds, 0) / 60.0d as voice_minutes,
  coalesce(u.incoming_seconds, 0) / 60.0d as incoming_minutes,
  coalesce(u.data_sessions, 0) as data_sessions,
  coalesce(u.uplink_bytes, 0) / 1073741824.0d as uplink_gb,
  coalesce(u.downlink_bytes, 0) / 1073741824.0d as downlink_gb,
  coalesce(u.messages, 0) as messages,
  coalesce(u.picture_messages, 0) as picture_messages,
  coalesce(u.roaming_events, 0) as roaming_events,
  coalesce(u.voip_sessions, 0) as voip_sessions,
  coalesce(u.wifi_calls, 0) as wifi_calls,
  coalesce(u.ims_sessions, 0) as ims_sessions,
  coalesce(u.charges, 0) as charges,
  u.last_activity,
  coalesce(f.facebook_mb, 0) as facebook_mb,
  coalesce(f.tiktok_mb, 0) as tiktok_mb,
  coalesce(f.instagram_mb, 0) as instagram_mb,
  coalesce(f.whatsapp_mb, 0) as whatsapp_mb,
  coalesce(f.apple_maps_mb, 0) as apple_maps_mb,
  coalesce(f.social_mb, 0) as social_mb,
  coalesce(f.shopping_mb, 0) as shopping_mb,
  coalesce(f.tools_mb, 0) as tools_mb,
  coalesce(f.social_sessions, 0) as social_sessions,
  coalesce(f.services, 0) as services
from audience.periods as p
cross join audience.customers as c
left join audience.customer_usage as u
  on u.user_id = c.user_id and u.kind = p.kind and u.partition_value <=> p.partition_value
left join audience.app_usage as f
  on f.user_id = c.user_id and f.kind = p.kind and f.partition_value <=> p.partition_value
