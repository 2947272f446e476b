using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ClinicNotes.WebApi;

/// <summary>The body of a request: a JSON object, or the answer that says why it is none.</summary>
internal static class JsonBody
{
    private const int Largest = 1024 * 1024;

    /// <summary>Reads a body of at most 1 MiB. The document must be disposed of.</summary>
    public static async ValueTask<(JsonDocument? Document, ReadOnlyMemory<byte> Bytes, Answer? Fault)> Read(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (!IsJson(request))
            return Fault(StatusCodes.Status415UnsupportedMediaType, Sentences.NotJsonMediaType);
        if (request.ContentLength > Largest)
            return Fault(StatusCodes.Status413PayloadTooLarge, Sentences.TooLarge);

        var read = await request.BodyReader.ReadAtLeastAsync(Largest + 1, cancellation);
        try
        {
            if (read.Buffer.Length > Largest)
                return Fault(StatusCodes.Status413PayloadTooLarge, Sentences.TooLarge);

            var bytes = read.Buffer.ToArray();
            return JsonText.TryParse(bytes, out var document, out var sentence)
                ? (document, bytes, null)
                : Fault(StatusCodes.Status400BadRequest, sentence);
        }
        finally
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
        }
    }

    private static bool IsJson(HttpRequest request)
    {
        // A body that is not there need not be of any media type.
        if (request.ContentType is null)
            return request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
        if (request.Headers.ContentEncoding is [{ Length: > 0 } coding] && !Is(coding, "identity"))
            return false;

        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && Is(type.MediaType, "application/json")
            && (!type.Charset.HasValue || Is(HeaderUtilities.RemoveQuotes(type.Charset), "utf-8"));
    }

    private static bool Is(StringSegment given, string wanted) => given.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static (JsonDocument?, ReadOnlyMemory<byte>, Answer?) Fault(int status, string sentence) =>
        (null, default, Answer.Sentence(status, sentence));
}
