-- Who shares the cookies of calls (D14): pair, ordered-pair or call.

alter table application add column voice_session varchar(16) default 'pair' not null;
alter table phone_number add column voice_session varchar(16) default 'pair' not null;
alter table sip_domain add column voice_session varchar(16) default 'pair' not null;
