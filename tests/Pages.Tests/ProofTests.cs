using ClinicNotes.WebApi.Tests;
using ClinicNotes.WebApi.Tests.Ledger;
using Microsoft.Playwright;

namespace ClinicNotes.Pages.Tests;

public sealed class ProofTests(RunningService running, Database database, Browser browser) : IClassFixture<RunningService>
{
    [Fact]
    public async Task A_step_is_verified_on_demand_against_the_newest_checkpoint_and_says_what_was_verified()
    {
        var note = await running.Reviewed();
        var size = await LedgerOf.Signed(running.Service);
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);
        var step = visit.Step(note.AddendumStream, 2);
        (await visit.Page.Locator(".proof").CountAsync()).ShouldBe(0);

        await visit.Follows(step.GetByRole(AriaRole.Link, new() { Name = "Verify" }));

        var says = await step.Locator(".proof.holds").InnerTextAsync();
        says.ShouldStartWith("Proven Made anew from what is stored now, this event is entry ");
        says.ShouldContain("that clinicnotes/1 has signed: its leaf hash leads by");
        says.ShouldContain("It is the event that got this position, unchanged. The picture is the one that it names.");
        Covered(says).ShouldBeGreaterThanOrEqualTo(size);
        (await visit.Page.Locator(".proof").CountAsync()).ShouldBe(1);
        (await step.GetAttributeAsync("aria-current")).ShouldBe("step");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_steps_of_a_page_are_verified_at_once()
    {
        var note = await running.Reviewed();
        await using var visit = await browser.SignedIn(running.Service);
        await visit.GoTo(note.Page);

        await visit.Follows(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Verify all on this page" }));

        (await visit.Page.Locator(".proof.holds").CountAsync()).ShouldBe(5);
    }

    [Theory]
    [InlineData(
        """update mt_events set data = jsonb_set(data, '{instructions}', '"Nothing"') where stream_id = '{addendum}' and version = 1""",
        "it was changed afterwards"
    )]
    [InlineData("""update signatures set png = '\x00'""", "the picture of its signature is missing, or is another one")]
    [InlineData("update ledger_entries set leaf = sha256('x')", "has another leaf hash than the ledger gave it")]
    [InlineData("update ledger_entries set leaf = sha256('x') where position = 2", "is not in the tree of")]
    [InlineData(
        "update ledger_checkpoints set note = replace(note, 'clinicnotes/1', 'clinicnotes/9')",
        "is not signed by a key of this service"
    )]
    [InlineData(
        """update mt_events set data = data || '{"copies":1.5}' where stream_id = '{addendum}' and version = 1""",
        "The record does not hold: version 1 of {addendum} is no event of the service"
    )]
    [InlineData(
        "update ledger_entries set leaf = 'short' where position = 2",
        "The record does not hold: a hash of the ledger has not 32 bytes"
    )]
    [InlineData(
        "delete from ledger_entries where position = 2",
        "The record does not hold: the ledger lacks entries between the positions"
    )]
    public async Task What_somebody_has_changed_in_the_database_does_not_hold(string sql, string sentence)
    {
        await using var own = new RunningService(database);
        await own.InitializeAsync();
        var note = await own.Reviewed();
        using var session = await Session.Of(own.Service);
        (await session.Page($"{note.Page}?proof=all")).ShouldNotContain("Does not hold");

        await own.Service.Tamper(sql.Replace("{addendum}", note.AddendumStream, StringComparison.Ordinal));

        var page = await session.Page($"{note.Page}?proof=all");
        page.ShouldContain("Does not hold");
        page.ShouldContain(sentence.Replace("{addendum}", note.AddendumStream, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_note_with_an_event_that_cannot_be_read_any_more_does_not_hold_and_the_page_says_where()
    {
        await using var own = new RunningService(database);
        await own.InitializeAsync();
        var note = await own.Reviewed();
        await own.Service.Tamper(
            $"update mt_events set data = data - 'requested_by' where stream_id = '{note.AddendumStream}' and version = 1"
        );
        await using var visit = await browser.SignedIn(own.Service);

        (await visit.GoTo(note.Page)).Status.ShouldBe(500);

        (await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Does not hold" }).CountAsync()).ShouldBe(1);
        (await visit.Says()).ShouldContain($"The record does not hold: version 1 of {note.AddendumStream} cannot be read");
    }

    private static long Covered(string says)
    {
        var after = says[(says.IndexOf("of the ", StringComparison.Ordinal) + 7)..];
        return long.Parse(after[..after.IndexOf(' ')]);
    }
}
