using ClinicNotes.WebApi.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace ClinicNotes.WebApi.Tests.Feed;

/// <summary>A receiver of a webhook that takes what comes, unless it has a whim.</summary>
internal sealed class UnsteadyHook
{
    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(150);

    private readonly Receiver.Inbox _inbox;
    private readonly Lock _taking = new();
    private readonly List<Received> _taken = [];
    private readonly Whims<Whim> _whims;

    public UnsteadyHook(Receiver.Inbox inbox, Random chance)
    {
        (_inbox, _whims) = (inbox, new(chance));
        inbox.Answers = Answer;
    }

    private enum Whim
    {
        Takes,

        /// <summary>Takes it, and answers late.</summary>
        TakesSlowly,

        /// <summary>Takes it, and breaks the connection off before it has answered.</summary>
        TakesAndIsGone,

        /// <summary>Answers 500, and has not taken it.</summary>
        Fails,

        /// <summary>Answers 429, and has not taken it.</summary>
        AsksForPatience,
    }

    public string Url => _inbox.Url;

    /// <summary>Whether it has failed in every way that it can.</summary>
    public bool HasBeenUnsteady => _whims.AreOver;

    /// <summary>What it has taken, in the order in which it did.</summary>
    public IReadOnlyList<Received> Taken
    {
        get
        {
            // Whatever came is held to the document.
            _ = _inbox.All;
            lock (_taking)
                return [.. _taken];
        }
    }

    private async Task Answer(HttpContext http, Received received)
    {
        switch (_whims.Next())
        {
            case Whim.Fails:
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case Whim.AsksForPatience:
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                http.Response.Headers.RetryAfter = "3";
                break;
            case Whim.TakesAndIsGone:
                Take(received);
                http.Abort();
                break;
            case Whim.TakesSlowly:
                Take(received);
                await Task.Delay(Slowly, http.RequestAborted);
                break;
            default:
                Take(received);
                break;
        }
    }

    private void Take(Received received)
    {
        lock (_taking)
            _taken.Add(received);
    }
}
