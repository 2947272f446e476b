namespace ClinicNotes.Verifier;

/// <summary>Keeps names of streams beyond the line that they were read from, many in one array.</summary>
internal sealed class StreamNames
{
    private const int Room = 64 * 1024;

    private byte[] _names = [];
    private int _end;

    public ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> name)
    {
        if (_names.Length - _end < name.Length)
            (_names, _end) = (new byte[Math.Max(Room, name.Length)], 0);
        name.CopyTo(_names.AsSpan(_end));
        _end += name.Length;
        return _names.AsMemory(_end - name.Length, name.Length);
    }
}
