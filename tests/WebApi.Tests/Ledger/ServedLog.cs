using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NSec.Cryptography;

namespace ClinicNotes.WebApi.Tests.Ledger;

/// <summary>A client of the log that knows C2SP tlog-tiles and RFC 6962, and nothing of the service.</summary>
internal sealed class ServedLog(HttpClient http)
{
    public const string Path = "/v1/audit/log";

    public static ServedLog For(Service service, string token)
    {
        var http = service.CreateClient();
        http.DefaultRequestHeaders.Add("X-User-Token", token);
        return new ServedLog(http);
    }

    public async Task<(HttpStatusCode Status, string? Type, byte[] Content)> Get(string path)
    {
        using var response = await http.GetAsync($"{Path}/{path}");
        return (response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync());
    }

    public async Task<byte[]> Bytes(string path)
    {
        var (status, _, content) = await Get(path);
        status.ShouldBe(HttpStatusCode.OK, Encoding.UTF8.GetString(content));
        return content;
    }

    public async Task<string> Text(string path) => Encoding.UTF8.GetString(await Bytes(path));

    /// <summary>The newest checkpoint, its signature checked with the key that the log names.</summary>
    public async Task<(string Origin, long Size, byte[] Root)> Checkpoint() =>
        Signed(await Text("checkpoint"), (await Text("key")).Split('\n')[0]);

    /// <summary>What a checkpoint says, its signature checked with a key.</summary>
    public static (string Origin, long Size, byte[] Root) Signed(string note, string key)
    {
        var text = note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var (name, typed) = (key.Split('+')[0], Convert.FromBase64String(key.Split('+', 3)[2]));
        var line = note[(text.Length + 1)..]
            .Split('\n')
            .First(signature => signature.StartsWith($"\u2014 {name} ", StringComparison.Ordinal));
        var signature = Convert.FromBase64String(line.Split(' ')[2]);
        Convert.ToHexStringLower(signature.AsSpan(0, 4)).ShouldBe(key.Split('+')[1]);
        var publicKey = NSec.Cryptography.PublicKey.Import(SignatureAlgorithm.Ed25519, typed.AsSpan(1), KeyBlobFormat.RawPublicKey);
        SignatureAlgorithm.Ed25519.Verify(publicKey, Encoding.UTF8.GetBytes(text), signature.AsSpan(4)).ShouldBeTrue();
        var lines = text.Split('\n');
        lines[0].ShouldBe(name);
        return (lines[0], long.Parse(lines[1], null), Convert.FromBase64String(lines[2]));
    }

    /// <summary>All entries up to a size.</summary>
    public async Task<List<byte[]>> Entries(long size)
    {
        var entries = new List<byte[]>();
        for (var tile = 0; tile * 256 < size; tile++)
        {
            var width = Math.Min(256, size - tile * 256);
            var bundle = await Bytes($"tile/entries/{tile:000}" + (width < 256 ? $".p/{width}" : ""));
            for (var at = 0; at < bundle.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bundle.AsSpan(at)))
                entries.Add(bundle[(at + 2)..(at + 2 + BinaryPrimitives.ReadUInt16BigEndian(bundle.AsSpan(at)))]);
        }

        return entries;
    }

    public async Task<byte[][]> Proof(string query) =>
        [.. JsonNode.Parse(await Text($"proof/{query}"))!["hashes"]!.AsArray().Select(hash => Convert.FromBase64String((string)hash!))];

    public static byte[] Leaf(byte[] entry) => SHA256.HashData([0, .. entry]);

    /// <summary>RFC 6962, section 2.1.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
            return leaves[0];

        var half = 1;
        while (half * 2 < leaves.Length)
            half *= 2;
        return SHA256.HashData([1, .. Root(leaves[..half]), .. Root(leaves[half..])]);
    }
}
