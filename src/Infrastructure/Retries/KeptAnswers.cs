using System.Text.Json;
using ClinicNotes.Application.Retries;
using ClinicNotes.Infrastructure.Storage;
using Wolverine;

namespace ClinicNotes.Infrastructure.Retries;

/// <summary>Keeps what answers tell with the claim of the request, in the name of the command that Wolverine is handling.</summary>
public sealed class KeptAnswers(IMessageContext command, IClaims claims) : IKeptAnswers
{
    public async Task<T> Once<T>(string stream, Func<Task<T>> tell)
    {
        if (command.Claim() is not { } claim)
            return await tell();
        if (claim.Told is { } told)
            return JsonSerializer.Deserialize<T>(told, StoredJson.Options)!;

        var telling = await tell();
        await claims.Settle(claim, stream, JsonSerializer.Serialize(telling, StoredJson.Options));
        return telling;
    }
}
