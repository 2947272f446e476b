using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ClinicNotes.Verifier;

/// <summary>
/// The SHA-256 of the system's OpenSSL, called by itself: what .NET does around the same functions takes longer than they do for the short texts
/// of which a ledger is made.
/// </summary>
internal static unsafe class OpenSsl
{
    // As SHA256_Init leaves it, which a copy is quicker than.
    private static readonly Context Begun;
    private static readonly delegate* unmanaged<Context*, byte*, nuint, int> Update;
    private static readonly delegate* unmanaged<byte*, Context*, int> Final;

    static OpenSsl()
    {
        foreach (var name in new[] { "libcrypto.so.3", "libcrypto.so.1.1" })
        {
            if (
                NativeLibrary.TryLoad(name, out var library)
                && NativeLibrary.TryGetExport(library, "SHA256_Init", out var init)
                && NativeLibrary.TryGetExport(library, "SHA256_Update", out var update)
                && NativeLibrary.TryGetExport(library, "SHA256_Final", out var final)
            )
            {
                Context context;
                if (((delegate* unmanaged<Context*, int>)init)(&context) != 1)
                    return;
                Begun = context;
                Update = (delegate* unmanaged<Context*, byte*, nuint, int>)update;
                Final = (delegate* unmanaged<byte*, Context*, int>)final;
                return;
            }
        }
    }

    /// <summary>Puts the SHA-256 of the data into 32 bytes; false where there is no such OpenSSL.</summary>
    [SkipLocalsInit]
    public static bool TryHash(ReadOnlySpan<byte> data, out Hash hash)
    {
        Unsafe.SkipInit(out hash);
        if (Final is null)
            return false;

        var context = Begun;
        fixed (byte* from = data)
        fixed (Hash* to = &hash)
            return Update(&context, from, (nuint)data.Length) == 1 && Final((byte*)to, &context) == 1;
    }

    // SHA256_CTX: 28 words.
    [InlineArray(28)]
    private struct Context
    {
        private uint _word;
    }
}
