using ClinicNotes.Application.Retries;

namespace ClinicNotes.WebApi.Retries;

/// <summary>Tells a client that what it has is what there is (RFC 9110 section 15.4.5).</summary>
internal sealed class NotModified(EntityTag? tag) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        httpContext.Response.Headers.ETag = tag.Quoted();
        return Task.CompletedTask;
    }
}

/// <summary>How tags are written in headers.</summary>
internal static class QuotedTags
{
    public static string? Quoted(this EntityTag? tag) => tag is null ? null : $"\"{tag.Value}\"";
}
