-- What the service keeps beside Marten's tables. Applied in one transaction, perhaps while others append: every statement may run again, and
-- tables are locked in the order in which append_events locks them.

create sequence if not exists addendum_id increment by 32;
create sequence if not exists sign_off_id increment by 32;
create sequence if not exists token_id increment by 32;
create sequence if not exists webhook_id increment by 32;

-- A session note belongs to one clinic, whichever registers it first.
create unique index if not exists session_note_of_one_clinic on mt_events (stream_id) where type = 'session_note_registered' and version = 1;

-- Finds whose token it is; two users never have the same.
create unique index if not exists token_by_sha256 on mt_events ((data ->> 'token_sha256')) where type = 'token_issued';

-- Finds the users of a clinic, in the order of their ids.
create index if not exists user_of_clinic on mt_events (tenant_id, ((data ->> 'user_id')::bigint)) where type = 'user_enrolled' and version = 1;

-- Finds the webhooks of a clinic, in the order of their ids.
create index if not exists webhook_of_clinic on mt_events (tenant_id, ((data ->> 'webhook_id')::bigint)) where type = 'webhook_registered';

-- Finds what happened to a session note, its addendums and its sign-offs, and what happened last.
create index if not exists event_of_session_note on mt_events ((data ->> 'session_note_id'), seq_id);
drop index if exists event_by_session_note;

-- Finds who read a session note, or what hangs on it.
create index if not exists reads_by_session_note on mt_events
    using gin (jsonb_path_query_array(data, '$.reads[*].session_note_ids[*]') jsonb_path_ops) where type = 'session_notes_read';

-- Finds the events of a period, in next to no space: events are stored in about the order of their times.
create index if not exists event_by_time on mt_events using brin (timestamp);

-- Bodies that are longer than most, such as those of reads, are compressed, which takes PostgreSQL's own method several times as long.
do $$
begin
    if exists (select from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals))
        and exists (select from pg_attribute where attrelid = 'mt_events'::regclass and attname = 'data' and attcompression <> 'l') then
        alter table mt_events alter column data set compression lz4;
    end if;
end
$$;

-- Signature images, each once per clinic, written in the transaction of the event that names them.
create table if not exists signatures (
    clinic_id varchar not null,
    sha256 bytea not null check (length(sha256) = 32),
    png bytea not null,
    primary key (clinic_id, sha256)
);

-- The files are compressed already.
alter table signatures alter column png set storage external;

-- The ledger of each clinic: its events in one order, each with its leaf in the clinic's Merkle tree. See docs/audit.md.
create table if not exists ledger_entries (
    clinic_id varchar not null,
    position bigint not null,
    event_number bigint not null unique,
    leaf bytea not null,
    body_salt bytea not null,
    signature_salt bytea,
    primary key (clinic_id, position)
);

-- The hashes of the tree above its leaves: at level n one for every 256^n leaves that are complete.
create table if not exists ledger_hashes (
    clinic_id varchar not null,
    level int not null,
    index bigint not null,
    hash bytea not null,
    primary key (clinic_id, level, index)
);

-- The map of each clinic's session notes, as it was at the last commitment.
create table if not exists ledger_map (
    clinic_id varchar not null,
    path varchar not null,
    block bytea not null,
    primary key (clinic_id, path)
);

-- What has been signed.
create table if not exists ledger_checkpoints (
    clinic_id varchar not null,
    size bigint not null,
    note text not null,
    signed_at timestamptz not null,
    primary key (clinic_id, size)
);

-- How far the numbers of events have been looked at, and those before it that were not there. One of these may still be written, by a
-- transaction that had begun before seen_before.
create table if not exists ledger_progress (only_one boolean primary key default true check (only_one), event_number bigint not null);
insert into ledger_progress (event_number) values (0) on conflict do nothing;
create table if not exists ledger_gaps (event_number bigint primary key, seen_before xid8 not null);

-- By what lists find addendums and sign-offs: a row for each of which the ledger has an event, written with the ledger's entry. How many there
-- are is counted as they come, so that a list of millions says its length at once.
create table if not exists listed_addendums (
    clinic_id varchar not null,
    id bigint not null,
    session_note_id bigint not null,
    responded boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    primary key (clinic_id, id)
);
create index if not exists listed_addendum_by_note on listed_addendums (clinic_id, session_note_id, id);
create index if not exists listed_addendum_by_status on listed_addendums (clinic_id, responded, id);
create index if not exists listed_addendum_by_creation on listed_addendums (clinic_id, created_at, id);
create index if not exists listed_addendum_by_change on listed_addendums (clinic_id, updated_at, id);

create table if not exists listed_sign_offs (
    clinic_id varchar not null,
    id bigint not null,
    session_note_id bigint not null,
    reviewer_id bigint not null,
    review_date timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    primary key (clinic_id, id)
);
create index if not exists listed_sign_off_by_note on listed_sign_offs (clinic_id, session_note_id, id);
create index if not exists listed_sign_off_by_reviewer on listed_sign_offs (clinic_id, reviewer_id, id);
create index if not exists listed_sign_off_by_review_date on listed_sign_offs (clinic_id, review_date, id);
create index if not exists listed_sign_off_by_creation on listed_sign_offs (clinic_id, created_at, id);
create index if not exists listed_sign_off_by_change on listed_sign_offs (clinic_id, updated_at, id);

create table if not exists listed_counts (clinic_id varchar, list varchar, count bigint not null, primary key (clinic_id, list));

-- The secrets that sign deliveries to webhooks, encrypted under a key that is not in the database.
create table if not exists webhook_secrets (
    clinic_id varchar not null,
    id varchar not null,
    sealed bytea not null,
    primary key (clinic_id, id)
);

-- How far each webhook is since it began for the n-th time, and when the next event is tried again that could not be delivered.
create table if not exists webhook_progress (
    clinic_id varchar not null,
    webhook_id bigint not null,
    starts bigint not null,
    position bigint not null,
    failures int not null default 0,
    failing_since timestamptz,
    next_attempt_at timestamptz,
    last_error text,
    primary key (clinic_id, webhook_id)
);

-- What came of delivering an event: its last attempt, and those before it, which few events have.
create table if not exists webhook_deliveries (
    clinic_id varchar not null,
    webhook_id bigint not null,
    starts bigint not null,
    position bigint not null,
    event_id varchar not null,
    delivered boolean not null,
    attempts int not null,
    first_attempt_at timestamptz not null,
    last_attempt_at timestamptz not null,
    duration_ms bigint not null,
    response_status int,
    error text,
    next_attempt_at timestamptz,
    earlier_attempts jsonb,
    primary key (clinic_id, webhook_id, starts, position)
);
alter table webhook_deliveries add column if not exists next_attempt_at timestamptz, add column if not exists earlier_attempts jsonb;
create index if not exists webhook_delivery_by_age on webhook_deliveries (last_attempt_at);

-- How far RabbitMQ has confirmed the events of each clinic.
create table if not exists broker_progress (clinic_id varchar primary key, position bigint not null);

-- Who reads event streams, at which service, as it noted last. Worth nothing once the services have ended.
create unlogged table if not exists feed_readers (
    service uuid not null,
    clinic_id varchar not null,
    user_id bigint,
    remote_address text,
    since timestamptz not null,
    position bigint not null,
    noted_at timestamptz not null default now()
);

-- What the events tell of webhooks: whether one is to be delivered to, and how often it began.
create or replace view webhooks as
    select tenant_id as clinic_id, (data ->> 'webhook_id')::bigint as id,
        coalesce((
            select e.type from mt_events e
            where e.tenant_id = r.tenant_id and e.stream_id = r.stream_id and e.type in ('webhook_paused', 'webhook_resumed', 'webhook_deleted')
            order by e.version desc limit 1
        ), 'webhook_resumed') as standing,
        1 + (
            select count(*) from mt_events e
            where e.tenant_id = r.tenant_id and e.stream_id = r.stream_id and e.type = 'webhook_replayed'
        ) as starts
    from mt_events r where type = 'webhook_registered';

-- The requests with an Idempotency-Key of the last day: whose, which (SHA-256 of method, path and key), with what body (SHA-256). Only the
-- attempt that holds a claim (id) may record its event. Once settled it says what the request came to: the version of a stream, and whether the
-- request recorded it; or the faults of fields that it was refused for.
create table if not exists claims (
    clinic_id varchar not null,
    user_id bigint not null,
    request bytea not null,
    body bytea not null,
    id uuid not null unique,
    claimed_at timestamptz not null,
    stream varchar,
    version bigint,
    is_recorded boolean,
    faults json,
    told json,
    is_settled boolean not null generated always as (stream is not null or faults is not null) stored,
    primary key (clinic_id, user_id, request)
);
alter table claims add column if not exists told json;
create index if not exists claim_by_age on claims (claimed_at);

create table if not exists clinicnotes_schema (
    fingerprint text primary key,
    applied_at timestamptz not null default now()
);

-- Records events of many streams at once, as Marten records them. An event whose stream is not at the version expected (0: must not exist) is
-- left out, its image too; the answer says of each whether it was recorded. The version is checked before a sequence number is taken. Of an
-- image that is stored already the digest is enough; nothing is recorded (CN001) when one is not. The event of a claim settles it; where the
-- claim is no longer held nothing is recorded, and the answer is null. A sign-off that covers all that is recorded of a note before it names the
-- note, and is told which event is the last. Where no event has an image, a claim or such a note, the array may be null.
drop function if exists append_events(
    varchar[], varchar[], varchar[], bigint[], uuid[], varchar[], varchar[], jsonb[], timestamptz[], varchar[], varchar[], varchar[],
    bytea[], bytea[], uuid[]
);
create or replace function append_events(
    clinics varchar[], streams varchar[], stream_types varchar[], expected bigint[],
    ids uuid[], types varchar[], dotnet_types varchar[], bodies jsonb[], times timestamptz[],
    correlation_ids varchar[], causation_ids varchar[], user_names varchar[],
    image_digests bytea[], images bytea[], claim_ids uuid[] default null, covered_notes varchar[] default null
) returns boolean[] language plpgsql as $$
declare
    recorded boolean[] := array_fill(false, array[cardinality(streams)]);
    covered jsonb[];
begin
    for i in 1 .. cardinality(streams) loop
        if claim_ids[i] is not null then
            perform from claims where id = claim_ids[i] and not is_settled for update;
            if not found then
                recorded[i] := null;
                continue;
            end if;
        end if;
        if expected[i] = 0 then
            insert into mt_streams (tenant_id, id, type, version) values (clinics[i], streams[i], stream_types[i], 1) on conflict do nothing;
        else
            update mt_streams set version = expected[i] + 1, timestamp = now()
            where tenant_id = clinics[i] and id = streams[i] and version = expected[i];
        end if;
        recorded[i] := found;
    end loop;

    if covered_notes is not null then
        covered := last_events_of_notes(clinics, covered_notes);
        for i in 1 .. cardinality(streams) loop
            if covered_notes[i] is not null then
                bodies[i] := bodies[i] || jsonb_build_object('covers', covered[i]);
            end if;
        end loop;
    end if;

    -- One statement for all of them: PostgreSQL makes ready to write to a table with many indexes once for each statement.
    insert into mt_events (
        seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, user_name
    )
    select nextval('mt_events_sequence'), id, stream, version + 1, body, type, at, clinic, dotnet_type, correlation_id, causation_id, user_name
    from unnest(
        recorded, ids, streams, expected, bodies, types, times, clinics, dotnet_types, correlation_ids, causation_ids, user_names
    ) as given (is_recorded, id, stream, version, body, type, at, clinic, dotnet_type, correlation_id, causation_id, user_name)
    where is_recorded;

    if image_digests is not null then
        -- In one order, so that two groups with the same new images do not wait for each other.
        insert into signatures (clinic_id, sha256, png)
        select clinic, digest, image from unnest(clinics, image_digests, images, recorded) as given (clinic, digest, image, is_recorded)
        where is_recorded and image is not null
        order by clinic, digest
        on conflict do nothing;
        if exists (
            select from unnest(clinics, image_digests, recorded) as named (clinic, digest, is_recorded)
            where is_recorded and digest is not null
                and not exists (select from signatures where clinic_id = clinic and sha256 = digest)
        ) then
            raise exception 'an image was left out that is not stored' using errcode = 'CN001';
        end if;
    end if;

    -- Last: who sends a request again meanwhile would wait for a claim that is being written, and is told that it is held instead.
    if claim_ids is not null then
        for i in 1 .. cardinality(streams) loop
            if recorded[i] and claim_ids[i] is not null then
                update claims set stream = streams[i], version = expected[i] + 1, is_recorded = true where id = claim_ids[i];
            end if;
        end loop;
    end if;

    return recorded;
end $$;
drop function if exists append_new_streams;

-- At which version each stream is; null where there is none. One by one, by a plan that is kept: for a set PostgreSQL would plan anew each time.
create or replace function versions_of_streams(clinics varchar[], streams varchar[]) returns bigint[] language plpgsql stable as $$
declare
    versions bigint[];
begin
    for i in 1 .. cardinality(streams) loop
        versions[i] := (select version from mt_streams where tenant_id = clinics[i] and id = streams[i]);
    end loop;
    return versions;
end $$;

-- The event of each session note that was recorded last: by its position, and before it has one, by its number. An event that is committed after
-- another may have the smaller number; not four others on the same note overtake it in the time that one append takes, and if they did, the
-- sign-off would be called stale. One without a position that has the highest number is the last whatever the others have. Whatever PostgreSQL
-- believed of the tables when a session made its plan, four events at most are read from the end of the note's part of the index, and as many
-- positions are looked up: it would rather sort all events of the note, go back through those of all notes (were the note said to be equal), or
-- read the whole ledger (were it asked whether a position exists, not for the position). It would also compile what it is forced to sort, and plan
-- anew each time, which takes ten times as long as to look. To say so takes a quarter as long as to look, and is said once for a group.
create or replace function last_events_of_notes(clinics varchar[], notes varchar[]) returns jsonb[]
    language plpgsql stable
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
    events jsonb[] := array_fill(null::jsonb, array[cardinality(notes)]);
    last jsonb;
    is_placed boolean;
begin
    for i in 1 .. cardinality(notes) loop
        continue when notes[i] is null;
        select jsonb_build_object('stream', m.stream_id, 'version', m.version),
            (select l.position from ledger_entries l where l.event_number = m.seq_id) is not null
        into last, is_placed from mt_events m
        where m.tenant_id = clinics[i] and m.data ->> 'session_note_id' between notes[i] and notes[i]
        order by m.data ->> 'session_note_id' desc, m.seq_id desc limit 1;

        if is_placed then
            select jsonb_build_object('stream', e.stream_id, 'version', e.version) into last from (
                select m.stream_id, m.version, m.seq_id from mt_events m
                where m.tenant_id = clinics[i] and m.data ->> 'session_note_id' between notes[i] and notes[i]
                order by m.data ->> 'session_note_id' desc, m.seq_id desc limit 4
            ) e
            order by (select l.position from ledger_entries l where l.event_number = e.seq_id) desc nulls first, e.seq_id desc limit 1;
        end if;
        events[i] := last;
    end loop;
    return events;
end $$;
drop function if exists last_event_of_note;

-- The addendums and sign-offs of all clinics as their events up to a moment tell them; simple enough that PostgreSQL reads through them.
create or replace function addendums_at(moment timestamptz) returns table (
    clinic_id varchar, stream varchar, id bigint, session_note_id bigint, responded boolean, created_at timestamptz, updated_at timestamptz,
    version bigint
) language sql stable as $$
    select tenant_id, stream_id, min((data ->> 'addendum_id')::bigint), min((data ->> 'session_note_id')::bigint),
        bool_or(type = 'addendum_responded'), min(timestamp) filter (where version = 1), max(timestamp), max(version)
    from mt_events
    where type in ('addendum_requested', 'addendum_responded') and timestamp <= moment
    group by tenant_id, stream_id
$$;

create or replace function sign_offs_at(moment timestamptz) returns table (
    clinic_id varchar, stream varchar, id bigint, session_note_id bigint, reviewer_id bigint, review_date timestamptz,
    created_at timestamptz, updated_at timestamptz, version bigint
) language sql stable as $$
    select tenant_id, stream_id, min((data ->> 'sign_off_id')::bigint), min((data ->> 'session_note_id')::bigint),
        min((data ->> 'reviewer_id')::bigint),
        ((array_agg(data ->> 'review_date' order by version desc) filter (where data ? 'review_date'))[1])::timestamptz,
        min(timestamp) filter (where version = 1), max(timestamp), max(version)
    from mt_events
    where type in ('sign_off_recorded', 'sign_off_revised') and timestamp <= moment
    group by tenant_id, stream_id
$$;

-- Brings lists up to the events of these streams. What is there of a later version stays. Without the offset PostgreSQL would fold all streams
-- that there are and pick these from them; with it, it finds the events of each by the stream's key.
create or replace procedure list_addendums(clinics varchar[], streams varchar[]) language plpgsql set enable_seqscan = off as $$
begin
    insert into listed_addendums as listed
    select a.clinic_id, a.id, a.session_note_id, a.responded, a.created_at, a.updated_at, a.version
    from (select distinct clinic, stream from unnest(clinics, streams) as given (clinic, stream)) s
        cross join lateral (select * from addendums_at('infinity') where clinic_id = s.clinic and stream = s.stream offset 0) a
    on conflict (clinic_id, id) do update
        set responded = excluded.responded, updated_at = excluded.updated_at, version = excluded.version
        where listed.version < excluded.version;
end $$;

create or replace procedure list_sign_offs(clinics varchar[], streams varchar[]) language plpgsql set enable_seqscan = off as $$
begin
    insert into listed_sign_offs as listed
    select o.clinic_id, o.id, o.session_note_id, o.reviewer_id, o.review_date, o.created_at, o.updated_at, o.version
    from (select distinct clinic, stream from unnest(clinics, streams) as given (clinic, stream)) s
        cross join lateral (select * from sign_offs_at('infinity') where clinic_id = s.clinic and stream = s.stream offset 0) o
    on conflict (clinic_id, id) do update
        set review_date = excluded.review_date, updated_at = excluded.updated_at, version = excluded.version
        where listed.version < excluded.version;
end $$;
drop procedure if exists list_streams;

-- Lists addendums and sign-offs that have just come into being, given what their first events say: what addendums_at and sign_offs_at make of
-- one event. What a rebuild has listed already is rare: to look for it each time takes as long as one more index.
create or replace procedure list_new_addendums(clinics varchar[], ids bigint[], notes bigint[], times timestamptz[]) language plpgsql as $$
begin
    insert into listed_addendums
    select clinic, id, note, false, at, at, 1 from unnest(clinics, ids, notes, times) as given (clinic, id, note, at);
exception when unique_violation then
    insert into listed_addendums
    select clinic, id, note, false, at, at, 1 from unnest(clinics, ids, notes, times) as given (clinic, id, note, at)
    on conflict do nothing;
end $$;

create or replace procedure list_new_sign_offs(
    clinics varchar[], ids bigint[], notes bigint[], reviewers bigint[], review_dates varchar[], times timestamptz[]
) language plpgsql as $$
begin
    insert into listed_sign_offs
    select clinic, id, note, reviewer, review_date::timestamptz, at, at, 1
    from unnest(clinics, ids, notes, reviewers, review_dates, times) as given (clinic, id, note, reviewer, review_date, at);
exception when unique_violation then
    insert into listed_sign_offs
    select clinic, id, note, reviewer, review_date::timestamptz, at, at, 1
    from unnest(clinics, ids, notes, reviewers, review_dates, times) as given (clinic, id, note, reviewer, review_date, at)
    on conflict do nothing;
end $$;

-- Brings addendums up to their last responses, given what these say: what addendums_at makes of them. Of each addendum there is one. Where a row
-- is missing, or a rebuild was quicker, all of them are told by their events.
create or replace procedure list_responses(clinics varchar[], ids bigint[], times timestamptz[], versions bigint[])
    language plpgsql set enable_seqscan = off set enable_mergejoin = off set enable_hashjoin = off as $$
declare
    listed bigint;
    streams varchar[];
begin
    update listed_addendums a set responded = true, updated_at = greatest(updated_at, at), version = given.version
    from unnest(clinics, ids, times, versions) as given (clinic, addendum, at, version)
    where a.clinic_id = clinic and a.id = addendum and a.version < given.version;
    get diagnostics listed = row_count;
    if listed < cardinality(ids) then
        streams := array(select 'addendum-' || id from unnest(ids) as id);
        call list_addendums(clinics, streams);
    end if;
end $$;

-- The same of sign-offs and their last revisions. A date that is null is as before.
create or replace procedure list_revisions(
    clinics varchar[], ids bigint[], review_dates varchar[], times timestamptz[], versions bigint[]
) language plpgsql set enable_seqscan = off set enable_mergejoin = off set enable_hashjoin = off as $$
declare
    listed bigint;
    streams varchar[];
begin
    update listed_sign_offs o
    set review_date = coalesce(given.review_date::timestamptz, o.review_date), updated_at = greatest(updated_at, at), version = given.version
    from unnest(clinics, ids, review_dates, times, versions) as given (clinic, sign_off, review_date, at, version)
    where o.clinic_id = clinic and o.id = sign_off and o.version < given.version;
    get diagnostics listed = row_count;
    if listed < cardinality(ids) then
        streams := array(select 'sign-off-' || id from unnest(ids) as id);
        call list_sign_offs(clinics, streams);
    end if;
end $$;

-- Lists what is new as services of the version before have it listed, given the numbers of its events: they go on while the schema is applied.
create or replace procedure list_new_addendums(numbers bigint[]) language plpgsql set enable_seqscan = off as $$
declare
    clinics varchar[];
    streams varchar[];
begin
    select array_agg(tenant_id), array_agg(stream_id) into clinics, streams from mt_events where seq_id = any (numbers);
    call list_addendums(clinics, streams);
end $$;

create or replace procedure list_new_sign_offs(numbers bigint[]) language plpgsql set enable_seqscan = off as $$
declare
    clinics varchar[];
    streams varchar[];
begin
    select array_agg(tenant_id), array_agg(stream_id) into clinics, streams from mt_events where seq_id = any (numbers);
    call list_sign_offs(clinics, streams);
end $$;

create or replace function count_listed_addendums() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into listed_counts as c
        select clinic_id, case when responded then 'responded_addendums' else 'open_addendums' end, count(*) from after_it group by 1, 2
        on conflict (clinic_id, list) do update set count = c.count + excluded.count;
    else
        insert into listed_counts as c
        select clinic_id, case when responded then 'responded_addendums' else 'open_addendums' end, sum(n)
        from (select clinic_id, responded, 1 as n from after_it union all select clinic_id, responded, -1 from before_it) changes
        group by 1, 2 having sum(n) <> 0
        on conflict (clinic_id, list) do update set count = c.count + excluded.count;
    end if;
    return null;
end $$;
create or replace trigger counted_new after insert on listed_addendums
    referencing new table as after_it for each statement execute function count_listed_addendums();
create or replace trigger counted_changed after update on listed_addendums
    referencing old table as before_it new table as after_it for each statement execute function count_listed_addendums();

create or replace function count_listed_sign_offs() returns trigger language plpgsql as $$
begin
    insert into listed_counts as c select clinic_id, 'sign_offs', count(*) from after_it group by 1
    on conflict (clinic_id, list) do update set count = c.count + excluded.count;
    return null;
end $$;
create or replace trigger counted_new after insert on listed_sign_offs
    referencing new table as after_it for each statement execute function count_listed_sign_offs();

-- What the ledger had before there were lists.
insert into listed_addendums
select clinic_id, id, session_note_id, responded, created_at, updated_at, version from addendums_at('infinity')
where not exists (select from listed_counts)
on conflict do nothing;
insert into listed_sign_offs
select clinic_id, id, session_note_id, reviewer_id, review_date, created_at, updated_at, version from sign_offs_at('infinity')
where not exists (select from listed_counts where list = 'sign_offs')
on conflict do nothing;

-- What is recorded stays as it is: nobody who uses the service's own connection can change it by mistake or from outside.
create or replace function refuse_to_rewrite() returns trigger language plpgsql as $$
begin
    raise exception 'what is recorded in % is never changed or deleted', tg_table_name using errcode = 'CN002';
end $$;
create or replace trigger never_rewritten before update or delete or truncate on mt_events execute function refuse_to_rewrite();
create or replace trigger never_rewritten before update or delete or truncate on signatures execute function refuse_to_rewrite();
create or replace trigger never_rewritten before update or delete or truncate on ledger_entries execute function refuse_to_rewrite();
create or replace trigger never_rewritten before update or delete or truncate on ledger_hashes execute function refuse_to_rewrite();
create or replace trigger never_rewritten before update or delete or truncate on ledger_checkpoints execute function refuse_to_rewrite();
