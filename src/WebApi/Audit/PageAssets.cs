using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ClinicNotes.WebApi.Audit;

/// <summary>The style sheet, the script and the icon of the pages. Their addresses change with them, so that a browser may keep them for good.</summary>
internal static class PageAssets
{
    private const string Path = "/audit-assets";

    private static readonly (string Name, string MediaType)[] All =
    [
        ("page.css", "text/css; charset=utf-8"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ];

    private static readonly Dictionary<string, byte[]> Content = All.ToDictionary(asset => asset.Name, asset => Read(asset.Name));

    public static string StyleSheet { get; } = AddressOf("page.css");

    public static string Script { get; } = AddressOf("page.js");

    public static string Icon { get; } = AddressOf("icon.svg");

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var (name, mediaType) in All)
            routes.MapGet($"{Path}/{name}", (HttpContext http) => Write(http, name, mediaType)).AllowAnonymous().ExcludeFromDescription();
    }

    private static Task Write(HttpContext http, string name, string mediaType)
    {
        http.Response.ContentType = mediaType;
        http.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        return http.Response.Body.WriteAsync(Content[name], http.RequestAborted).AsTask();
    }

    private static string AddressOf(string name) =>
        $"{Path}/{name}?v={Convert.ToHexStringLower(SHA256.HashData(Content[name]).AsSpan(0, 6))}";

    private static byte[] Read(string name)
    {
        using var file = typeof(PageAssets).Assembly.GetManifestResourceStream($"audit/{name}")!;
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }
}
