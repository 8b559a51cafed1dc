-- How the sound of a call went: packets sent, received, lost, late, concealed, jitter and round trip in ms, opinion score.

alter table call_record add column sound varchar(200);
