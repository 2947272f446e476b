using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace ClinicNotes.WebApi;

/// <summary>The text of a JSON object (RFC 8259), read more strictly than the grammar asks: no key twice, and not too deep.</summary>
internal static class JsonText
{
    private const int Deepest = 64;

    private static readonly JsonDocumentOptions NoKeyTwice = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    // The depth is checked by hand: the reader would report too great a depth as it reports a fault of syntax.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>The document, which must be disposed of, or a sentence that says what is wrong.</summary>
    public static bool TryParse(byte[] json, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out string? sentence)
    {
        document = null;
        sentence =
            json.Length == 0 ? Sentences.Empty
            : !Utf8.IsValid(json) ? Sentences.NotUtf8
            : FaultOfSyntax(json);
        if (sentence is not null)
            return false;

        try
        {
            document = JsonDocument.Parse(json, NoKeyTwice);
        }
        catch (JsonException)
        {
            // The syntax has been found right, so this is the only fault left.
            sentence = Sentences.NamesAKeyTwice;
            return false;
        }
        catch (InvalidOperationException)
        {
            // The way in which System.Text.Json reports an escaped surrogate without its other half in a key.
            sentence = Sentences.KeyIsNoText;
            return false;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return true;

        document.Dispose();
        document = null;
        sentence = Sentences.NoObject;
        return false;
    }

    // A reading of its own, before the document is built: what is no JSON takes no memory that way.
    private static string? FaultOfSyntax(byte[] json)
    {
        var reader = new Utf8JsonReader(json, AnyDepth);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= Deepest)
                    return Sentences.TooDeep;
            }

            return null;
        }
        catch (JsonException)
        {
            return Sentences.NotJson;
        }
    }
}
