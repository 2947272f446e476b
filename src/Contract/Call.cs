using System.Text.Json.Nodes;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.Contract;

/// <summary>A call of the service, as its document describes it.</summary>
/// <param name="Tag">Under which heading.</param>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Path">The address, with its parameters in braces.</param>
/// <param name="Id">What a generated client names it.</param>
/// <param name="Summary">What it does, in a few words.</param>
internal sealed record Call(string Tag, string Method, string Path, string Id, string Summary)
{
    /// <summary>What else there is to say.</summary>
    public string Says { get; init; } = "";

    /// <summary>Which roles may; nobody needs a token when there is none.</summary>
    public IReadOnlyList<Role> May { get; init; } = [];

    /// <summary>Parameters of the path and the query.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>What the body must be; <c>null</c> when none is read.</summary>
    public Shape? Body { get; init; }

    /// <summary>What may come of it when it goes well.</summary>
    public IReadOnlyList<Success> Gives { get; init; } = [];

    /// <summary>Refusals besides those that its other traits bring with them.</summary>
    public IReadOnlyList<int> Refuses { get; init; } = [];

    /// <summary>Whether <c>If-Match</c> and <c>If-None-Match</c> count.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether a repeated request is carried out once when it has an <c>Idempotency-Key</c>.</summary>
    public bool IsOnce => IsOfToken && Method is "POST" or "PUT";

    public bool IsOfToken => May.Count > 0;

    /// <summary>The statuses of refusals, in their order.</summary>
    public IEnumerable<int> Refusals
    {
        get
        {
            var statuses = new SortedSet<int>(Refuses) { 405 };
            statuses.UnionWith(IsOfToken ? [401, 429, 500, 503] : []);
            statuses.UnionWith(IsOfToken && May.Count < Enum.GetValues<Role>().Length ? [403] : []);
            statuses.UnionWith(Path.Contains('{', StringComparison.Ordinal) ? [404] : []);
            statuses.UnionWith(Parameters.Any(parameter => parameter.In == "query") ? [422] : []);
            statuses.UnionWith(Body is null ? [] : [400, 413, 415, 422]);
            statuses.UnionWith(IsOnce ? [400, 409] : []);
            statuses.UnionWith(IsConditional ? [400, 412] : []);
            return statuses;
        }
    }
}

/// <summary>An answer to what goes well.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Says">What it means.</param>
/// <param name="MediaType">What its body is; <c>null</c> for none.</param>
/// <param name="Body">The record that it shows as JSON; <c>null</c> for what is no record.</param>
/// <param name="Headers">Headers that it has besides those of every answer.</param>
internal sealed record Success(int Status, string Says, string? MediaType, Type? Body, params string[] Headers)
{
    /// <summary>What it may be, where that is no JSON.</summary>
    public string? Example { get; init; }
}

/// <summary>What a JSON value must be like, by its name among the document's components.</summary>
/// <param name="Name">The name.</param>
/// <param name="Schema">The schema.</param>
internal sealed record Shape(string Name, JsonObject Schema);

/// <summary>A parameter of the path, the query or a header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">Where it is: <c>path</c>, <c>query</c> or <c>header</c>.</param>
/// <param name="Says">What it means.</param>
/// <param name="Schema">What it must be like.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record Parameter(string Name, string In, string Says, JsonObject Schema, bool IsRequired);
