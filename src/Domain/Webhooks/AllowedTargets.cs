namespace ClinicNotes.Domain.Webhooks;

/// <summary>Hosts with their ports that webhooks may lead to although the guard would refuse them, by plain http too.</summary>
public sealed record AllowedTargets
{
    private readonly IReadOnlySet<(string Host, int Port)> _targets;

    private AllowedTargets(IReadOnlySet<(string Host, int Port)> targets) => _targets = targets;

    public static AllowedTargets None { get; } = new(new HashSet<(string, int)>());

    /// <summary>Reads <c>host:port</c>, separated by commas, an IPv6 address in brackets; <c>null</c> when that is not what it says.</summary>
    public static AllowedTargets? Parse(string? text)
    {
        var targets = new HashSet<(string, int)>();
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var port = entry[(entry.LastIndexOf(':') + 1)..];
            if (!Uri.TryCreate($"http://{entry}", UriKind.Absolute, out var uri) || uri.PathAndQuery != "/" || uri.UserInfo != "")
                return null;
            if (!int.TryParse(port, out var number) || number != uri.Port)
                return null;

            targets.Add((Plain(uri.DnsSafeHost), number));
        }

        return new AllowedTargets(targets);
    }

    /// <param name="host">A name or an address, without brackets.</param>
    /// <param name="port">The port.</param>
    public bool Has(string host, int port) => _targets.Contains((Plain(host), port));

    private static string Plain(string host) => host.TrimEnd('.').ToLowerInvariant();
}
