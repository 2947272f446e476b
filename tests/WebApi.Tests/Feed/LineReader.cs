using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>Reads what a call of the program prints, an event on each line.</summary>
internal sealed class LineReader(Process call) : Consumer
{
    public override string ToString() => "events tail";

    protected override async Task Next() =>
        See(JsonNode.Parse((await call.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull())!);
}
