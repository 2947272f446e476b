using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace ClinicNotes.WebApi;

/// <summary>The body of a request: a JSON object, or the answer that says why it is none.</summary>
internal static class JsonBody
{
    private const int Largest = 1024 * 1024;
    private const int Deepest = 64;

    private static readonly JsonDocumentOptions NoKeyTwice = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    // The depth is checked by hand: the reader would report too great a depth as it reports a fault of syntax.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = Largest };

    /// <summary>Reads a body of at most 1 MiB. The document must be disposed of.</summary>
    public static async ValueTask<(JsonDocument? Document, Answer? Fault)> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (IsOfAnotherMediaType(request))
            return Fault(StatusCodes.Status415UnsupportedMediaType, Sentences.NotJsonMediaType);
        if (request.ContentLength > Largest)
            return Fault(StatusCodes.Status413PayloadTooLarge, Sentences.TooLarge);

        var read = await request.BodyReader.ReadAtLeastAsync(Largest + 1, cancellation);
        try
        {
            if (read.Buffer.Length > Largest)
                return Fault(StatusCodes.Status413PayloadTooLarge, Sentences.TooLarge);
            if (read.Buffer.Length > 0 && request.ContentType is null)
                return Fault(StatusCodes.Status415UnsupportedMediaType, Sentences.NotJsonMediaType);

            return TryParse(read.Buffer.ToArray(), out var document, out var sentence)
                ? (document, null)
                : Fault(StatusCodes.Status400BadRequest, sentence);
        }
        finally
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
        }
    }

    internal static bool TryParse(byte[] json, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out string? sentence)
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

    private static bool IsOfAnotherMediaType(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
            return true;
        if (request.ContentType is not { } given)
            return false;

        return !MediaTypeHeaderValue.TryParse(given, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static (JsonDocument?, Answer?) Fault(int status, string sentence) => (null, Answer.Sentence(status, sentence));
}
