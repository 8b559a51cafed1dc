-- Numbers have one form: E.164 with its plus, anything else as it is dialled. One whose form is another's already
-- is never called, as before, and stays for its owner to remove.

update phone_number set phone_number = '+' || phone_number
  where phone_number not like '+%' and phone_number not like '0%' and length(phone_number) between 7 and 15
  and not exists (select 1 from phone_number other where other.phone_number = '+' || phone_number.phone_number);
update phone_number set phone_number = substring(phone_number from 2)
  where phone_number like '+%' and length(phone_number) < 8
  and not exists
    (select 1 from phone_number other where other.phone_number = substring(phone_number.phone_number from 2));
update outgoing_caller_id set phone_number = '+' || phone_number
  where phone_number not like '+%' and phone_number not like '0%' and length(phone_number) between 7 and 15
  and not exists
    (select 1 from outgoing_caller_id other where other.account_sid = outgoing_caller_id.account_sid
      and other.phone_number = '+' || outgoing_caller_id.phone_number);

-- A check counts in its own call alone.

alter table caller_id_check add column call_sid varchar(34) default '' not null;

-- Notifications go when they are old.

create index notification_age on notification (created);
