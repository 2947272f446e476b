using System.Net;
using System.Text.RegularExpressions;

namespace ClinicNotes.Domain.Webhooks;

/// <summary>
/// Where a webhook may lead: by https to a host on the public internet. What a name stands for may change, so that every connection is
/// judged again by <see cref="PublicAddress" />.
/// </summary>
public static partial class WebhookTarget
{
    public const int Longest = 2_000;
    public const string NoUrl = "must be an https URL";
    public const string TooLong = "is too long (maximum is 2,000 characters)";
    public const string NotPublic = "must lead to a public host";
    public const string HasUser = "must not hold user information";

    // Names for use inside a network or a host: RFC 6761 section 6.3, RFC 6762 section 3, RFC 8375, and ICANN's resolution 2024.07.29.06.
    private static readonly string[] Internal = [".localhost", ".local", ".home.arpa", ".internal"];

    /// <summary>Why a webhook may not lead there, or <c>null</c> when it may.</summary>
    /// <param name="url">The address as it was given.</param>
    /// <param name="allowed">What may be led to all the same.</param>
    public static string? FaultOf(string url, AllowedTargets allowed)
    {
        if (url.Length > Longest)
            return TooLong;
        if (Shape().Match(url) is not { Success: true } shape || !Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return NoUrl;
        if (shape.Groups["authority"].Value.Contains('@'))
            return HasUser;
        if (allowed.Has(uri.DnsSafeHost, uri.Port))
            return null;

        return uri.Scheme != Uri.UriSchemeHttps ? NoUrl
            : IsPublic(uri) ? null
            : NotPublic;
    }

    private static bool IsPublic(Uri uri)
    {
        // A dot at the end changes nothing for a resolver, and hides an address from who looks for one.
        var host = uri.DnsSafeHost.ToLowerInvariant();
        host = host.EndsWith('.') ? host[..^1] : host;

        // Resolvers take for an address whatever ends in a number: 127.1, 0x7f000001, 017700000001.
        if (uri.HostNameType == UriHostNameType.IPv6 || EndsInNumber().IsMatch(host))
            return IPAddress.TryParse(host, out var address) && !host.Contains('%') && PublicAddress.Is(address);

        return Name().IsMatch(host) && !Internal.Any(end => $".{host}".EndsWith(end, StringComparison.Ordinal));
    }

    // Nothing that one program reads as another does not: no space, no backslash, no letter beyond ASCII, no escape in the authority.
    [GeneratedRegex(
        @"^https?://(?<authority>[^/?#\\%\s\p{C}]+)([/?][!-~-[\\#]]*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Shape();

    [GeneratedRegex(@"(^|\.)([0-9]+|0x[0-9a-f]*)$")]
    private static partial Regex EndsInNumber();

    [GeneratedRegex(@"^([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]*[a-z0-9]$")]
    private static partial Regex Name();
}
