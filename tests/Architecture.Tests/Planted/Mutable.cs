using ClinicNotes.Domain;
using ClinicNotes.Domain.Access;
using ClinicNotes.Domain.Signatures;
using NodaTime;

namespace ClinicNotes.Architecture.Tests.Planted;

internal sealed class NoRecord
{
    public long Id { get; init; }
}

internal sealed record WithSetter(long Id)
{
    public string? Name { get; set; }
}

internal sealed record WithField(long Id)
{
    public string? Name = "";
}

internal sealed record WithArray(long[] Ids);

internal sealed record WithList(List<Role> Roles);

internal sealed record WithDictionary(IDictionary<string, string> Values);

internal sealed record WithListOfLists(IReadOnlyList<List<Role>> Roles);

internal sealed record EventWithDateTime(long SessionNoteId, DateTime RecordedAt);

internal sealed record EventWithObject(long SessionNoteId, object Payload);

internal sealed record EventWithDuration(long SessionNoteId, Duration Took);

internal sealed record EventWithState(long SessionNoteId, User User);

internal sealed record EventWithoutNote(long AddendumId, Instant RecordedAt) : IRecorded
{
    long? IRecorded.ActorId => null;
    Role? IRecorded.ActorRole => Role.Admin;
    long? IRecorded.SessionNoteId => null;
    Signature? IRecorded.Signature => null;
}

internal sealed record GoodEvent(long SessionNoteId, string? Text, Role Role, Instant At, Instant? End, IReadOnlyList<Role> Roles);

internal static class UserHelpers;

internal static class ClinicService;

internal static class ServiceLevel;
