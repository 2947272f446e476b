using ClinicNotes.Application.Signatures;

namespace ClinicNotes.Application.Tests;

/// <summary>Says of every image that it is a whole PNG, or of none.</summary>
internal sealed class StubDecoder(bool takes) : IPngDecoder
{
    public static readonly StubDecoder TakesAll = new(true);
    public static readonly StubDecoder TakesNone = new(false);

    public bool DecodesWhole(SignatureImage image) => takes;
}
