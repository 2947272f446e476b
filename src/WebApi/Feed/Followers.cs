using ClinicNotes.Application.Access;
using ClinicNotes.Application.Feed;
using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.WebApi.Access;
using ClinicNotes.WebApi.Reads;
using NodaTime;

namespace ClinicNotes.WebApi.Feed;

/// <summary>Who follows the feed, and stays connected meanwhile.</summary>
internal static class Followers
{
    /// <summary>Shows a reader among those who are here, until what comes back is disposed of.</summary>
    public static IDisposable Takes(this HttpContext http, FeedReader reader, IClock clock)
    {
        var (actor, from, since) = (http.Actor(), http.RemoteAddress(), clock.GetCurrentInstant());
        return http
            .RequestServices.GetRequiredService<IFeedReaders>()
            .Add(actor.ClinicId, () => new FeedReading(actor.UserId, from, since, reader.Position));
    }

    /// <summary>The refusal of one whose token has been revoked since the request began, or who has lost the role; <c>null</c> otherwise.</summary>
    public static async ValueTask<IResult?> NoLongerFollows(this HttpContext http, CancellationToken cancellation)
    {
        var token = http.Request.Headers[UserTokenAuthentication.Header].ToString();
        var (actor, _) = await http.RequestServices.GetRequiredService<IUserDirectory>().Behind(token, cancellation);
        return actor is null ? Answer.Sentence(StatusCodes.Status401Unauthorized, Sentences.NotAuthorized)
            : actor.ActingAs(WhoMay.FollowFeed) is null ? Answer.To(Refusal.NotPermitted)
            : null;
    }
}
