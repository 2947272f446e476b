using ClinicNotes.Application.Retries;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ClinicNotes.WebApi.Retries;

/// <summary>The headers <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110 sections 13.1.1 and 13.1.2) of a GET or a PUT. A POST has nothing yet to ask for.</summary>
internal static class Preconditions
{
    /// <summary>What they ask for. Asked when <see cref="FaultOfPreconditions" /> has found no fault.</summary>
    public static Precondition? Precondition(this HttpRequest request) =>
        request.Headers.IfMatch.Count + request.Headers.IfNoneMatch.Count == 0
            ? null
            : new Precondition(Tags(request.Headers.IfMatch), Tags(request.Headers.IfNoneMatch));

    /// <summary>The answer to headers that are no lists of tags; <c>null</c> when they are.</summary>
    public static Answer? FaultOfPreconditions(this HttpRequest request) =>
        HttpMethods.IsPost(request.Method) || (IsList(request.Headers.IfMatch) && IsList(request.Headers.IfNoneMatch))
            ? null
            : Answer.Sentence(StatusCodes.Status400BadRequest, Sentences.NoTags);

    private static bool IsList(StringValues header) =>
        header.Count == 0
        || (
            EntityTagHeaderValue.TryParseStrictList(header, out var tags)
            && (tags.Count == 1 || (tags.Count > 1 && !tags.Contains(EntityTagHeaderValue.Any)))
        );

    private static Precondition.Tags? Tags(StringValues header)
    {
        if (header.Count == 0)
            return null;

        var tags = EntityTagHeaderValue.ParseStrictList(header);
        return tags[0].Equals(EntityTagHeaderValue.Any)
            ? new(true, [])
            : new(false, [.. tags.Select(tag => new EntityTag(tag.Tag.Subsegment(1, tag.Tag.Length - 2).ToString(), tag.IsWeak))]);
    }
}
