using System.Security.Cryptography;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Salts of digests, each of 32 random bytes and used once: made together, as asking for randomness takes longer than hashing does.</summary>
/// <param name="most">How many are needed at most.</param>
internal sealed class Salts(int most)
{
    private const int Length = 32;

    private readonly byte[] _random = RandomNumberGenerator.GetBytes(most * Length);
    private int _used;

    public byte[] Next() => _random.AsSpan(Length * _used++, Length).ToArray();
}
