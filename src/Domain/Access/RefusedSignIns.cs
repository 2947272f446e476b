using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Domain.Access;

/// <summary>Somebody presented a token that works no longer, and was let in nowhere. Nobody knows who it was.</summary>
/// <param name="UserId">Whose token it is.</param>
/// <param name="TokenId">The token.</param>
/// <param name="RemoteAddress">From which address, if that is known.</param>
/// <param name="RefusedAt">When, to the millisecond.</param>
public sealed record SignInRefused(long UserId, long TokenId, string? RemoteAddress, Instant RefusedAt) : IRecorded
{
    long? IRecorded.ActorId => null;
    Role? IRecorded.ActorRole => null;
    Instant IRecorded.RecordedAt => RefusedAt;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

/// <summary>The sign-ins that were refused because of one token, as the events of its stream tell.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="Last">When the last that is recorded was refused.</param>
public sealed record RefusedSignIns(long TokenId, Instant Last) : IStreamState<RefusedSignIns>
{
    /// <summary>How long after one that is recorded no other of the same token is: who tries for hours cannot fill the ledger.</summary>
    public static Duration Between { get; } = Duration.FromMinutes(1);

    public int TextLength => 0;

    public static string StreamKey(long id) => $"refused-sign-ins-{id}";

    public static RefusedSignIns? Evolve(RefusedSignIns? state, object @event) =>
        @event is SignInRefused refused ? new RefusedSignIns(refused.TokenId, refused.RefusedAt) : state;

    /// <summary>Records a refused sign-in, unless one of the same token was recorded within the last minute.</summary>
    public static Decision<SignInRefused> Refuse(RefusedSignIns? state, RefusedToken token, string? remoteAddress, Instant now) =>
        state is not null && now < state.Last + Between
            ? Decision<SignInRefused>.NothingChanges
            : new SignInRefused(token.UserId, token.TokenId, remoteAddress, Moment.Of(now));
}

/// <summary>A token that works no longer.</summary>
/// <param name="ClinicId">The clinic of its user.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="TokenId">Its public id.</param>
public sealed record RefusedToken(long ClinicId, long UserId, long TokenId);
