-- What an account may call: null where the server's own settings hold.

alter table account add column allowed_prefixes varchar(8000);
alter table account add column concurrent_calls integer;
alter table account add column calls_per_second integer;
alter table account add column minutes_per_day integer;
