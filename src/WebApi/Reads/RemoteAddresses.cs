namespace ClinicNotes.WebApi.Reads;

/// <summary>From where requests come.</summary>
internal static class RemoteAddresses
{
    /// <summary>The address at the other end of the connection; one of IPv4 in its own form.</summary>
    public static string? RemoteAddress(this HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
