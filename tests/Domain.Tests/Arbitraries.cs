using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ClinicNotes.Domain.Tests;

/// <summary>Inputs of properties: few enough values that the same come again, and clocks that jump back and forth.</summary>
public static class Arbitraries
{
    public static Gen<Instant> Clock { get; } =
        Gen.Choose(-3_000_000, 3_000_000).Select(microseconds => Times.Morning + Duration.FromNanoseconds(1_000L * microseconds));

    public static Gen<string> Text { get; } = Gen.Elements("one", "two", "One", " one ", "o\u0301ne");

    public static Gen<Signature> Signature { get; } = Gen.Elements(Signatures.First, Signatures.Second);

    public static Gen<IReadOnlyList<Role>> Roles { get; } =
        Gen.Elements(Enum.GetValues<Role>()).ListOf().Select(roles => (IReadOnlyList<Role>)[.. roles]);

    public static Gen<T?> Sometimes<T>(this Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Constant((T?)null), gen.Select(value => (T?)value));

    public static Gen<T?> SometimesNot<T>(this Gen<T> gen)
        where T : struct => Gen.OneOf(Gen.Constant((T?)null), gen.Select(value => (T?)value));

    public static Arbitrary<Instant> AnyInstant() => Clock.ToArbitrary();
}
