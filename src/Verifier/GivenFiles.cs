using System.Text;

namespace ClinicNotes.Verifier;

/// <summary>What the auditor has from elsewhere: the files and the key named on the command line.</summary>
internal static class GivenFiles
{
    private const int Longest = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Stream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RefusedException($"The file {path} cannot be read.");
        }
    }

    /// <param name="given">A key as text, or the path of a file that holds it, with or without a line feed at its end.</param>
    public static VerifierKey Key(string given) =>
        VerifierKey.TryRead(given)
        ?? (File.Exists(given) ? VerifierKey.TryRead(Text(given) is [.. var line, '\n'] ? line : Text(given)) : null)
        ?? throw new RefusedException($"{given} is no verifier key, and no file that holds one.");

    public static Checkpoint Checkpoint(string path) => Verifier.Checkpoint.Read(Text(path), $"{path}");

    private static string Text(string path)
    {
        using var file = Open(path);
        var bytes = new byte[Longest + 1];
        try
        {
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            RefusedException.Unless(length <= Longest, $"{path} is too long for what it should be.");
            return Strict.GetString(bytes, 0, length);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new RefusedException($"The file {path} cannot be read.");
        }
    }
}
