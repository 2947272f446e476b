using System.Text.Json.Nodes;

namespace ClinicNotes.WebApi.Tests.Reads;

/// <summary>The records of reads, as the database of a service has them.</summary>
internal static class ReadsOf
{
    /// <summary>Asks as a user by a request id of its own, which it gives.</summary>
    public static async Task<(Reply Reply, string RequestId)> Asks(this Service service, string token, string path)
    {
        var requestId = $"read-{Guid.NewGuid():N}";
        using var http = service.CreateClient();
        http.DefaultRequestHeaders.Add("X-Request-Id", requestId);
        return (await new Client(http, token).Get(path), requestId);
    }

    /// <summary>How many records there are of the read of a request.</summary>
    public static Task<long> Recorded(this Service service, string requestId) =>
        service.Scalar<long>(
            $"select count(*) from mt_events, jsonb_array_elements(data -> 'reads') read where read ->> 'request_id' = '{requestId}'"
        );

    /// <summary>Waits until the read of a request is recorded; gives its event with that read alone.</summary>
    public static async Task<JsonObject> Record(this Service service, string requestId)
    {
        await Patiently.Until(async () => await service.Recorded(requestId) > 0);
        var recorded = await service.Scalar<string>(
            $"""
            select (data || jsonb_build_object('reads', read, 'clinic', tenant_id, 'stream', stream_id, 'user_name', user_name))::text
            from mt_events, jsonb_array_elements(data -> 'reads') read where read ->> 'request_id' = '{requestId}'
            """
        );
        return JsonNode.Parse(recorded)!.AsObject();
    }

    /// <summary>States what some JSON is, whatever the order of its fields.</summary>
    public static void ShouldBeJson(this JsonNode actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual.ToJsonString());
}
