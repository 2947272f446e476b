using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Access;

/// <summary>Who is behind a token.</summary>
public interface IUserDirectory
{
    /// <summary>Who is behind a token. What it says may be up to four seconds old.</summary>
    ValueTask<SignIn> Behind(string token, CancellationToken cancellation);
}

/// <summary>What comes of a token.</summary>
/// <param name="Actor">
/// The user whose token it is, in the user's clinic and with the user's roles; <c>null</c> when it is unknown, expired or revoked.
/// </param>
/// <param name="Refused">The token, when it is known and works no longer.</param>
public readonly record struct SignIn(Actor? Actor, RefusedToken? Refused);
