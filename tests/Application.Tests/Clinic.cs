using ClinicNotes.Application.SessionNotes;
using ClinicNotes.Application.Signatures;
using ClinicNotes.Application.SignOffs;
using ClinicNotes.Domain.Signatures;
using ClinicNotes.Domain.SignOffs;
using NodaTime;
using NodaTime.Testing;

namespace ClinicNotes.Application.Tests;

/// <summary>Clinic 1, which has session note 46 and none of what clinic 2 has, in memory.</summary>
internal sealed class Clinic : ISessionNoteRegister, ICoveredEvents, IPublicIds, ISignatureStore
{
    public static readonly Instant Now = Instant.FromUtc(2023, 10, 20, 10, 0);

    private readonly Dictionary<long, long> _clinicOfNote = new() { [46] = 1, [1001] = 2 };
    private long _lastId = 100;

    public StreamsInMemory Events { get; } = new();

    public Dictionary<string, List<object>> Streams => Events.Streams;

    public FakeClock Clock { get; } = new(Now);

    /// <summary>The signatures kept, by digest.</summary>
    public Dictionary<string, string> Signatures => Events.Images;

    /// <summary>How many ids were given out.</summary>
    public long IdsGiven => _lastId - 100;

    public object[] EventsOf(string stream) => [.. Streams.GetValueOrDefault(stream, [])];

    public ValueTask<bool> Has(long clinicId, long sessionNoteId, CancellationToken cancellation) =>
        new(_clinicOfNote.TryGetValue(sessionNoteId, out var clinic) && clinic == clinicId);

    public ValueTask<long?> ClinicOf(long sessionNoteId, CancellationToken cancellation) =>
        new(_clinicOfNote.TryGetValue(sessionNoteId, out var clinic) ? clinic : null);

    public Task<bool> HasHeeded(string messageId, long clinicId, long sessionNoteId, long providerId, CancellationToken cancellation) =>
        Task.FromResult(false);

    public Task<bool> Has(long clinicId, long sessionNoteId, CoveredEvent named, CancellationToken cancellation) =>
        Task.FromResult(named == new CoveredEvent($"session-note-{sessionNoteId}", 1));

    public ValueTask<long> NextAddendumId(CancellationToken cancellation) => new(++_lastId);

    public ValueTask<long> NextSignOffId(CancellationToken cancellation) => new(++_lastId);

    public ValueTask<long> NextTokenId(CancellationToken cancellation) => new(++_lastId);

    public ValueTask<long> NextWebhookId(CancellationToken cancellation) => new(++_lastId);

    public ValueTask<string?> DataUrl(long clinicId, Signature? signature, CancellationToken cancellation) =>
        new(signature is null ? null : Signatures[signature.Sha256]);

    public Task<byte[]?> Png(long clinicId, string sha256, CancellationToken cancellation) => Task.FromResult<byte[]?>(null);
}
