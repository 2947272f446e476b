using System.Net;

namespace ClinicNotes.WebApi.Tests.Storage;

/// <summary>What fails between two lines of code leaves all or nothing behind, and no client sees the inside.</summary>
public sealed class FaultTests(RunningService running) : IClassFixture<RunningService>
{
    private const string SigningOff =
        $$$"""{"session_note_id":46,"sign_off":{"review_date":"2023-10-27","signature":"{{{Pictures.Signature}}}"}}""";

    [Fact]
    public async Task When_the_event_cannot_be_stored_neither_is_its_signature_and_the_client_is_told_nothing_of_the_inside()
    {
        await running.Service.Execute(
            """
            create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk of Dr. Example is full'; end $$;
            create trigger refuse before insert on mt_events for each row execute function refuse()
            """
        );

        var reply = await running.Supervisor.Post(Client.SignOffs, SigningOff);
        await running.Service.Execute("drop trigger refuse on mt_events; drop function refuse");

        reply.ShouldBe(
            HttpStatusCode.InternalServerError,
            """{"errors":"The service failed; look whether the request was carried out before you send it again."}"""
        );
        (await running.Service.Scalar<long>("select count(*) from signatures")).ShouldBe(0);
        (await running.Service.Scalar<long>("select count(*) from mt_streams where id like 'sign-off-%'")).ShouldBe(0);
    }

    [Fact]
    public async Task When_the_signature_cannot_be_stored_neither_is_the_event()
    {
        // Others come by themselves, such as the ledger's commitments.
        const string signOffs = "select count(*) from mt_events where stream_id like 'sign-off-%'";
        var before = await running.Service.Scalar<long>(signOffs);
        await running.Service.Execute("alter table signatures rename to elsewhere");

        var reply = await running.Supervisor.Post(Client.SignOffs, SigningOff);
        await running.Service.Execute("alter table elsewhere rename to signatures");

        reply.ShouldBe(HttpStatusCode.InternalServerError);
        (await running.Service.Scalar<long>(signOffs)).ShouldBe(before);
    }

    [Fact]
    public async Task A_failure_is_logged_without_the_text_of_notes_or_signatures()
    {
        const string unhandled = "An unhandled exception has occurred";
        var before = running.Service.Log.Count(unhandled);
        await running.Service.Execute("alter table signatures rename to elsewhere");

        var reply = await running.Supervisor.Post(
            Client.Addendums,
            $$$"""{"session_note_id":46,"addendum":{"instructions":"Mrs. Example has measles","signature":"{{{Pictures.Signature}}}"}}"""
        );
        await running.Service.Execute("alter table elsewhere rename to signatures");

        reply.ShouldBe(HttpStatusCode.InternalServerError);
        // The answer is on its way before ASP.NET logs why.
        await Patiently.Until(() => Task.FromResult(running.Service.Log.Count(unhandled) > before));
        running.Service.Log.Text.ShouldNotContain("measles");
        running.Service.Log.Text.ShouldNotContain("iVBORw0KGgo");
        running.Service.Log.Text.ShouldNotContain("demo-supervisor");
    }

    [Fact]
    public async Task When_every_connection_is_cut_requests_get_201_or_503_and_what_got_201_is_stored()
    {
        var cut = 0;
        var replies = new List<Reply>();
        var writers = Enumerable
            .Range(0, 4)
            .Select(async writer =>
            {
                for (var i = 0; i < 50; i++)
                {
                    if (writer == 0 && i % 10 == 5)
                    {
                        await running.Service.Execute(
                            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'clinicnotes'"
                        );
                        cut++;
                    }

                    var reply = await running.Supervisor.Post(
                        Client.Addendums,
                        """{"session_note_id":46,"addendum":{"instructions":"Cut"}}"""
                    );
                    lock (replies)
                        replies.Add(reply);
                }
            });
        await Task.WhenAll(writers);

        cut.ShouldBe(5);
        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.Created || reply.Status == HttpStatusCode.ServiceUnavailable);
        foreach (var created in replies.Where(reply => reply.Status == HttpStatusCode.Created))
            (await running.Supervisor.Put(created.Headers.Location!.ToString(), """{"session_note_id":46,"addendum":{}}""")).ShouldBe(
                HttpStatusCode.OK,
                created.Body
            );
    }

    [Fact]
    public async Task Ids_that_start_anew_after_a_restore_collide_with_nothing()
    {
        var id = await running.Supervisor.RequestsAnAddendum();
        await using var restored = await new Service(running.Service.ConnectionString).Start();
        await restored.Execute("select setval('addendum_id', 1, false)");

        var next = await restored.As("demo-supervisor").RequestsAnAddendum();

        next.ShouldNotBe(id);
        (await restored.Scalar<long>($"select count(*) from mt_events where stream_id = 'addendum-{next}'")).ShouldBe(1);
        await restored.Execute("select setval('addendum_id', 100001, false)");
    }
}
