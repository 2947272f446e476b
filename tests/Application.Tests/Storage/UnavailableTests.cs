using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Application.Tests.Storage;

public class UnavailableTests
{
    [Fact]
    public void A_database_that_is_or_went_away_and_a_race_never_won_may_work_later()
    {
        Exception[] passing =
        [
            new NpgsqlException("Exception while reading from stream", new IOException("Connection reset by peer")),
            new TimeoutException(),
            Said(PostgresErrorCodes.AdminShutdown),
            Said(PostgresErrorCodes.CrashShutdown),
        ];
        passing.ShouldAllBe(error => Unavailable.Is(error));
        passing.ShouldAllBe(error => Unavailable.Is(new InvalidOperationException("Wrapped", error)));
    }

    [Fact]
    public void What_would_fail_again_is_no_reason_to_try_again()
    {
        Exception?[] lasting = [null, new InvalidOperationException(), Said(PostgresErrorCodes.UndefinedTable)];
        lasting.ShouldAllBe(error => !Unavailable.Is(error));
    }

    private static PostgresException Said(string state) => new("message", "FATAL", "FATAL", state);
}
