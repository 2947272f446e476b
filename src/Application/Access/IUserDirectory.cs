using ClinicNotes.Domain.Access;

namespace ClinicNotes.Application.Access;

/// <summary>Who is behind a token.</summary>
public interface IUserDirectory
{
    /// <summary>
    /// The user whose token it is, in the user's clinic and with the user's roles; <c>null</c> when the token is unknown, expired or
    /// revoked. What it says may be up to four seconds old.
    /// </summary>
    ValueTask<Actor?> Behind(string token, CancellationToken cancellation);
}
