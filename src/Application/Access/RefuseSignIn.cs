using ClinicNotes.Domain.Access;
using NodaTime;

namespace ClinicNotes.Application.Access;

/// <summary>Notes that somebody was not let in, whose token works no longer.</summary>
/// <param name="Token">The token.</param>
/// <param name="RemoteAddress">From which address it came, if that is known.</param>
public sealed record RefuseSignIn(RefusedToken Token, string? RemoteAddress) : ICommand
{
    /// <summary>The service by itself.</summary>
    public Actor By => Actor.Operator(Token.ClinicId);
}

public static class RefuseSignInHandler
{
    public static async Task<Outcome> Handle(RefuseSignIn command, IEventStreams streams, IClock clock, CancellationToken cancellation)
    {
        await streams.Decide<RefusedSignIns, SignInRefused>(
            command.By,
            command.Token.TokenId,
            state => ValueTask.FromResult(RefusedSignIns.Refuse(state, command.Token, command.RemoteAddress, clock.GetCurrentInstant())),
            image: null,
            cancellation
        );
        return new Outcome.Updated(command.Token);
    }
}
