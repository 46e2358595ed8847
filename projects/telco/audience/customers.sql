create view audience.customers
comment 'One row per subscriber: the keyed hashes that stand for them'
as
-- Hashed twice, the secret first each time (as HMAC does), so that nobody without the secret can
-- try out all phone numbers.
select
  u.user_id,
  sha2(concat(k.secret, sha2(concat(k.secret, 'msisdn:', u.msisdn), 256)), 256) as msisdn,
  sha2(concat(k.secret, sha2(concat(k.secret, 'uid:', u.user_id), 256)), 256) as uid,
  xxhash64(k.secret, u.user_id) as subscriber_sk,
  left(u.imsi, 6) as imsi_prefix,
  u.imei, u.plan, u.active, u.city, u.state, u.registration_date,
  u.kafka_timestamp as updated_datetime
from silver.users as u
cross join audience.identifier_key as k
