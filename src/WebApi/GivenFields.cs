using System.Runtime.InteropServices;
using System.Text.Json;
using ClinicNotes.Application;

namespace ClinicNotes.WebApi;

/// <summary>Takes fields out of a JSON object as they were given; the commands' rules judge them.</summary>
internal static class GivenFields
{
    public static GivenId Id(this JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return GivenId.Missing;
        if (value.ValueKind != JsonValueKind.Number || JsonMarshal.GetRawUtf8Value(value).ContainsAny(".eE"u8))
            return GivenId.OfAnotherKind;

        return value.TryGetInt64(out var id) ? GivenId.Of(id) : GivenId.OutOfRange;
    }

    public static GivenText Text(this JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return GivenText.Missing;
        if (value.ValueKind != JsonValueKind.String)
            return GivenText.OfAnotherKind;

        try
        {
            return GivenText.Of(value.GetString());
        }
        catch (InvalidOperationException)
        {
            // The way in which System.Text.Json reports an escaped surrogate without its other half, such as "\ud800".
            return GivenText.Unreadable;
        }
    }

    /// <summary>The object of that name, or <c>null</c> when there is none.</summary>
    public static JsonElement? Object(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
