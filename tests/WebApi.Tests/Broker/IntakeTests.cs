using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClinicNotes.Infrastructure.Broker;
using ClinicNotes.WebApi.Tests.Feed;
using RabbitMQ.Client;

namespace ClinicNotes.WebApi.Tests.Broker;

/// <summary>What the system that owns session notes tells by RabbitMQ.</summary>
public sealed class IntakeTests(Database database, SharedBroker broker) : IAsyncLifetime
{
    private Service _service = null!;
    private BrokerNames _names = null!;
    private IConnection _connection = null!;
    private IChannel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        (_service, _names) = await broker.Service(await database.Make());
        _connection = await new ConnectionFactory { Uri = new Uri(await broker.Uri()) }.CreateConnectionAsync();
        await Topology.SessionNotes(_connection, _names, CancellationToken.None);
        _channel = await BrokerConnections.Confirming(_connection, CancellationToken.None);
        await _service.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_note_that_is_told_of_is_registered_as_the_operator_would_and_under_the_id_of_the_message()
    {
        await Tells(note: 7_001, provider: 121, id: "message-1");

        await Has(7_001, 121);
        (await Events(7_001)).ShouldBe(1);
        (
            await _service.Scalar<string>(
                "select correlation_id || ' ' || tenant_id || ' ' || (data ->> 'registered_as') from mt_events where stream_id = 'session-note-7001'"
            )
        ).ShouldBe("message-1 1 admin");
        (await _service.As("demo-supervisor").RequestsAnAddendum(7_001)).ShouldBePositive();
    }

    [Fact]
    public async Task The_same_message_again_changes_nothing_though_the_note_has_passed_to_another_provider()
    {
        await Tells(note: 7_002, provider: 121, id: "first");
        await Tells(note: 7_002, provider: 121, id: "first");
        await Tells(note: 7_002, provider: 122, id: "second");
        await Tells(note: 7_002, provider: 121, id: "first");
        await Tells(note: 7_003, provider: 121, id: "last");

        await Has(7_003, 121);
        await Has(7_002, 122);
        (await Events(7_002)).ShouldBe(2);
    }

    [Theory]
    [InlineData("note 46", null, "The message is not JSON.")]
    [InlineData("[1]", null, "The message is not a JSON object.")]
    [InlineData("""{"clinic_id":1,"session_note_id":"46"}""", null, "session_note_id is not a number, provider_id can't be blank.")]
    [InlineData("""{"clinic_id":2,"session_note_id":46,"provider_id":121}""", null, "Session note is registered by another clinic")]
    [InlineData("""{"clinic_id":1,"session_note_id":46,"provider_id":121}""", "NoteDeleted", "The message is no SessionNoteRegistered.")]
    public async Task A_message_that_is_wrong_is_put_aside_with_the_reason_and_the_next_is_heeded(string body, string? type, string reason)
    {
        await Sends(body, type, "wrong");
        await Tells(note: 7_004, provider: 121, id: "right");

        await Has(7_004, 121);
        await using var dead = await Subscriber.Of(await broker.Uri(), _names, pattern: null, _names.DeadLetters);
        var aside = (await dead.Has(1)).ShouldHaveSingleItem();
        (aside.Id, aside.Body, aside.Reason).ShouldBe(("wrong", body, reason));
        _service.Log.Text.ShouldContain(reason);
    }

    [Fact]
    public async Task What_comes_while_the_database_is_away_is_heeded_in_its_order_when_it_is_back()
    {
        await Tells(note: 7_005, provider: 121, id: "before");
        await Has(7_005, 121);
        await _service.DatabaseGoesAway();
        await Tells(note: 7_005, provider: 122, id: "while-1");
        await Tells(note: 7_005, provider: 123, id: "while-2");
        await Tells(note: 7_006, provider: 121, id: "while-3");
        await Patiently.Until(() => _service.Log.Count("Session notes cannot be taken in") > 0, "Nothing is said of it.");
        await _service.DatabaseComesBack();

        await Has(7_006, 121);
        await Has(7_005, 123);
        (await Events(7_005)).ShouldBe(3);
        (await _channel.MessageCountAsync(_names.DeadLetters, TestContext.Current.CancellationToken)).ShouldBe(0u);
    }

    private Task Tells(long note, long provider, string id) =>
        Sends(
            new JsonObject
            {
                ["clinic_id"] = 1,
                ["session_note_id"] = note,
                ["provider_id"] = provider,
                ["written_at"] = "2023-10-20T10:00:00Z",
            }.ToJsonString(),
            "SessionNoteRegistered",
            id
        );

    private async Task Sends(string body, string? type, string id)
    {
        var properties = new BasicProperties
        {
            MessageId = id,
            Type = type,
            DeliveryMode = DeliveryModes.Persistent,
        };
        if (type == "SessionNoteRegistered")
        {
            EventSchema.Fault(JsonElement.Parse(body), type).ShouldBeNull();
            ChannelSchema.FaultOfRabbitMq("sessionNotes", type, properties).ShouldBeNull();
        }

        await _channel.BasicPublishAsync("", _names.SessionNotes, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    private Task Has(long note, long provider) =>
        Patiently.Until(
            async () =>
            {
                var reply = await _service.As("demo-supervisor").Get($"/v1/clinic/session_notes/{note}");
                return reply.Status == HttpStatusCode.OK && (long)reply.Json["provider_id"]! == provider;
            },
            $"Note {note} is not registered."
        );

    private Task<long> Events(long note) =>
        _service.Scalar<long>($"select count(*) from mt_events where stream_id = 'session-note-{note}'");
}
