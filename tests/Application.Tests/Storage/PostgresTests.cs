using ClinicNotes.Infrastructure.Storage;
using Npgsql;

namespace ClinicNotes.Application.Tests.Storage;

public class PostgresTests
{
    private const string Given = "Host=localhost;Database=notes";

    [Fact]
    public void What_a_connection_string_leaves_open_gets_the_defaults_of_the_service()
    {
        var with = With(Given);
        with.ShouldSatisfyAllConditions(
            c => c.Host.ShouldBe("localhost"),
            c => c.Database.ShouldBe("notes"),
            c => c.ApplicationName.ShouldBe("clinicnotes"),
            c => c.MaxPoolSize.ShouldBe(8),
            c => c.NoResetOnClose.ShouldBeTrue(),
            c => c.MaxAutoPrepare.ShouldBe(50),
            c => c.AutoPrepareMinUsages.ShouldBe(2)
        );
    }

    [Theory]
    [InlineData("Maximum Pool Size=3")]
    [InlineData("MaxPoolSize=3")]
    [InlineData("maximum pool size=3")]
    [InlineData("MAXPOOLSIZE=3")]
    public void A_given_value_wins_however_it_is_spelled(string given)
    {
        With($"{Given};{given}").MaxPoolSize.ShouldBe(3);
        With($"{Given};{given}").MaxAutoPrepare.ShouldBe(50);
    }

    [Fact]
    public void A_given_value_wins_also_when_it_is_what_the_driver_would_take_anyway()
    {
        var with = With($"{Given};Maximum Pool Size=100;No Reset On Close=false;Max Auto Prepare=0;Auto Prepare Min Usages=5");
        with.ShouldSatisfyAllConditions(
            c => c.MaxPoolSize.ShouldBe(100),
            c => c.NoResetOnClose.ShouldBeFalse(),
            c => c.MaxAutoPrepare.ShouldBe(0),
            c => c.AutoPrepareMinUsages.ShouldBe(5)
        );
    }

    [Fact]
    public void What_the_service_has_no_default_for_stays_as_given()
    {
        With($"{Given};Pooling=false;Application Name=auditor;Search Path=other")
            .ShouldSatisfyAllConditions(
                c => c.Pooling.ShouldBeFalse(),
                c => c.ApplicationName.ShouldBe("auditor"),
                c => c.SearchPath.ShouldBe("other")
            );
        With(Given).Pooling.ShouldBeTrue();
    }

    [Fact]
    public void A_password_with_any_characters_stays_as_given() => With($"{Given};Password=\"a;b='c\"").Password.ShouldBe("a;b='c");

    private static NpgsqlConnectionStringBuilder With(string given) => new(Postgres.WithDefaults(given));
}
