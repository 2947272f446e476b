namespace ClinicNotes.WebApi.Tests.Retries;

/// <summary>What is the same about the answers to a request that came again.</summary>
internal static class Repeated
{
    private static readonly HashSet<string> OfOneAnswer = new(["Date", RequestId.Header], StringComparer.OrdinalIgnoreCase);

    /// <summary>States that an answer is the one given before: status, body and headers.</summary>
    public static void Same(Reply again, Reply first)
    {
        again.Status.ShouldBe(first.Status, again.Body);
        again.Body.ShouldBe(first.Body);
        Headers(again).ShouldBe(Headers(first));
    }

    private static IEnumerable<string> Headers(Reply reply) =>
        reply
            .Headers.Concat(reply.ContentHeaders)
            .Where(header => !OfOneAnswer.Contains(header.Key))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
}
