using ClinicNotes.Domain.Signatures;

namespace ClinicNotes.Domain.Tests;

internal static class Signatures
{
    public static readonly Signature First = Of('1');
    public static readonly Signature Second = Of('2');

    private static Signature Of(char digit) => new(new string(digit, 64), 68, "image/png");
}
