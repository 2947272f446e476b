using System.Security.Cryptography;
using System.Text;

namespace ClinicNotes.Verifier.Tests.Model;

/// <summary>An event of the model's ledger, with all that a pack tells of it.</summary>
internal sealed record ModelEvent(string Stream, long? Note, string Entry, string Body, byte[] BodySalt, byte[]? ImageSalt, byte[]? Image)
{
    public byte[] Leaf { get; } = Textbook.Leaf(Entry);

    public static string Digest(byte[] salt, byte[] of) => Convert.ToHexStringLower(SHA256.HashData([.. salt, .. of]));

    public static byte[] Salt(string of) => SHA256.HashData(Encoding.UTF8.GetBytes(of));

    public OrderedDictionary<string, object?> Line(byte[][]? inclusion) =>
        Json.Object(
            ("entry", Entry),
            ("body", Body),
            ("body_salt", Convert.ToHexStringLower(BodySalt)),
            ("signature_salt", ImageSalt is null ? null : Convert.ToHexStringLower(ImageSalt)),
            ("signature", Image is null ? null : Convert.ToBase64String(Image)),
            ("inclusion", inclusion?.Select(Convert.ToBase64String).ToArray())
        );
}
