using ClinicNotes.Infrastructure.SignOffs;

namespace ClinicNotes.WebApi.Tests.SignOffs;

/// <summary>How PostgreSQL looks for the last event of a session note, which every sign-off asks for.</summary>
public sealed class LastEventTests(RunningService running) : IClassFixture<RunningService>
{
    [Fact]
    public async Task The_last_event_of_a_note_is_found_without_a_look_at_what_came_since_on_other_notes()
    {
        await running.Service.Execute(Addendums(note: 99, from: 500_001, to: 502_000));
        await running.Service.Execute(Addendums(note: 46, from: 600_001, to: 620_000));
        await running.Service.Execute("analyze mt_events");

        var plan = await running.Service.Scalar<string>(
            "explain (analyze, format json) " + CoveredEvents.Last.Replace("$1", "'1'").Replace("$2", "'99'")
        );

        plan.ShouldContain("event_of_session_note");
        plan.ShouldNotContain("pkey_mt_events_seq_id");
        (await running.Supervisor.RecordsASignOff(99)).ShouldBePositive();
    }

    private static string Addendums(long note, long from, long to) =>
        $$"""
            insert into mt_streams (tenant_id, id, type, version) select '1', 'addendum-' || i, 'addendum', 1 from generate_series({{from}}, {{to}}) i;
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            select nextval('mt_events_sequence'), gen_random_uuid(), 'addendum-' || i, 1,
                jsonb_build_object('addendum_id', i, 'instructions', 'Names do not match', 'requested_as', 'supervisor',
                    'requested_at', '2023-10-20T10:00:00Z', 'requested_by', 123, 'session_note_id', {{note}}),
                'addendum_requested', now(), '1', 'ClinicNotes.Domain.Addendums.AddendumRequested, ClinicNotes.Domain'
            from generate_series({{from}}, {{to}}) i
            """;
}
