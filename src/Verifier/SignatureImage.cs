using System.Text;

namespace ClinicNotes.Verifier;

/// <summary>The signature of an event: the PNG file, the entry's digest of it and the body's words about it belong together.</summary>
internal static class SignatureImage
{
    // ISO/IEC 15948, section 5.2.
    private static ReadOnlySpan<byte> StartOfPng => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Require(EventLine line, scoped in Entry entry, scoped in Body body)
    {
        var isNamed = !body.Signature.IsEmpty;
        RefusedException.Unless(
            isNamed == line.HasImage && isNamed == line.ImageSalt.HasValue && isNamed == entry.SignatureDigest.HasValue,
            isNamed ? "the body names a signature, which is not there in full." : "there is a signature that the body does not name."
        );
        if (isNamed)
            RequireImage(line, entry, body);
    }

    private static void RequireImage(EventLine line, scoped in Entry entry, scoped in Body body)
    {
        var image = Hash.Of(line.Image);
        RefusedException.Unless(
            Hash.Of(line.ImageSalt!.Value, image) == entry.SignatureDigest,
            "the signature is not the one that was recorded: the image or its salt was changed, or it belongs to another event."
        );
        RefusedException.Unless(line.Image.StartsWith(StartOfPng), "the signature is no PNG file.");
        var named = Encoding.UTF8.GetBytes($$"""{"byte_length":{{line.Image.Length}},"media_type":"image/png","sha256":"{{image}}"}""");
        RefusedException.Unless(body.Signature.SequenceEqual(named), "the body describes another signature than the one that is there.");
    }
}
