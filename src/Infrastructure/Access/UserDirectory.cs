using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClinicNotes.Application.Access;
using ClinicNotes.Domain.Access;
using Marten;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;
using Npgsql;

namespace ClinicNotes.Infrastructure.Access;

/// <summary>Finds the user behind a token by the token's SHA-256, and remembers the user for a moment.</summary>
internal sealed class UserDirectory(NpgsqlDataSource database, IDocumentStore store, IClock clock) : IUserDirectory, IDisposable
{
    /// <summary>How old an answer may be. A revoked token must stop working everywhere within five seconds.</summary>
    private static readonly Duration Fresh = Duration.FromSeconds(4);

    private readonly MemoryCache _remembered = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public async ValueTask<SignIn> Behind(string token, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        if (await HolderOf(token, now, cancellation) is not { } holder)
            return default;

        return holder.Token.IsGoodAt(now)
            ? new SignIn(holder.Actor, Refused: null)
            : new SignIn(Actor: null, new RefusedToken(holder.Actor.ClinicId, holder.Actor.UserId!.Value, holder.Token.Id));
    }

    /// <summary>Looks some user up, if there is one, and forgets it again, so that the first request finds the way prepared.</summary>
    public async Task WarmUp(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select data ->> 'token_sha256' from mt_events where type = 'token_issued' limit 1"
        );
        var sha256 = (string?)await command.ExecuteScalarAsync(cancellation);
        await Find(sha256 ?? "", clock.GetCurrentInstant(), cancellation);
    }

    public void Dispose() => _remembered.Dispose();

    private async ValueTask<Holder?> HolderOf(string token, Instant now, CancellationToken cancellation)
    {
        var sha256 = TokenSecret.Sha256Of(token);
        if (_remembered.TryGetValue(sha256, out Holder? holder) && holder!.ReadAt <= now && now < holder.ReadAt + Fresh)
            return holder;

        holder = await Find(sha256, now, cancellation);
        if (holder is not null)
            _remembered.Set(sha256, holder, new MemoryCacheEntryOptions { Size = 1 });
        return holder;
    }

    private async Task<Holder?> Find(string sha256, Instant now, CancellationToken cancellation)
    {
        if (await StreamOf(sha256, cancellation) is not var (clinic, stream))
            return null;

        await using var session = store.QuerySession(clinic);
        var events = await session.Events.FetchStreamAsync(stream, token: cancellation);
        var user = events.Select(e => e.Data).Aggregate((User?)null, User.Evolve)!;
        var token = user.Tokens.Single(t => Same(t.Sha256, sha256));
        var actor = new Actor(long.Parse(clinic, CultureInfo.InvariantCulture), user.UserId, user.Roles);
        return new Holder(actor, token, now);
    }

    private async Task<(string Clinic, string Stream)?> StreamOf(string sha256, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select tenant_id, stream_id from mt_events where type = 'token_issued' and data ->> 'token_sha256' = $1"
        );
        command.Parameters.Add(new() { Value = sha256 });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetString(0), row.GetString(1)) : null;
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    private sealed record Holder(Actor Actor, Token Token, Instant ReadAt);
}
