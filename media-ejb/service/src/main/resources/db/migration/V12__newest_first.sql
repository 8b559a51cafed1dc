-- Lists are shown newest first. H2 reads an index from its first entry to its last and not the other way, so that
-- a page of 50 calls read all calls of the account.

drop index call_record_owner;
drop index call_record_from;
drop index call_record_to;
drop index call_record_status;
drop index call_record_parent;
drop index notification_owner;
drop index recording_owner;
create index call_record_owner on call_record (account_sid desc, created desc, sid desc);
create index call_record_from on call_record (account_sid desc, from_party desc, created desc, sid desc);
create index call_record_to on call_record (account_sid desc, to_party desc, created desc, sid desc);
create index call_record_status on call_record (account_sid desc, status desc, created desc, sid desc);
create index call_record_parent on call_record (account_sid desc, parent_sid desc, created desc, sid desc);
create index notification_owner on notification (account_sid desc, created desc, sid desc);
create index recording_owner on recording (account_sid desc, created desc, sid desc);
