using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClinicNotes.Infrastructure.Ledger;

/// <summary>Writes the lines of a proof pack (docs/audit.md).</summary>
internal sealed class PackWriter : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    public PackWriter(Stream stream)
    {
        _stream = stream;
        _json = new(_line, Relaxed);
    }

    public Task Header(PackHeader header, CancellationToken cancellation)
    {
        _json.WriteStartObject();
        _json.WriteString("format", "clinicnotes proof 1");
        _json.WriteNumber("clinic_id", long.Parse(header.Clinic, CultureInfo.InvariantCulture));
        if (header.SessionNoteId is { } note)
            _json.WriteNumber("session_note_id", note);
        else
            _json.WriteNull("session_note_id");
        _json.WriteString("key", header.Key);
        _json.WriteString("checkpoint", header.Checkpoint);
        _json.WritePropertyName("commitment");
        if (header.Commitment is { } commitment)
            Value(commitment);
        else
            _json.WriteNullValue();
        Strings("map", header.Map?.Select(hash => hash.Hex));
        _json.WritePropertyName("since");
        if (header.Since is { } since)
        {
            _json.WriteStartObject();
            _json.WriteString("checkpoint", since.Checkpoint);
            Strings("hashes", since.Hashes.Select(hash => hash.Base64));
            _json.WriteEndObject();
        }
        else
        {
            _json.WriteNullValue();
        }

        _json.WriteEndObject();
        return EndLine(cancellation);
    }

    public Task Event(PackedEvent e, CancellationToken cancellation)
    {
        Value(e);
        return EndLine(cancellation);
    }

    public void Dispose() => _json.Dispose();

    private void Value(PackedEvent e)
    {
        var entry = e.Stored;
        _json.WriteStartObject();
        _json.WriteString("entry", entry.Entry.ToCanonicalJson());
        _json.WriteString("body", Entries.CanonicalBody(entry.Event));
        _json.WriteString("body_salt", Convert.ToHexStringLower(entry.BodySalt));
        _json.WriteString("signature_salt", entry.SignatureSalt is { } salt ? Convert.ToHexStringLower(salt) : null);
        _json.WriteString("signature", e.Signature is { } png ? Convert.ToBase64String(png) : null);
        Strings("inclusion", e.Inclusion?.Select(hash => hash.Base64));
        _json.WriteEndObject();
    }

    private void Strings(string name, IEnumerable<string>? texts)
    {
        if (texts is null)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartArray(name);
        foreach (var text in texts)
            _json.WriteStringValue(text);
        _json.WriteEndArray();
    }

    private async Task EndLine(CancellationToken cancellation)
    {
        await _json.FlushAsync(cancellation);
        _line.Write("\n"u8);
        await _stream.WriteAsync(_line.WrittenMemory, cancellation);
        _line.ResetWrittenCount();
        _json.Reset();
    }
}
