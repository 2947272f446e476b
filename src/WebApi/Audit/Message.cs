using Microsoft.AspNetCore.WebUtilities;

namespace ClinicNotes.WebApi.Audit;

/// <summary>Why a page is not to be had, for who wanted to look at it.</summary>
/// <param name="Title">What the status is called.</param>
/// <param name="Sentence">The reason.</param>
/// <param name="Faults">What is wrong with the fields of the request, if that is the reason.</param>
/// <param name="RequestId">The <c>X-Request-Id</c> of the answer.</param>
public sealed record Message(string Title, string Sentence, IDictionary<string, string[]> Faults, string RequestId)
{
    /// <summary>The page for a fault that the interface would answer in the documented shape; <c>null</c> for what is no fault.</summary>
    internal static RenderedPage? Of(HttpContext http, int status, object body) =>
        body switch
        {
            SentenceError fault => Of(http, status, fault.Errors, new Dictionary<string, string[]>()),
            FieldErrors fault => Of(http, status, Sentences.WrongFields, fault.Errors),
            _ => null,
        };

    private static RenderedPage Of(HttpContext http, int status, string sentence, IDictionary<string, string[]> faults) =>
        RenderedPage.Of<MessagePage>(
            new Message(
                status == StatusCodes.Status404NotFound ? "Nothing found"
                    : ErrorsInTheDocumentedShape.DamageIn(http) is not null ? "Does not hold"
                    : ReasonPhrases.GetReasonPhrase(status),
                sentence,
                faults,
                http.TraceIdentifier
            ),
            status
        );
}
