\set id random(1, 9000000000000000000)
begin;
insert into mt_streams (tenant_id, id, type, version) values ('1', 'addendum-' || :id, 'addendum', 1);
insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, user_name) values (nextval('mt_events_sequence'), gen_random_uuid(), 'addendum-' || :id, 1, ('{"addendum_id": ' || :id || ', "instructions": "Please fix this issue asap, names don''t match", "requested_as": "supervisor", "requested_at": "2023-10-20T10:00:00Z", "requested_by": 123, "session_note_id": 46}')::jsonb, 'addendum_requested', now(), '1', 'ClinicNotes.Domain.Addendums.AddendumRequested, ClinicNotes.Domain', gen_random_uuid()::text, gen_random_uuid()::text, '123');
commit;
