using System.Net;
using System.Text.Json.Nodes;

namespace ClinicNotes.WebApi.Tests.BadInput;

/// <summary>What every answer to bad input has in common.</summary>
internal static class Judgement
{
    /// <summary>States that the service did not fail, and said in the documented shape what it refuses.</summary>
    public static Reply ShouldBeNoFailure(this Reply reply)
    {
        ((int)reply.Status).ShouldBeLessThan(500, reply.Body);
        if ((int)reply.Status >= 400)
            reply.ShouldSpeakTheDocumentedShape();

        return reply;
    }

    /// <summary>States that the service refused it for a fault of the client's, in the documented shape.</summary>
    public static Reply ShouldBeRefused(this Reply reply)
    {
        ((int)reply.Status).ShouldBeInRange(400, 499, reply.Body);
        return reply.ShouldSpeakTheDocumentedShape();
    }

    /// <summary>States with which status the service refused it, in the documented shape.</summary>
    public static void ShouldBeRefused(this Reply reply, HttpStatusCode status) => reply.ShouldBe(status).ShouldSpeakTheDocumentedShape();

    private static Reply ShouldSpeakTheDocumentedShape(this Reply reply)
    {
        reply.ContentHeaders.ContentType?.ToString().ShouldBe("application/json; charset=utf-8");
        reply.Json.Select(field => field.Key).ShouldBe(["errors"]);
        if (reply.Json["errors"] is JsonObject fields)
            fields.ShouldAllBe(field => field.Value!.AsArray().Select(sentence => sentence!.GetValue<string>()).All(IsSentence));
        else
            reply.Json["errors"]!.GetValue<string>().ShouldSatisfyAllConditions(sentence => IsSentence(sentence).ShouldBeTrue(sentence));

        return reply;
    }

    // Nothing from inside: no type's name, no SQL state, no stack.
    private static bool IsSentence(string text) =>
        text.Length is > 0 and < 200 && !text.Contains("Exception") && !text.Contains("ClinicNotes.") && !text.Contains('\n');
}
