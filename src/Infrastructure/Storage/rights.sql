-- What the role of a running service may do, where another role applies the schema: read everything, record events, and keep the ledgers.
-- It may change no event, image or ledger, and no table, trigger or function.
revoke all on all tables in schema public from public, clinicnotes_service;
grant select on all tables in schema public to clinicnotes_service;
grant insert on mt_events, mt_streams, signatures to clinicnotes_service;
grant insert on ledger_entries, ledger_hashes, ledger_map, ledger_checkpoints, ledger_gaps to clinicnotes_service;
grant usage on all sequences in schema public to clinicnotes_service;

-- An append moves its stream to the next version.
grant update (version, timestamp) on mt_streams to clinicnotes_service;
grant update on ledger_map, ledger_progress to clinicnotes_service;
grant delete on ledger_gaps to clinicnotes_service;

-- Lists can be made anew from the events at any time.
grant insert, update on listed_addendums, listed_sign_offs, listed_counts to clinicnotes_service;
