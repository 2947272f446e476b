using System.Runtime.InteropServices;
using System.Text.Json;
using ClinicNotes.Application;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Application.Webhooks;
using ClinicNotes.Domain.Access;

namespace ClinicNotes.WebApi;

/// <summary>Takes fields out of a JSON object as they were given; the commands' rules judge them.</summary>
internal static class GivenFields
{
    private static readonly Dictionary<string, Role> RolesByName = Enum.GetValues<Role>().ToDictionary(role => role.Name());

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
        return parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Text(value) : GivenText.Missing;
    }

    /// <summary>The event of that name: an object with a <c>stream</c> and a <c>version</c>.</summary>
    public static GivenEvent Event(this JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return GivenEvent.Missing;

        return value.ValueKind == JsonValueKind.Object
            ? GivenEvent.Of(value.Text("stream"), value.Id("version"))
            : GivenEvent.OfAnotherKind;
    }

    /// <summary>The roles of that name: a list of their names.</summary>
    public static GivenRoles Roles(this JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return GivenRoles.Missing;
        if (value.ValueKind != JsonValueKind.Array)
            return GivenRoles.OfAnotherKind;

        return Roles(value.EnumerateArray().Select(item => Text(item).Value));
    }

    /// <summary>The types of events of that name: a list of texts.</summary>
    public static GivenTypes Types(this JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return GivenTypes.Missing;
        if (value.ValueKind != JsonValueKind.Array)
            return GivenTypes.OfAnotherKind;

        string?[] names = [.. value.EnumerateArray().Select(item => Text(item).Value)];
        return names.Contains(null) ? GivenTypes.OfAnotherKind : GivenTypes.Of(names!);
    }

    /// <summary>The roles of these names; <c>null</c> stands for what is no text.</summary>
    public static GivenRoles Roles(IEnumerable<string?> names)
    {
        var roles = new HashSet<Role>();
        foreach (var name in names)
        {
            if (name is null || !RolesByName.TryGetValue(name, out var role))
                return GivenRoles.OfAnotherKind;

            roles.Add(role);
        }

        return [.. roles];
    }

    private static GivenText Text(JsonElement value)
    {
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
