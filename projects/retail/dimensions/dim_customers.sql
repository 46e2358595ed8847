create or refresh materialized view dim_customers
comment 'One row per customer'
as
with customers as (
  select * from src_customers
)
select
  customer_id, first_name, last_name, email, customer_segment, preferred_channel, city, state,
  country, registration_date, age_years, generation_segment, days_since_registration,
  case
    when days_since_registration is null then null
    when days_since_registration <= 30 then 'New (0-30 days)'
    when days_since_registration <= 90 then 'Recent (31-90 days)'
    when days_since_registration <= 365 then 'Established (3-12 months)'
    else 'Veteran (1+ years)'
  end as customer_tenure_segment,
  missing_email_flag, missing_phone_flag,
  date_of_birth is null or date_of_birth > current_date() as invalid_birth_date_flag,
  registration_date is null or cast(registration_date as date) > current_date()
    as invalid_registration_date_flag
from customers
