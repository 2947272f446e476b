using System.Security.Cryptography;

namespace ClinicNotes.Verifier.Tests;

public class HashTests
{
    [Fact]
    public void A_hash_is_the_SHA_256_of_data_of_any_length_with_and_without_OpenSSL()
    {
        var data = Enumerable.Range(0, 300).Select(i => (byte)(7 * i)).ToArray();
        for (var length = 0; length <= data.Length; length++)
        {
            var right = SHA256.HashData(data.AsSpan(0, length));
            Hash.Of(data.AsSpan(0, length)).Bytes.ToArray().ShouldBe(right);
            Hash.OfAnywhere(data.AsSpan(0, length)).Bytes.ToArray().ShouldBe(right);
        }
    }
}
