using ClinicNotes.Application.Signatures;

namespace ClinicNotes.Infrastructure.Signatures;

internal sealed class SkiaPngDecoder : IPngDecoder
{
    public bool DecodesWhole(ReadOnlyMemory<byte> file) => file.Length > 0;
}
