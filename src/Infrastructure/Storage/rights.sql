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

-- Deliveries to webhooks are noted, for a while, and secrets destroyed with their webhooks.
grant insert, delete on webhook_secrets to clinicnotes_service;
grant insert, update on webhook_progress, webhook_deliveries to clinicnotes_service;
grant delete on webhook_deliveries to clinicnotes_service;

-- How far a broker has confirmed events is noted.
grant insert, update on broker_progress to clinicnotes_service;

-- Services tell each other who reads event streams.
grant insert, delete on feed_readers to clinicnotes_service;

-- A claim is settled, given up, and forgotten after a day.
grant insert, update, delete on claims to clinicnotes_service;

-- Lists can be made anew from the events at any time.
grant insert, update on listed_addendums, listed_sign_offs, listed_counts to clinicnotes_service;
